"""Real widget libraries as npm publishes them, filled by their labels."""
