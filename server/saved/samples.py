"""A query as code to paste: for a shell, for Python and for R, with the very words of the query."""

import json
from dataclasses import dataclass
from urllib.parse import quote

from server.protocol.gather import OF
from server.protocol.negotiate import GRAPHS, Format


@dataclass(frozen=True, slots=True)
class Sample:
    """Code in one language; `needs` is what has to be installed for it."""

    language: str
    needs: str
    code: str


def samples(
    endpoint: str, query: str, formats: tuple[Format, ...], of: str = ""
) -> tuple[Sample, ...]:
    """The code for a query, sent to the endpoint at this address, of one battle alone if `of`.

    A graph is read as Turtle, rows as CSV.
    """
    if formats is GRAPHS:
        return (
            Sample("curl", "", as_curl(endpoint, query, "text/turtle", of)),
            Sample("Python", "rdflib", as_rdflib(endpoint, query, of)),
            Sample("R", "", as_r(endpoint, query, "readLines", "ttl", of)),
        )
    return (
        Sample("curl", "", as_curl(endpoint, query, "text/csv", of)),
        Sample("Python", "pandas", as_pandas(endpoint, query, of)),
        Sample("R", "", as_r(endpoint, query, "read.csv", "csv", of)),
    )


def as_curl(endpoint: str, query: str, accept: str, of: str = "") -> str:
    """For a shell: within single quotes nothing but a single quote means anything."""
    quoted = query.replace("'", "'\\''")
    chosen = f" --data-urlencode {OF}={quote(of, safe='')}" if of else ""
    return f"curl {endpoint} -H 'Accept: {accept}'{chosen} --data-urlencode 'query=\n{quoted}'"


def as_pandas(endpoint: str, query: str, of: str = "") -> str:
    """For Python with pandas: the answer as a data frame."""
    return (
        "from urllib.parse import urlencode\n\nimport pandas\n\n"
        f"query = {as_python(query)}\n"
        f'address = "{endpoint}?" + urlencode({sent("csv", of)})\n'
        "answer = pandas.read_csv(address)\nprint(answer)"
    )


def as_rdflib(endpoint: str, query: str, of: str = "") -> str:
    """For Python with rdflib: the answer as a graph."""
    return (
        "from urllib.parse import urlencode\n\nimport rdflib\n\n"
        f"query = {as_python(query)}\n"
        f'address = "{endpoint}?" + urlencode({sent("ttl", of)})\n'
        'answer = rdflib.Graph().parse(address, format="turtle")\nprint(answer.serialize())'
    )


def sent(format_: str, of: str) -> str:
    """The parameters of a request, as Python has them."""
    chosen = f', "{OF}": {json.dumps(of)}' if of else ""
    return f'{{"query": query, "format": "{format_}"{chosen}}}'


def as_python(query: str) -> str:
    """A string of several lines; what would end it, or be read as something else, is escaped."""
    escaped = query.replace("\\", "\\\\").replace('"""', '\\"\\"\\"').replace("\r", "\\r")
    return f'"""\n{escaped}\n"""'


def as_r(endpoint: str, query: str, reader: str, format_: str, of: str = "") -> str:
    """For R, which needs no package: the query is in the address already, under its own words."""
    told = "\n".join(f"# {line}" for line in query.splitlines())
    chosen = f"{OF}={quote(of, safe='')}&" if of else ""
    address = f"{endpoint}?{chosen}format={format_}&query={quote(query, safe='')}"
    return f"{told}\nanswer <- {reader}({json.dumps(address)})\nprint(answer)"
