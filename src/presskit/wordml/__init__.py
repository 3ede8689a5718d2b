"""The vocabulary of a DOCX, for what writes one and what reads one back."""
