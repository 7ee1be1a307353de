"""Records that are judged to be of one and the same mechanism, and which of them counts.

`acc:sameMechanismAs` points from a record that somebody brought to the record that stands for both. The one that
points is a *counterpart*: it stays as it is, with its evidence, identifier and obligations, and counts nowhere, so
that no tie is doubled. The one that is pointed at and points at none is the *head*: its dates, parties, kind and
obligations are what networks are made of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..ontology.prefixes import compact
from .errors import FileError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping


def heads_of(links: Mapping[str, Iterable[str]], mechanisms: Container[str]) -> dict[str, tuple[str, ...]]:
    """Return each counterpart with the records that stand for it.

    Parameters
    ----------
    links
        Record to the records of the same mechanism that it points at.
    mechanisms
        The mechanisms that are read. A link to any other is left aside: its subject then counts by itself.

    Returns
    -------
    dict
        Counterpart to its heads, sorted: those that its links lead to and that have no link themselves. Mostly one;
        two where it points at two that nobody judged to be the same.

    Raises
    ------
    FileError
        Where links lead in a circle, so that nothing would count.

    Examples
    --------
    >>> heads_of({"dcad": ["atop"], "atop": ["ours"], "alone": ["not read"]}, {"dcad", "atop", "ours", "alone"})
    {'atop': ('ours',), 'dcad': ('ours',)}
    """
    followed = {
        subject: sorted({other for other in others if other in mechanisms})
        for subject, others in links.items()
        if subject in mechanisms
    }
    found: dict[str, tuple[str, ...]] = {}
    for subject in sorted(subject for subject, others in followed.items() if others):
        reached, heads = [subject], set[str]()
        for record in reached:  # grows as it is read
            others = followed.get(record, [])
            if subject in others:
                raise FileError(
                    f"{compact(subject)}: its links of acc:sameMechanismAs lead back to itself, by {compact(record)}",
                    "Leave out one of the links: the record that has none is the one that counts.",
                )
            if not others:
                heads.add(record)
            reached += [other for other in others if other not in reached]
        found[subject] = tuple(sorted(heads))
    return found
