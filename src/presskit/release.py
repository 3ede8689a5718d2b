"""What this presskit is called among others."""

VERSION = "0.1.0"
