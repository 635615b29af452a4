"""A graph of several battles, asked of one of them or of all."""
