"""CHOSEN: candidates become ranked picks with reasons."""
