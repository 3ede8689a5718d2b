"""The renderers, and what they share: html, faces, pictures and archive."""
