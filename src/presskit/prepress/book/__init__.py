"""The check of a finished EPUB, for what EPUBCheck and Ace both miss."""
