"""The web server: health."""
