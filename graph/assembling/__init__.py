"""Assembling: what was read becomes one dataset, with what follows from it."""
