"""COLLECTED: bytes become items, a file per kind of document."""
