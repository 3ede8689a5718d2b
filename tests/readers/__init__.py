"""Readers of editions that share no code with presskit: what a reading program finds in a file."""
