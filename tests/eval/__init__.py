"""Measures how well the program understands texts, on sets that it is never trained on."""
