"""Gathering a report: each part as plain data, in the order in which a reader meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import RequestError
from . import network_parts, record_parts
from .references import References

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..knowledge import KnowledgeGraph
    from ..model import Actor

#: Parts that compare states with one another, and make no sense of an organisation.
_OF_STATES = ("obligations", "what_if", "quasi_allies", "next")


def report(kg: KnowledgeGraph, name: str, progress: Callable[[int, int], None] | None = None) -> dict[str, Any]:
    """Gather what the record says of an actor on a day, and what follows from it.

    Parameters
    ----------
    kg
        The graph, seen on a day; its layers and the rest of the slice are kept.
    name
        A state or an international organisation.
    progress
        Called after each part with how many are done and how many there are.

    Returns
    -------
    dict
        ``about`` (actor, slice, record, how to cite), the parts ``profile``, ``ties``, ``changes``,
        ``near_misses``, ``obligations``, ``measures``, ``communities``, ``what_if``, ``quasi_allies``, ``next`` and
        ``claims``, ``left_out`` (parts that make no sense of the actor), and ``references``: the sources by the
        numbers that the statements carry. A part that is left out is ``None``.

    Raises
    ------
    UnknownNameError
        Where the actor is unknown.
    RequestError
        Where the actor is no state or organisation or does not exist on the day, or the slice is a window.
    """
    actor = _reported(kg, name)
    refs = References()
    network = kg.network()
    parts: dict[str, Callable[[], dict[str, Any] | None]] = {
        "profile": lambda: record_parts.profile(kg, actor, refs),
        "ties": lambda: record_parts.ties(kg, actor, refs),
        "changes": lambda: record_parts.changes(kg, actor, refs),
        "near_misses": lambda: record_parts.near_misses(kg, actor, refs),
        "obligations": lambda: record_parts.obligations(kg, actor, refs),
        "measures": lambda: network_parts.measures(kg, actor, network),
        "communities": lambda: network_parts.communities(actor, network),
        "what_if": lambda: network_parts.without_main_ally(kg, actor, network),
        "quasi_allies": lambda: network_parts.quasi_allies(kg, actor),
        "next": lambda: network_parts.next_partners(kg, actor),
        "claims": lambda: record_parts.claims(kg, actor, refs),
    }
    left_out = () if actor.type == "State" else _OF_STATES
    answer: dict[str, Any] = {"about": _about(kg, actor)}
    for done, (part, gathered) in enumerate(parts.items(), start=1):
        answer[part] = None if part in left_out else gathered()
        if progress:
            progress(done, len(parts))
    return {**answer, "left_out": list(left_out), "references": refs.listed()}


def _reported(kg: KnowledgeGraph, name: str) -> Actor:
    actor = kg.actor(name)
    if not actor.is_node:
        raise RequestError(f"{actor.label} is no state or organisation", "Name a state or an organisation.")
    if kg.at.first != kg.at.last:
        raise RequestError("a report is on a day, not on a window", "Give the day with --at, or at=.")
    if not actor.life.start_earliest <= kg.today < actor.life.end_latest:
        raise RequestError(f"{actor.label} does not exist on {kg.today}", "Choose another day.")
    if not kg.at.takes_actor(actor.type, actor.region):
        raise RequestError(f"the slice leaves {actor.label} out: {kg.at.description}", "Widen the slice.")
    return actor


def _about(kg: KnowledgeGraph, actor: Actor) -> dict[str, Any]:
    record = kg.about
    title = f"{actor.label}: security partnerships"
    return {
        "title": title,
        "actor": actor.label,
        "actor_id": actor.id,
        "at": kg.today.isoformat(),
        "slice": kg.at.description,
        "record_title": record.title,
        "record": kg.version,
        "license": record.license,
        "cite": f"{record.title}, version {kg.version}. Report “{title}” on {kg.today}, slice: {kg.at.description}.",
    }
