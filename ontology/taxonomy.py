"""The taxonomy of mechanisms, read from its Turtle: what each kind declares, inherited down the tree."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .files import ontology_files
from .prefixes import PREFIXES, RDF_TYPE, local
from .rdf import Facts

_ACC = PREFIXES["acc"]
_RDFS = PREFIXES["rdfs"]
_SKOS = PREFIXES["skos"]


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the network: a group of kinds whose ties are read together.

    Attributes
    ----------
    iri
        The layer's IRI.
    name
        Its name on the command line and in output, such as ``dialogue``.
    definition
        What it holds, in a sentence.
    family
        The colour family in which a picture draws it.
    """

    iri: str
    name: str
    definition: str
    family: str


@dataclass(frozen=True, slots=True)
class ForceRule:
    """Which dates decide whether a mechanism holds.

    Attributes
    ----------
    name
        The rule's local name.
    starts, ends
        Local names of the date properties with which the interval begins and ends; the earliest known one counts.
    """

    name: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mechanism and what it declares, by itself or through its parents.

    Attributes
    ----------
    iri, name, label, definition
        Its IRI, local name (``TwoPlusTwoDialogue``), English label and definition.
    lineage
        Local names of the kind itself and of its ancestors, nearest first.
    layer
        The layer to which its ties belong.
    depth
        How deep a commitment it is, from 1 (contact) to 10 (mutual defence).
    tie_shape
        Which pairs of participants it ties: ``AllPairs``, ``Spokes``, ``FirstToOthers`` or ``NoPairs``.
    force_rule
        Which dates decide whether it holds.
    """

    iri: str
    name: str
    label: str
    definition: str
    lineage: tuple[str, ...]
    layer: Layer
    depth: int
    tie_shape: str
    force_rule: ForceRule


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All kinds and layers, by local name and by layer name."""

    kinds: dict[str, Kind]
    layers: dict[str, Layer]
    #: Local name of every controlled value (confidence, role, verdict, ...) to its label.
    labels: dict[str, str]
    #: Label of every region of the M49 standard that actors lie in.
    regions: tuple[str, ...]
    #: Label of every confidence to its rank: 0 for unverified, and the surer the higher.
    ranks: dict[str, int]
    #: Local names of the roles from which directed ties lead.
    leads: frozenset[str]


@cache
def load_taxonomy() -> Taxonomy:
    """Read the taxonomy from the ontology's files. The result is shared: treat it as constant.

    Raises
    ------
    ValueError
        Where a kind, with its parents, leaves one of its four declarations out.
    """
    from pyoxigraph import parse

    facts = Facts(triple for path in ontology_files() for triple in parse(path=str(path)))

    def members(cls: str) -> list[str]:
        return [s for s in facts.values if f"{_ACC}{cls}" in facts.all(s, RDF_TYPE)]

    layers = {
        iri: Layer(
            iri,
            facts.one(iri, f"{_RDFS}label") or local(iri),
            facts.one(iri, f"{_SKOS}definition"),
            facts.one(iri, f"{_ACC}family"),
        )
        for iri in members("Layer")
    }
    rules = {
        iri: ForceRule(
            local(iri),
            tuple(local(p) for p in facts.all(iri, f"{_ACC}startsWith")),
            tuple(local(p) for p in facts.all(iri, f"{_ACC}endsWith")),
        )
        for iri in members("ForceRule")
    }
    kinds = {local(iri): _kind(iri, facts, layers, rules) for iri in members("Kind")}
    labels = {local(s): label for s in facts.values if (label := facts.one(s, f"{_RDFS}label"))}
    return Taxonomy(
        kinds=kinds,
        layers={layer.name: layer for layer in layers.values()},
        labels=labels,
        regions=tuple(sorted(labels[local(iri)] for iri in members("Region"))),
        ranks={labels[local(iri)]: int(facts.one(iri, f"{_ACC}rank")) for iri in members("Confidence")},
        leads=frozenset(local(role) for iri in members("TieShape") for role in facts.all(iri, f"{_ACC}directedFrom")),
    )


def _kind(iri: str, facts: Facts, layers: dict[str, Layer], rules: dict[str, ForceRule]) -> Kind:
    lineage = _lineage(iri, facts)

    def declared(name: str) -> str:
        for ancestor in lineage:
            if value := facts.one(ancestor, f"{_ACC}{name}"):
                return value
        raise ValueError(f"acc:{local(iri)} declares no acc:{name}, and none of its parents does")

    return Kind(
        iri=iri,
        name=local(iri),
        label=facts.one(iri, f"{_RDFS}label") or local(iri),
        definition=facts.one(iri, f"{_SKOS}definition"),
        lineage=tuple(local(ancestor) for ancestor in lineage),
        layer=layers[declared("layer")],
        depth=int(declared("depth")),
        tie_shape=local(declared("tieShape")),
        force_rule=rules[declared("forceRule")],
    )


def _lineage(iri: str, facts: Facts) -> list[str]:
    """Return the class and its ancestors below acc:Mechanism, nearest first."""
    found = [iri]
    for cls in found:
        parents = facts.all(cls, f"{_RDFS}subClassOf")
        found += [p for p in parents if p not in found and p != f"{_ACC}Mechanism"]
    return found
