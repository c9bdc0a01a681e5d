"""The terminal: the same commands, typed or piped."""
