"""The way back: a DOCX that presskit wrote and staff edited, read as an article."""
