"""presskit over HTTP: what the API does, for programs in any language."""
