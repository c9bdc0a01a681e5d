"""One folder per platform: listen (events to asks), render (pages to messages), send."""
