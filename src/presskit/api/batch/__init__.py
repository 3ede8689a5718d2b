"""Batches: many articles made into editions by a pool of warm processes, or by any executor."""
