"""Telling: what a sentence says of a happening, one component for each sort of fact."""
