"""Happenings: what a sentence says that happened, with the phrases of those who take part."""
