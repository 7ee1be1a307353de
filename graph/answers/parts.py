"""Which part of a record an answer reads, where the record lies in a store or behind an endpoint.

What follows from records can be worked out of a part of them, on any day and of a graph of any size, if the part has
all records from which the answer follows. The header of a question says which these are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...ontology import load_taxonomy
from ...ontology import terms as names
from ..model import DATES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from pyoxigraph import Literal, NamedNode


def is_known(name: str, parameters: Container[str]) -> bool:
    """Whether a header may name it: one of the parameters, or a kind or a property of the ontology as ``acc:NAME``."""
    prefix, _, rest = name.partition(":")
    return name in parameters or (prefix == "acc" and rest.isidentifier() and hasattr(names, rest))


def patterns_of(reads: Iterable[str], values: Mapping[str, NamedNode | Literal]) -> tuple[str, ...]:
    """Return the SPARQL patterns whose ``?s`` are the records that a question reads.

    Parameters
    ----------
    reads
        What its header names: parameters, kinds and properties.
    values
        The parameters' values.
    """
    from pyoxigraph import Literal

    from ..loading.asked import listed, pointing_at

    kinds = {kind.iri: kind for kind in load_taxonomy().kinds.values()}
    found: list[str] = []
    for name in reads:
        if name in values and isinstance(values[name], Literal):
            year = int(values[name].value)
            # The day after the last day of a year lies in the next.
            found += dated_between(year - 1, year)
            continue
        iri = values[name].value if name in values else f"{names.ACC}{name.partition(':')[2]}"
        if iri in kinds:
            below = (kind.iri for kind in kinds.values() if kinds[iri].name in kind.lineage)
            found.append(f"VALUES ?class {{ {listed(below)} }} ?s a ?class")
        elif name in values:
            found += (f"VALUES ?s {{ <{iri}> }}", pointing_at(iri))
        else:
            found.append(f"?s <{iri}> ?value")
    return tuple(found)


def dated_between(first: int, last: int, *, begun: bool = False) -> tuple[str, ...]:
    """Return the patterns of what has a date in some years: of its own, of a participation, of a party's life.

    Dates of all precisions begin with their year, by which they are found as text; what they mean is worked out of
    the records.

    Parameters
    ----------
    first, last
        The first and the last of the years.
    begun
        Whether the life of a party counts only for mechanisms that have a date by the last year: nobody enters or
        leaves what has not begun.
    """
    year = "SUBSTR(STR(?day), 1, 4)"
    within = f'FILTER({year} >= "{first:04}" && {year} <= "{last:04}")'
    dates = " ".join(f"acc:{name}" for name in DATES)
    lives = f"VALUES ?date {{ acc:start acc:end }} ?actor ?date ?day {within}"
    before = f'VALUES ?own {{ {dates} }} ?s ?own ?then FILTER(SUBSTR(STR(?then), 1, 4) <= "{last:04}")' if begun else ""
    return (
        f"VALUES ?date {{ {dates} }} ?s ?date ?day {within}",
        f"{lives} ?part acc:participant ?actor ; acc:inMechanism ?s . {before}",
        f"{lives} ?s acc:party ?actor . {before}",
    )
