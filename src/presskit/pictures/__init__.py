"""Pictures: from the header of a file to what an edition can take."""
