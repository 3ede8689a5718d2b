"""The preview: a page that shows an article's editions while it is written."""
