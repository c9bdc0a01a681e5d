"""The child process for what is heavy or dangerous to read."""
