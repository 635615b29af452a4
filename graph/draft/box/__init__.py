"""Box: what the infobox says, one reader for each slot."""
