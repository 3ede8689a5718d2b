"""The preflight of a finished PDF: whether it is fit for the press and for readers."""
