"""Draft: an article of a battle becomes facts for a person to review."""
