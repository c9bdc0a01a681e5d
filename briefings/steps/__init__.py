"""The story itself, a file a step: read, decide, write."""
