"""What can be asked: one question a file, `queries/<slug>.rq`, under a `#+` header in YAML.

The header has grlc's keys (https://github.com/CLARIAH/grlc) and ours, which begin with `x-`:

    summary      the question in plain words
    description  what the answer shows, and what it does not
    tags         words to sort questions by; the first is the one that it is filed under
    x-columns    what each column of the answer holds
    x-params     parameters: each stands in a VALUES line of the query, which is its default
    x-view       how the answer is best shown: as table, timeline, map or bar
    x-service    the other server that is asked, in `federated/` alone
    x-expect     what every answer must satisfy: `min-rows`, and columns `unique` together

`docs/questions.md` says how to write one. `queries/violations/` holds queries that must return
nothing; each row of theirs is a mistake. `queries/federated/` holds those that ask another server
too, and are there where it is allowed.

This folder holds content. The code here reads it (`files.py`) and puts values in place of the
defaults (`bind.py`); it asks nothing.
"""

from queries.bind import Bound, bind
from queries.files import (
    SLUG,
    catalogue,
    federated,
    file_of,
    read_file,
    read_query,
    violations,
)
from queries.model import (
    EXPECTED,
    HERE,
    VIOLATIONS,
    Expectation,
    Parameter,
    QueryFileError,
    SavedQuery,
    Type,
    Value,
    Violation,
)
from queries.spelling import write_value
from queries.values import WrongValueError, expected

__all__ = [
    "EXPECTED",
    "HERE",
    "SLUG",
    "VIOLATIONS",
    "Bound",
    "Expectation",
    "Parameter",
    "QueryFileError",
    "SavedQuery",
    "Type",
    "Value",
    "Violation",
    "WrongValueError",
    "bind",
    "catalogue",
    "expected",
    "federated",
    "file_of",
    "read_file",
    "read_query",
    "violations",
    "write_value",
]
