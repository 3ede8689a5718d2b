"""Fonts: the library of faces, what they cover, and subsets of them."""
