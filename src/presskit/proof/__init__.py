"""The proofreader: what is wrong with a text, where, and what can safely be mended."""
