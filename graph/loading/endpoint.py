"""A SPARQL 1.1 endpoint in the place of a store: queries go over HTTP, and answers come back as they arrive.

Nothing here is reached unless the user named the endpoint's address.
"""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.request
from io import RawIOBase
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from ..errors import FileError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from contextlib import AbstractContextManager

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples, Triple

#: Seconds without a byte from the server after which a query is given up.
TIMEOUT: Final = 120.0
#: So many bytes of one answer are read at most.
LIMIT: Final = 4 << 30

_RESULTS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"
#: Seen where a prefix is declared.
_DECLARED: Final = re.compile(r"\bPREFIX\s+([^\s:]*):", re.IGNORECASE)


class Endpoint:
    """A SPARQL 1.1 endpoint, asked as `pyoxigraph.Store` is.

    Parameters
    ----------
    address
        Where it takes queries, such as ``http://localhost:7878/query``.
    timeout
        Seconds without a byte from the server after which a query is given up.
    is_bounded
        Whether no more than `LIMIT` bytes of an answer are read.
    """

    def __init__(self, address: str, timeout: float = TIMEOUT, *, is_bounded: bool = True) -> None:
        self.address = address
        self.is_bounded = is_bounded
        self._timeout = timeout
        self._open = urllib.request.build_opener(_NoRedirect).open

    def __str__(self) -> str:
        return self.address

    def unbounded(self) -> Endpoint:
        """Return the same for answers that are not held in memory: of any length."""
        return Endpoint(self.address, self._timeout, is_bounded=False)

    def query(
        self, query: str, *, prefixes: Mapping[str, str] | None = None, use_default_graph_as_union: bool = False
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Send a query and return its answer, read as it arrives.

        Parameters
        ----------
        query
            The query.
        prefixes
            Prefixes that it need not declare.
        use_default_graph_as_union
            Whether the union of all graphs is asked for as the default graph. Servers of Oxigraph do as they are
            asked; others have one default graph, and it should be the union.

        Raises
        ------
        SyntaxError
            Where the query cannot be read; it is not sent then.
        FileError
            Where the server cannot be reached, refuses the query, or answers with anything but its result.
        """
        from pyoxigraph import QueryBoolean, QueryTriples, Store

        # Read here first: a mistake is told with its place, and the form of the answer is known.
        form = Store().query(query, prefixes=cast("Any", prefixes))
        declared = set(_DECLARED.findall(query))
        head = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in (prefixes or {}).items() if name not in declared)
        wanted = _TRIPLES if isinstance(form, QueryTriples) else _RESULTS
        answer = self._sent(f"{head}\n{query}" if head else query, wanted, union=use_default_graph_as_union)
        try:
            found = self._read(answer, wanted)
            if isinstance(found, QueryBoolean) is not isinstance(form, QueryBoolean):
                raise self._no_result("it answered another form of query")
        except BaseException:
            answer.close()
            raise
        if isinstance(found, QueryBoolean):
            answer.close()
        return found

    def _sent(self, query: str, wanted: str, *, union: bool) -> http.client.HTTPResponse:
        address = self.address
        if union:
            address += f"{'&' if urlsplit(address).query else '?'}union-default-graph=true"
        try:
            request = urllib.request.Request(  # noqa: S310 -- `places.is_address` lets http and https in alone
                address,
                data=query.encode("utf-8"),
                headers={"Content-Type": "application/sparql-query", "Accept": wanted, "User-Agent": "accord"},
                method="POST",
            )
            return self._open(request, timeout=self._timeout)
        except urllib.error.HTTPError as error:
            raise self._refused(error) from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._too_slow() from None
            reason = getattr(error.reason, "strerror", None) or error.reason
            raise FileError(
                f"{self.address} cannot be reached: {reason}",
                "See that the server runs, and that the address is right.",
            ) from None
        except TimeoutError:
            raise self._too_slow() from None
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise FileError(
                f"{self.address} cannot be asked: {error}", "Give the address at which it takes queries."
            ) from None

    def _read(self, answer: http.client.HTTPResponse, wanted: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results

        kind = answer.headers.get_content_type()
        if kind != wanted and kind not in ("application/json", "text/plain"):
            raise self._no_result(f"it answered with {kind}")
        stream = _Bounded(answer, self)
        with self._errors():
            if wanted == _TRIPLES:
                return cast(
                    "QueryTriples", _Triples(parse(cast("Any", stream), format=RdfFormat.N_TRIPLES), self, answer)
                )
            found = parse_query_results(cast("Any", stream), QueryResultsFormat.JSON)
        return cast("Any", found if not hasattr(found, "variables") else _Rows(found, self, answer))

    def _errors(self) -> AbstractContextManager[None]:
        from contextlib import contextmanager

        @contextmanager
        def told() -> Generator[None]:
            try:
                yield
            except TimeoutError:
                raise self._too_slow() from None
            except _TooLongError:
                raise FileError(
                    f"{self.address}: an answer of more than {LIMIT:,} bytes", "Ask for less: add a LIMIT."
                ) from None
            except (SyntaxError, ValueError, OSError, http.client.HTTPException) as error:
                if "timed out" in str(error):
                    raise self._too_slow() from None
                raise self._no_result(f"its answer cannot be read: {shorten(str(error), 120)}") from None

        return told()

    def _refused(self, error: urllib.error.HTTPError) -> FileError:
        with error:
            said = shorten(error.read(2000).decode("utf-8", "replace"), 200)
        hint = {
            400: "It does not take this query: it may know less of SPARQL than the query asks.",
            401: "It wants a password, and none can be given.",
            403: "It lets nobody ask, or not this.",
            404: "Give the address at which it takes queries; many servers have it at /query or /sparql.",
            405: "Give the address at which it takes queries by POST; many servers have it at /query or /sparql.",
            504: "Ask for less: a shorter window, fewer layers, a LIMIT.",
        }.get(error.code, "")
        if 300 <= error.code < 400:
            hint = f"It has moved: give {error.headers.get('Location', 'the new address')}."
        elif not hint:
            hint = "See the server's own log." if error.code >= 500 else "See what the server's manual says of it."
        return FileError(f"{self.address} answered with {error.code} {error.reason}{f': {said}' if said else ''}", hint)

    def _too_slow(self) -> FileError:
        return FileError(
            f"{self.address} has sent nothing for {self._timeout:g} seconds",
            "Ask for less, or ask again: the server may still be at work on it.",
        )

    def _no_result(self, what: str) -> FileError:
        return FileError(
            f"{self.address} is no SPARQL endpoint, or not one that can be read: {what}",
            "Give the address at which it takes queries; many servers have it at /query or /sparql.",
        )


class _TooLongError(Exception):
    """An answer of more than `LIMIT` bytes."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follow no redirection: a query is sent where the user said, and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class _Bounded(RawIOBase):
    """The body of an answer, read to a limit."""

    def __init__(self, answer: http.client.HTTPResponse, endpoint: Endpoint) -> None:
        super().__init__()
        self._answer, self._left, self._endpoint = answer, LIMIT, endpoint

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        found = self._answer.read(size if size >= 0 else max(self._left, 0) + 1)
        self._left -= len(found)
        if self._left < 0 and self._endpoint.is_bounded:
            raise _TooLongError
        return found


class _Rows:
    """The rows of a SELECT; what goes wrong on the way is told as every error is."""

    def __init__(self, found: Any, endpoint: Endpoint, answer: http.client.HTTPResponse) -> None:
        self.variables = found.variables
        self._found, self._endpoint, self._answer = found, endpoint, answer

    def __iter__(self) -> Generator[Any]:
        with self._endpoint._errors():  # pyright: ignore[reportPrivateUsage] -- of one module
            yield from self._found


class _Triples:
    """The triples of a CONSTRUCT or DESCRIBE, told apart from rows by their lack of variables."""

    def __init__(self, found: Any, endpoint: Endpoint, answer: http.client.HTTPResponse) -> None:
        self._found, self._endpoint, self._answer = found, endpoint, answer

    def __iter__(self) -> Generator[Triple]:
        with self._endpoint._errors():  # pyright: ignore[reportPrivateUsage] -- of one module
            for quad in self._found:
                yield quad.triple
