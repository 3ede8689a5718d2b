"""The layout pass: what every edition says, settled once for all formats."""
