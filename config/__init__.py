"""What the operator chooses: settings, themes, sources."""
