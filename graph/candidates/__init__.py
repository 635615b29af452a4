"""Look in Wikidata for what has no item yet: ask, filter, score, and write proposals for a person.

    names without an item ── `wanted` ──► `search` (by `remote`) ──► `judge` ──► `report`

Nothing of this is part of a build, and nothing of it writes into the table of links.
"""
