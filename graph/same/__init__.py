"""What articles share: tables that say which things of two articles are one and the same.

Each article names its things for itself. That two of them are one is said by both being one item of
Wikidata, or by a row of such a table: SSSOM as in `graph.reading.links`, with a thing on both
sides. The same name alone says nothing; `propose.py` offers it to a person.
"""
