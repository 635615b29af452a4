"""Other servers asked by SERVICE, and the label service of Wikidata answered here."""
