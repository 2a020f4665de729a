"""Who has seen what."""
