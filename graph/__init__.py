"""From the article and its reviewed facts to one sorted N-Quads file: read, assemble, check, write.

`graph.build` shows the whole in the order in which it happens.
"""
