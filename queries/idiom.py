"""Which queries are in Wikidata's idiom, and so asked of the derived graph too.

A graph may hold its facts twice: in our terms in the default graph, and in Wikidata's words in a
named graph that says that it conforms to Wikidata's ontology. A query that names anything of
Wikidata's and names no dataset is asked of the two together, every other of the default graph
alone. SPARQL leaves the choice to the service (https://www.w3.org/TR/sparql11-query/#unnamedGraph).
"""

import re
from typing import Final

# A name under one of Wikidata's prefixes, or one of its namespaces spelt out.
_IRI: Final = r"<http://(?:www\.wikidata\.org/(?:entity|prop)/|wikiba\.se/ontology#)"
_NAMES: Final = re.compile(
    rf"(?<![\w.?$:-])(?:(?:wdt?|p[sqr]?v?):[PQ][1-9]|wikibase:[A-Za-z])|{_IRI}"
)
# No query without one of these has such a name.
_MARKS: Final = (":P", ":Q", "wikibase:", "wikidata.org/", "wikiba.se/")
# What says nothing of the sort though it may look so: texts, comments, IRIs of others.
_SILENT: Final = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*+'''"
    r'|"(?:[^"\\\r\n]|\\.)*+"'
    r"|'(?:[^'\\\r\n]|\\.)*+'"
    rf"|(?P<theirs>{_IRI}[^<>]*+>)"
    r"|<[^<>\"{}|^`\\\x00-\x20]*+>"
    r"|\#[^\r\n]*+",
    re.DOTALL,
)
_FROM: Final = re.compile(r"(?<![\w?$:-])FROM(?![\w:])", re.IGNORECASE)


def speaks_wikidata(text: str) -> bool:
    """Whether a query names something of Wikidata's and leaves the dataset to the service."""
    # Nearly always, and quickly told.
    if not any(mark in text for mark in _MARKS) or not _NAMES.search(text):
        return False
    spoken = _SILENT.sub(lambda found: found["theirs"] or " ", text)
    return bool(_NAMES.search(spoken)) and not _FROM.search(spoken)
