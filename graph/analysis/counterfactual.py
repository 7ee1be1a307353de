"""The network as it would be: the ties of a slice less what is left out, and with what is added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...ontology import load_taxonomy
from ..dates import Interval, parse_date
from ..errors import RequestError, UnknownNameError
from ..loading.incidence import Incidence, Node
from ..model import Actor, Mechanism
from ..names import fold
from ..networks.network import project
from ..networks.spans import Spans
from ..networks.tie_table import TieTable

if TYPE_CHECKING:
    import networkx as nx
    from numpy.typing import NDArray

    from ...ontology import Kind
    from ..knowledge import KnowledgeGraph
    from ..slice import Slice


@dataclass(frozen=True, slots=True)
class New:
    """A mechanism to add: its id, its kind and who takes part, the guarantor first where the kind has one."""

    id: str
    kind: Kind
    actors: tuple[Actor, ...]

    @property
    def described(self) -> str:
        """The kind and the actors, in words."""
        return f"{self.kind.label} of {', '.join(actor.label for actor in self.actors)}"


def named(kg: KnowledgeGraph, name: str) -> Actor | Mechanism:
    """Return the actor or the mechanism called so.

    Raises
    ------
    UnknownNameError
        Where there is none.
    RequestError
        Where there are both, or several mechanisms, or the actor is in no network.
    """
    actor: Actor | None = None
    suggestions: list[str] = []
    try:
        actor = kg.actor(name)
    except UnknownNameError as error:
        suggestions += error.suggestions
    try:
        mechanism = kg.mechanism(name)
    except UnknownNameError as error:
        if actor is None:
            raise _unknown(kg, name, [*suggestions, *error.suggestions]) from None
        return _node(actor)
    except RequestError:
        if actor is None:
            raise
        raise RequestError(
            f"{name!r} stands for an actor and for several mechanisms",
            f"Write actor:{actor.id} for the actor, or the id of a mechanism.",
        ) from None
    if actor is None:
        return mechanism
    raise RequestError(
        f"{name!r} stands for an actor and for a mechanism",
        f"Write actor:{actor.id} for the actor, mech:{mechanism.id} for the mechanism.",
    )


def _unknown(kg: KnowledgeGraph, name: str, close: list[str]) -> UnknownNameError:
    """Return the error, with suggestions; people call a treaty after its year, so those of the year come first."""
    words = [fold(word) for word in name.split()]
    years = {word for word in words if re.fullmatch(r"\d{4}", word)}
    meant = [mechanism.id for mechanism in sorted(_of_years(kg, words, years), key=lambda m: (-m.kind.depth, m.id))]
    error = UnknownNameError("actor or mechanism", name, close)
    if suggestions := [*meant, *error.suggestions][:3]:
        error.suggestions = suggestions
        error.hint = f"Did you mean {' or '.join(suggestions)}?"
    return error


def _of_years(kg: KnowledgeGraph, words: list[str], years: set[str]) -> list[Mechanism]:
    """Return the mechanisms seen that have a date in one of the years, and in a name all words but the years."""
    if not years:
        return []
    others = [word for word in words if word not in years]
    found = kg.reading.resembling(others, years)
    return [
        mechanism
        for mechanism in (found if kg.within is None else kg.holding(found))
        if any(when.text[:4] in years for when in mechanism.dates.values())
        and all(word in fold(" ".join([mechanism.label, *mechanism.alt_labels])) for word in others)
    ]


def _node(actor: Actor) -> Actor:
    if not actor.is_node:
        raise RequestError(
            f"{actor.label} is in no network: its class is {actor.type}",
            "Networks have states and international organisations as actors.",
        )
    return actor


def new_mechanism(kg: KnowledgeGraph, text: str, number: int) -> New:
    """Read a mechanism to add: ``JPN,POL:reciprocal-access-agreement``.

    Parameters
    ----------
    kg
        The graph, whose slice must take mechanisms of the kind.
    text
        Actors, and a kind of the taxonomy that ties them.
    number
        Which of the mechanisms to add it is, for its id.

    Raises
    ------
    UnknownNameError
        Where an actor or the kind is unknown.
    RequestError
        Where the text names no kind, or fewer than two actors, or one that is in no network, or where mechanisms of
        the kind tie nobody or are left out by the slice.
    """
    names, colon, kind_name = text.rpartition(":")
    if not colon:
        raise RequestError(
            f"{text!r} names no kind of mechanism", "Write ACTOR,ACTOR:KIND, as in JPN,POL:reciprocal-access-agreement."
        )
    kind = _kind(kind_name, kg.at)
    actors = [_node(kg.actor(name.strip())) for name in names.split(",") if name.strip()]
    if len({actor.iri for actor in actors}) < max(2, len(actors)):
        raise RequestError(f"{text!r} must name at least two actors, each once", "Separate them by commas.")
    spelt = re.sub(r"\W+", "-", kind.label)
    return New(f"what-if-{number}-{spelt}", kind, tuple(actors))


def _kind(name: str, within: Slice) -> Kind:
    kinds = load_taxonomy().kinds.values()
    found = [kind for kind in kinds if fold(name) in (fold(kind.name), fold(kind.label))]
    if not found:
        raise UnknownNameError("kind of mechanism", name, [kind.label.replace(" ", "-") for kind in kinds])
    kind = found[0]
    if kind.tie_shape not in ("AllPairs", "FirstToOthers"):
        raise RequestError(
            f"a mechanism of the kind {kind.label!r} ties no actors to one another", "Name another kind."
        )
    if not within.takes(kind):
        raise RequestError(
            f"the slice leaves out mechanisms of the kind {kind.label!r}: {within.description}",
            "Widen the slice, or name a kind that it takes.",
        )
    return kind


def changed(
    kg: KnowledgeGraph, gone: list[Actor | Mechanism], new: list[New], weight: str
) -> tuple[nx.Graph[str], list[str]]:
    """Return the network after the change, and what goes, in words with the number of its ties.

    Raises
    ------
    RequestError
        Where an actor is to go and to take part in something new, or where the slice leaves a new mechanism out.
    """
    actors = {item.id for item in gone if isinstance(item, Actor)}
    if both := [actor.label for mechanism in new for actor in mechanism.actors if actor.id in actors]:
        raise RequestError(
            f"{both[0]} is to be left out, and to take part in a new mechanism", "Choose one of the two."
        )
    ties = kg.ties()
    going = np.zeros(len(ties), dtype=bool)
    words: list[str] = []
    for item in gone:
        own, named = _ties_of(kg, ties, item)
        going |= own
        # One a pair and mechanism, as ties are.
        words.append(f"{item.label} [{item.id}]{named}: {np.count_nonzero(own)} ties of a pair by a mechanism")
    left = ties[np.flatnonzero(~going)].among(node for node in ties.nodes if node.id not in actors)
    if new:
        left = left.joined(_new_ties(kg, new))
    after = project(left, kg.at, weight, kg.depths)
    after.graph["record"] = kg.version
    return after, words


def _ties_of(kg: KnowledgeGraph, ties: TieTable, item: Actor | Mechanism) -> tuple[NDArray[np.bool_], str]:
    """Return which ties go with an actor or a mechanism, and the mechanisms that go with it, in words."""
    if isinstance(item, Mechanism):
        return np.array([name == item.id for name in ties.mechanisms], dtype=bool)[ties.mechanism], ""
    incidence = kg.reading.incidence
    founds = np.array([*(node.id == item.id for node in incidence.nodes), False], dtype=bool)[incidence.founded]
    is_item = np.array([node.id == item.id for node in ties.nodes], dtype=bool)
    going = is_item[ties.a] | is_item[ties.b] | founds[ties.mechanism]
    names = [incidence.mechanisms[number] for number in np.flatnonzero(founds).tolist()]
    labels = kg.reading.labels(names)
    return going, "".join(f", with {labels[name]} [{name}]" for name in names)


def _new_ties(kg: KnowledgeGraph, new: list[New]) -> TieTable:
    """Return the ties that new mechanisms make in the slice."""
    drawn = TieTable.of_incidence(_incidence_of(kg, new)).within(kg.at)
    tying = set(drawn.mechanism.tolist())
    for number, mechanism in enumerate(new):
        if number not in tying:
            raise RequestError(
                f"the slice leaves out the {mechanism.described}: {kg.at.description}",
                "Widen the slice, or name other actors.",
            )
    return drawn


def _incidence_of(kg: KnowledgeGraph, new: list[New]) -> Incidence:
    """Return who takes part in new mechanisms: from the first day of the slice on, so that they hold throughout."""
    actors = {actor.id: actor for mechanism in new for actor in mechanism.actors}
    place = {name: number for number, name in enumerate(sorted(actors))}
    of = [number for number, mechanism in enumerate(new) for _ in mechanism.actors]
    size = len(of)
    return Incidence(
        about=kg.about,
        nodes=tuple(Node(name, actors[name].label, actors[name].type, actors[name].region) for name in place),
        mechanisms=tuple(mechanism.id for mechanism in new),
        kinds=tuple(mechanism.kind.name for mechanism in new),
        confidences=("unverified",) * len(new),
        tied=np.array([len(mechanism.actors) for mechanism in new], dtype=np.int64),
        founded=np.full(len(new), -1),
        duties=np.zeros(len(new), dtype=np.int8),
        told_apart=np.zeros(len(new), dtype=bool),
        elsewhere={},
        roles=("Guarantor", "Party"),
        mechanism=np.array(of, dtype=np.int64),
        actor=np.array([place[actor.id] for mechanism in new for actor in mechanism.actors], dtype=np.int64),
        # Only kinds that tie a guarantor to others ask who it is.
        role=np.array([int(number > 0) for m in new for number in range(len(m.actors))], dtype=np.int16),
        side=np.zeros(size, dtype=np.int64),
        owed=np.zeros(size, dtype=np.int8),
        spans=Spans.of([Interval.between(parse_date(str(kg.at.first)), None)] * size),
    )
