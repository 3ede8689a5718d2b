"""Pasted copy: text without markup, read as the article that an editor sees in it."""
