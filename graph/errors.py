"""What can go wrong, each with what, where and how to mend it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class AccordError(Exception):
    """Base of every error that Accord raises on purpose.

    Parameters
    ----------
    message
        What is wrong and where, in one line.
    hint
        How to mend it, in one line; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class RequestError(AccordError):
    """What was asked for makes no sense: an unknown name, a bad date, an empty window."""


class UnknownNameError(RequestError):
    """A name that stands for nothing in the graph.

    Parameters
    ----------
    what
        What sort of name it is, such as ``actor``.
    name
        The name as given.
    known
        All names that would have done; the closest are suggested.
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        by_folded = {candidate.casefold(): candidate for candidate in known}
        close = get_close_matches(name.casefold(), by_folded, n=3, cutoff=0.6)
        self.suggestions = [by_folded[match] for match in close]
        hint = f"Did you mean {' or '.join(self.suggestions)}?" if close else ""
        super().__init__(f"no {what} is called {name!r}", hint)


class FileError(AccordError):
    """A file that could not be read, understood or written."""


def not_installed(needs: str, extra: str) -> FileError:
    """Return the error of a package that is missing.

    Parameters
    ----------
    needs
        What needs which package, such as ``plots need matplotlib``.
    extra
        The extra of Accord that brings it.
    """
    return FileError(f"{needs}, which is not installed", f"Install the extra: pip install 'accord-graph[{extra}]'")


class ShapeError(AccordError):
    """A shape that asks for what cannot be checked."""


class QueryError(RequestError):
    """A SPARQL query that could not be read or run."""
