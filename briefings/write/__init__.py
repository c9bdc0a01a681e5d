"""WRITTEN: picks become pages, in Korean and English."""
