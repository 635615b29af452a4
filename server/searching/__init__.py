"""The search: what can be found by words, and how it is found."""
