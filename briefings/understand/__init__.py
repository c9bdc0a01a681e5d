"""UNDERSTOOD: themes, stories, keywords, summaries."""
