"""Clauses: a sentence in pieces, and who does what to whom in it."""
