"""ASKED: the command table, its grammar, and the words of time."""
