"""A query as text: its tokens, what is certain of it, and what is wrong with it."""
