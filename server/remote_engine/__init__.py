"""Another engine in the place of our own: any SPARQL 1.1 endpoint over HTTP."""
