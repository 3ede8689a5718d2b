"""Doors: copy that comes with markup or fields: pages, Word files, feeds, WordPress, wires."""
