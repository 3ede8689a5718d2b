"""Themes: loading, inheriting and checking them; CSS made from their role styles."""
