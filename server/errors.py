"""Errors: each is a status and a sentence, said as JSON, as a page or as plain text.

    SitrepError
    ├── DataFileError                the file to serve is not RDF; ends the command with 1
    │   ├── NoDataFileError          there is no such file; ends the command with 2
    │   └── NoEngineError            the engine to serve does not answer; ends the command with 1
    ├── StoreError                   a store on disk cannot be used; ends the command with 1
    │   └── NoStoreError             there is none; ends the command with 2
    └── Problem                      an answer that is not the one asked for
        ├── BadRequestError          400  the request is not what the protocol allows
        │   ├── BrokenQueryError     400  not SPARQL, with line, column and a hint
        │   ├── QueryTooComplexError 400  deeper or longer than the engine can bear
        │   ├── BrokenUpdateError    400  not SPARQL Update, with line, column and the reason
        │   └── BrokenDataError      400  a graph that is not in the format that it is said to be
        ├── NoTokenError             401  a write without a token that is known here
        ├── RefusedError             403  SERVICE to whom the operator has not allowed
        │   └── ReadOnlyError        403  an update
        ├── NotFoundError            404  nothing has this address, or no article this name
        ├── NotAcceptableError       406  in none of the formats that the client accepts
        ├── UpdateFailedError        409  an update of a graph that is not there, or is already
        ├── PreconditionFailedError  412  the dataset or the graph is not as the client knows it
        ├── BodyTooLongError         413  a query or body over the limit
        ├── AddressTooLongError      414  the same, sent by GET
        ├── UnknownMediaTypeError    415  a POST in a type that holds no query
        ├── AnswerTooLongError       422  the answer is longer than one may be
        ├── ChangeTooLargeError      422  a write of more quads than one may change
        ├── OtherGraphError          422  a PATCH that is not about its graph alone
        ├── ShapeBrokenError         422  a write after which a shape would be broken
        ├── TooManyError             429  one client has too many queries running
        ├── TooManyTriesError        429  one client has sent too many tokens that are none
        ├── EvaluationError          500  the engine gave up on a sound query
        ├── OutcomeUnknownError      500  a write that ended when it was about to be kept
        ├── ServiceError             502  a server that SERVICE asks gave no answer
        │   └── SlowServiceError     504  the same, not in time
        ├── EngineError              502  the engine that this server asks gave no answer
        │   └── SlowEngineError      504  the same, not in time
        ├── BusyError                503  too many queries at once
        ├── StoppedError             503  the query took too much memory and was ended
        │   └── TimedOutError        503  the same, too much time
        └── HttpError                     what Flask itself refuses: 405, 413, 500, …

Specification: RFC 9457, problem details, https://www.rfc-editor.org/rfc/rfc9457
"""

from dataclasses import dataclass


class SitrepError(Exception):
    """Anything that goes wrong here and can be said in one sentence."""


class DataFileError(SitrepError):
    """The file to serve is not RDF; the sentence names file, line and column."""


class NoDataFileError(DataFileError):
    """The file to serve is not there, cannot be opened, or has a suffix that says no format."""


class StoreError(SitrepError):
    """A store on disk cannot be used as it was to be; the sentence names the folder."""


class NoStoreError(StoreError):
    """There is no store on disk where one was named."""


class NoEngineError(DataFileError):
    """The engine to serve does not answer when it is looked at first; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a query: line and column from 1, and the line itself, cut to the part around."""

    line: int
    column: int
    excerpt: str
    offset: int
    """How many characters of the excerpt stand before the place."""

    @property
    def caret(self) -> str:
        """The excerpt, and under it a mark at the place."""
        return f"{self.excerpt}\n{' ' * self.offset}^"


class Problem(SitrepError):  # noqa: N818 - the word of RFC 9457
    """An answer that is not the one asked for; `status` and `title` are those of its class.

    Args:
        detail: what is wrong, in one sentence.
        hint: what to do about it.
        query: the query that was sent, so that a page can give it back.
        spot: the place in the query.
    """

    status: int
    title: str

    def __init__(
        self,
        detail: str,
        *,
        hint: str | None = None,
        query: str | None = None,
        spot: Spot | None = None,
    ) -> None:
        """Keep the sentence and what belongs to it."""
        super().__init__(detail)
        self.detail = detail
        self.hint = hint
        self.query = query
        self.spot = spot


class BadRequestError(Problem):
    """The request is not what the SPARQL protocol allows."""

    status = 400
    title = "Bad request"


class BrokenQueryError(BadRequestError):
    """The query is not SPARQL."""

    title = "Broken query"


class QueryTooComplexError(BadRequestError):
    """The query is deeper or longer than the engine can bear."""

    title = "Query too complex"


class BrokenUpdateError(BadRequestError):
    """The update is not SPARQL Update."""

    title = "Broken update"


class BrokenDataError(BadRequestError):
    """The graph is not in the format that it is said to be in."""

    title = "Broken data"


class NoTokenError(Problem):
    """A write without a token, or with one that is not known here."""

    status = 401
    title = "No token"


class UpdateFailedError(Problem):
    """An update names a graph that is not there, or makes one that is."""

    status = 409
    title = "Update failed"


class PreconditionFailedError(Problem):
    """The dataset or the graph is not as the client says that it knows it."""

    status = 412
    title = "Precondition failed"


class ChangeTooLargeError(Problem):
    """The write would change more quads than one write may."""

    status = 422
    title = "Change too large"


class OtherGraphError(Problem):
    """A PATCH of a graph names graphs."""

    status = 422
    title = "Another graph"


class ShapeBrokenError(Problem):
    """After the write a shape would be broken that is not now."""

    status = 422
    title = "Shape broken"


class TooManyTriesError(Problem):
    """The client has sent too many tokens that are none."""

    status = 429
    title = "Too many tries"


class OutcomeUnknownError(Problem):
    """The one who writes ended when the write was about to be kept."""

    status = 500
    title = "Outcome unknown"


class RefusedError(Problem):
    """The query asks for what a public endpoint does not do."""

    status = 403
    title = "Refused"


class ReadOnlyError(RefusedError):
    """An update was sent, and this endpoint only answers queries."""

    title = "Read-only"


class NotFoundError(Problem):
    """Nothing has this address."""

    status = 404
    title = "Not found"


class NotAcceptableError(Problem):
    """The answer cannot be had in any format that the client accepts."""

    status = 406
    title = "Not acceptable"


class BodyTooLongError(Problem):
    """The query or the request's body is over the limit."""

    status = 413
    title = "Query too long"


class AddressTooLongError(Problem):
    """The query in the request's address is over the limit."""

    status = 414
    title = "Query too long"


class UnknownMediaTypeError(Problem):
    """The POST has a type that holds no query."""

    status = 415
    title = "Unknown media type"


class EvaluationError(Problem):
    """The engine gave up on a sound query."""

    status = 500
    title = "Evaluation failed"


class AnswerTooLongError(Problem):
    """The answer is longer than one may be."""

    status = 422
    title = "Answer too long"


class TooManyError(Problem):
    """The client has as many queries running as one may."""

    status = 429
    title = "Too many at once"


class ServiceError(Problem):
    """A server that the query asks by SERVICE gave no answer, or none that can be used."""

    status = 502
    title = "Service failed"


class SlowServiceError(ServiceError):
    """A server that the query asks by SERVICE did not answer in time."""

    status = 504
    title = "Service took too long"


class EngineError(Problem):
    """The engine that this server stands before gave no answer, or none that can be used."""

    status = 502
    title = "Engine failed"


class SlowEngineError(EngineError):
    """The engine that this server stands before did not answer in time."""

    status = 504
    title = "Engine took too long"


class BusyError(Problem):
    """Nobody was free to evaluate the query."""

    status = 503
    title = "Too busy"


class StoppedError(Problem):
    """The query was ended, because it took more than a query may."""

    status = 503
    title = "Query stopped"


class TimedOutError(StoppedError):
    """The query was ended, because it took longer than a query may."""

    title = "Query took too long"


class HttpError(Problem):
    """What Flask itself refuses: a method, an address, a body that is too large."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        """Keep what Flask says of it."""
        super().__init__(detail)
        self.status = status
        self.title = title
