"""Counts: numbers and rough measures in a text, with the bounds that its words set."""
