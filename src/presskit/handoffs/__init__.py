"""The handoff: what layout staff need besides the DOCX, in one archive."""
