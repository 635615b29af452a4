"""Bench: the server under attack (`make soak`) and beside its peers (`make bench`)."""
