"""SERVICE, against a server on loopback that plays Wikidata."""
