"""The example query, which the home page, the query form and `sitrep serve` all show.

It leaves out the PREFIX lines: the server declares the project's own prefixes for every query.
"""

from typing import Final

EXAMPLE_QUESTION: Final = "Who held Artillery Battalion 366, when, and in what words?"

EXAMPLE: Final = """\
SELECT ?holder ?when ?text WHERE {
  ?control a :Control ; :site b:artillery-bn-366-base ; :holder/skos:prefLabel ?holder ;
    :when ?when ; prov:wasDerivedFrom/nif:anchorOf ?text .
  OPTIONAL { ?control :earliest ?from }
}
ORDER BY ?from ?when ?holder ?text"""


def as_curl(address: str) -> str:
    """The example as a command to paste into a shell; `address` is the server's, without a path."""
    # The query holds no single quote, so a shell reads the quoted text as it stands.
    return f"curl {address}/sparql -H 'Accept: text/csv' --data-urlencode 'query=\n{EXAMPLE}'"
