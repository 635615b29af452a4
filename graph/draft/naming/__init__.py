"""Naming: who and what an article names, sorted, and which of its names mean the same."""
