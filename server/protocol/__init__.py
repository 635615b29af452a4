"""A query on its way: from a request to its answer, by the SPARQL 1.1 Protocol."""
