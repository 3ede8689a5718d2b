"""Inlines cut into runs of one look and one direction, as Word and InDesign need them."""
