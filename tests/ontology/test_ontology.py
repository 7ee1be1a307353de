"""The ontology documents itself, keeps to OWL 2 RL, and means to a reasoner what the rules draw."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef

from accord.graph.answers.inference import DERIVED
from accord.graph.model import DATES
from accord.ontology import PREFIXES, load_taxonomy, ontology_files, rule_files, terms
from accord.ontology.generate import terms_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdflib.term import Node

    from accord.graph import KnowledgeGraph

ACC: Final = Namespace(PREFIXES["acc"])
VANN: Final = Namespace(PREFIXES["vann"])
ONTOLOGY: Final = URIRef(PREFIXES["acc"].removesuffix("#"))

_FOR_SEVERAL: Final = "used of several classes that have no parent in common but the record"
_PARTIAL: Final = "a day, a month or a year: three datatypes, which RL cannot join into one range"
_TEXT: Final = "text with its language, which the shapes ask for"

#: Why a property states no domain.
NO_DOMAIN: Final = {
    "asset": _FOR_SEVERAL,
    "checkedTo": _FOR_SEVERAL,
    "concerns": _FOR_SEVERAL,
    "depth": "used of kinds and of mechanisms",
    "during": _FOR_SEVERAL,
    "end": _FOR_SEVERAL,
    "endReason": _FOR_SEVERAL,
    "firstDay": _FOR_SEVERAL,
    "holds": _FOR_SEVERAL,
    "knownFrom": _FOR_SEVERAL,
    "lastDay": _FOR_SEVERAL,
    "layer": "used of kinds and of mechanisms",
    "obligation": _FOR_SEVERAL,
    "ofActor": _FOR_SEVERAL,
    "ofState": _FOR_SEVERAL,
    "passage": "used of assertions and of claims",
    "place": _FOR_SEVERAL,
    "source": "used of evidence and of passages",
    "start": _FOR_SEVERAL,
    "tieShape": "used of kinds and of mechanisms",
}

_PROPERTY: Final = "a property, which OWL 2 RL does not let an axiom speak of as a thing of a class"

#: Why a property states no range.
NO_RANGE: Final = {
    "knownFrom": _PARTIAL,
    "knownTo": _PARTIAL,
    "estimatedEnd": _PARTIAL,
    "capital": _TEXT,
    "onProperty": _PROPERTY,
    "suspended": _PARTIAL,
    "otherDate": _PARTIAL,
    "denounced": _PARTIAL,
    "admittedToUN": _PARTIAL,
    "abandoned": _PARTIAL,
    "adopted": _PARTIAL,
    "announced": _PARTIAL,
    "end": _PARTIAL,
    "endsWith": _PROPERTY,
    "entryIntoForce": _PARTIAL,
    "established": _PARTIAL,
    "firstDay": _PARTIAL,
    "lastDay": _PARTIAL,
    "lastMet": _PARTIAL,
    "month": "a month as xsd:gYearMonth, for which OWL 2 has no datatype",
    "negotiationsOpened": _PARTIAL,
    "office": _TEXT,
    "officialName": _TEXT,
    "provisionalApplication": _PARTIAL,
    "signed": _PARTIAL,
    "start": _PARTIAL,
    "startsWith": _PROPERTY,
    "supports": _PROPERTY,
    "verdictReason": _TEXT,
    "wikidata": "an item of Wikidata, of which the graph says nothing more",
}

#: Classes whose members are closed lists of values.
LISTS: Final = [
    "ClaimKind",
    "Completeness",
    "Confidence",
    "ForceRule",
    "Holding",
    "Layer",
    "Obligation",
    "Region",
    "Role",
    "SourceKind",
    "TieShape",
    "Verdict",
]

#: The axioms in use, each of which OWL 2 RL allows between named classes and properties.
AXIOMS: Final = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.disjointWith}

#: What is said of terms for readers and for the software, without meaning to a reasoner.
ANNOTATIONS: Final = {
    RDFS.label,
    SKOS.altLabel,
    SKOS.closeMatch,
    SKOS.definition,
    SKOS.example,
    SKOS.notation,
    SKOS.note,
    DCTERMS.description,
    DCTERMS.license,
    DCTERMS.title,
    OWL.versionIRI,
    OWL.versionInfo,
    VANN.preferredNamespacePrefix,
    VANN.preferredNamespaceUri,
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    """Give the ontology as rdflib reads it."""
    graph = Graph()
    for path in ontology_files():
        graph.parse(path)
    return graph


def of_type(ontology: Graph, *types: Node) -> list[Node]:
    """Return the ontology's own terms of the types."""
    return sorted({term for cls in types for term in ontology.subjects(RDF.type, cls) if str(term).startswith(ACC)})


def properties(ontology: Graph) -> list[Node]:
    """Return the ontology's properties."""
    return of_type(ontology, OWL.ObjectProperty, OWL.DatatypeProperty)


def test_the_ontology_describes_itself(ontology: Graph) -> None:
    """Title, licence, version and preferred prefix are given, and the version IRI names the version."""
    assert ontology.value(ONTOLOGY, DCTERMS.title)
    assert ontology.value(ONTOLOGY, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    version = ontology.value(ONTOLOGY, OWL.versionInfo)
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert ontology.value(ONTOLOGY, VANN.preferredNamespacePrefix) == Literal("acc")
    assert ontology.value(ONTOLOGY, VANN.preferredNamespaceUri) == Literal(str(ACC))


def test_every_class_and_property_is_documented(ontology: Graph) -> None:
    """Each has one English label, one definition that ends as a sentence does, and an example."""
    for term in [*of_type(ontology, OWL.Class), *properties(ontology)]:
        (label,) = ontology.objects(term, RDFS.label)
        (definition,) = ontology.objects(term, SKOS.definition)
        (example,) = ontology.objects(term, SKOS.example)
        assert {text.language for text in (label, definition, example)} == {"en"}, term
        assert definition.endswith("."), term


def test_every_date_property_is_read(ontology: Graph) -> None:
    """The software reads every property of the ontology that is a date, and no other."""
    dates = {str(p).removeprefix(ACC) for p in ontology.subjects(RDFS.subPropertyOf, DCTERMS.date)}
    assert dates | {"targetYear"} == set(DATES)


def test_labels_tell_terms_apart(ontology: Graph) -> None:
    """No two classes bear the same label."""
    labels = [str(ontology.value(cls, RDFS.label)) for cls in of_type(ontology, OWL.Class)]
    assert len(labels) == len(set(labels))


def test_every_property_has_domain_and_range_or_a_reason(ontology: Graph) -> None:
    """What states no domain or no range is listed above with its reason, and nothing else is."""
    for axiom, reasons in ((RDFS.domain, NO_DOMAIN), (RDFS.range, NO_RANGE)):
        without = {str(p).removeprefix(ACC) for p in properties(ontology) if ontology.value(p, axiom) is None}
        assert without == set(reasons)


def test_controlled_values_are_documented(ontology: Graph) -> None:
    """Each list has values, and each value a label of its own within the list and a definition."""
    for name in LISTS:
        values = of_type(ontology, ACC[name])
        assert len(values) > 1, name
        assert len({ontology.value(value, RDFS.label) for value in values}) == len(values)
        assert all(ontology.value(value, SKOS.definition) for value in values)
    concepts = set(ontology.subjects(RDFS.subClassOf, SKOS.Concept))
    assert concepts == {ACC[name] for name in LISTS}


def test_every_kind_declares_all_that_the_software_reads(ontology: Graph) -> None:
    """Each class below acc:Mechanism is a kind and has, by itself or its parents, all four declarations."""
    kinds = load_taxonomy().kinds
    below = set(ontology.transitive_subjects(RDFS.subClassOf, ACC.Mechanism)) - {ACC.Mechanism}
    assert {str(iri) for iri in below} == {kind.iri for kind in kinds.values()}
    assert {URIRef(kind.iri) for kind in kinds.values()} == set(of_type(ontology, ACC.Kind))
    for kind in kinds.values():
        assert kind.layer.family
        assert 1 <= kind.depth <= 10
        assert ACC[kind.tie_shape] in of_type(ontology, ACC.TieShape)
        assert kind.force_rule.starts
        for name in (*kind.force_rule.starts, *kind.force_rule.ends):
            assert ACC[name] in properties(ontology)


@pytest.mark.parametrize(
    ("kind", "layer", "depth", "tie_shape", "force_rule"),
    [
        ("DefencePact", "alliance", 10, "AllPairs", "InstrumentRule"),
        ("StrategicPartnershipAgreement", "partnership", 4, "AllPairs", "InstrumentRule"),
        ("TwoPlusTwoDialogue", "dialogue", 3, "AllPairs", "ArrangementRule"),
        ("SecurityCommitment", "commitment", 7, "FirstToOthers", "ArrangementRule"),
        ("ArmsTransfer", "transfer", 1, "FirstToOthers", "OccurrenceRule"),
        ("OrganisationTreaty", "membership", 4, "Spokes", "InstrumentRule"),
        ("ExerciseSeries", "exercise", 1, "NoPairs", "ArrangementRule"),
    ],
)
def test_kinds_inherit(kind: str, layer: str, depth: int, tie_shape: str, force_rule: str) -> None:
    """A kind takes from its parents what it does not declare, and its own word goes before theirs."""
    found = load_taxonomy().kinds[kind]
    assert (found.layer.name, found.depth, found.tie_shape, found.force_rule.name) == (
        layer,
        depth,
        tie_shape,
        force_rule,
    )


def test_no_kind_that_ties_is_shallower_than_a_transfer() -> None:
    """An arms transfer alone has the least depth, but for the series of exercises, which ties nobody."""
    kinds = load_taxonomy().kinds.values()
    assert [kind.name for kind in kinds if kind.depth == 1 and kind.tie_shape != "NoPairs"] == ["ArmsTransfer"]


def test_directed_ties_lead_from_declared_roles() -> None:
    """The roles from which directed ties lead are those of the ontology, and the rule of partners names the same."""
    leads = load_taxonomy().leads
    assert leads == {"Guarantor", "Supplier"}
    (rule,) = [path for path in rule_files() if path.stem == "partner"]
    listed = ", ".join(f"acc:{role}" for role in sorted(leads))
    assert f"?lead IN ({listed}) && ?otherRole NOT IN ({listed}, acc:Observer)" in rule.read_text(encoding="utf-8")


def test_a_kind_is_no_shallower_than_what_it_specialises() -> None:
    """Depth never falls down the tree, but for the clause in a wider treaty, and the group open to all."""
    kinds = load_taxonomy().kinds
    shallower = {
        kind.name for kind in kinds.values() if any(kinds[parent].depth > kind.depth for parent in kind.lineage[1:2])
    }
    assert shallower == {
        "Coalition",
        "ConsultationPact",
        "MutualAssistanceClause",
        "NeutralityPact",
        "NonAggressionPact",
    }


def test_the_constants_are_what_the_turtle_says() -> None:
    """terms.py is what the generator writes from the Turtle files."""
    assert Path(terms.__file__).read_text(encoding="utf-8") == terms_source()


def test_only_constructs_of_owl_2_rl(ontology: Graph) -> None:
    """Axioms stand between named terms alone: no restriction, union or list, least of all above a class."""
    own = {URIRef(term) for term in properties(ontology)}
    assert set(ontology.predicates()) <= AXIOMS | ANNOTATIONS | own
    assert not any(isinstance(term, BNode) for triple in ontology for term in triple)
    above = set(ontology.objects(None, RDFS.subClassOf)) | set(ontology.objects(None, OWL.disjointWith))
    assert not above & {OWL.Thing, OWL.Nothing}
    ranges = {r for p in of_type(ontology, OWL.DatatypeProperty) for r in ontology.objects(p, RDFS.range)}
    assert ranges <= {XSD.string, XSD.integer, XSD.decimal, XSD.date, XSD.gYear, XSD.anyURI}
    assert not set(of_type(ontology, OWL.ObjectProperty)) & set(of_type(ontology, OWL.DatatypeProperty))


def test_records_use_properties_as_they_are_declared(kg: KnowledgeGraph, ontology: Graph) -> None:
    """In the shipped record every subject is in the property's domain, and every object in its range."""
    parents = {
        cls: set(map(str, ontology.transitive_objects(cls, RDFS.subClassOf))) for cls in of_type(ontology, OWL.Class)
    }
    types: dict[str, set[str]] = {}
    quads = list(kg.store)
    for quad in quads:
        if quad.predicate.value == str(RDF.type):
            types.setdefault(quad.subject.value, set()).update(parents.get(URIRef(quad.object.value), ()))
    outside: set[tuple[str, str, str]] = set()
    for quad in quads:
        if quad.graph_name.value.endswith("/ontology"):
            continue
        for axiom, node in ((RDFS.domain, quad.subject), (RDFS.range, quad.object)):
            for cls in map(str, ontology.objects(URIRef(quad.predicate.value), axiom)):
                if cls.startswith(ACC) and cls not in types.get(node.value, ()):
                    outside.add((node.value, quad.predicate.value, cls))
    assert not outside


# -- what a reasoner makes of it -----------------------------------------------------------------------------------

SMALL: Final = """
actor:JPN a acc:State ; acc:iso3 "JPN" .
actor:USA a acc:State ; acc:iso3 "USA" .
actor:FRA a acc:State ; acc:iso3 "FRA" .
actor:regiment a acc:ArmedForce ; acc:partOf actor:brigade .
actor:brigade a acc:ArmedForce ; acc:partOf actor:army .
actor:army a acc:ArmedForce ; acc:ofState actor:JPN .
mech:treaty a acc:DefencePact ; acc:obligation acc:DefenceObligation ; acc:party actor:JPN , actor:USA ;
  acc:entryIntoForce "1960-06-23"^^xsd:date ; acc:evidence ev:e .
mech:talks a acc:TwoPlusTwoDialogue ; acc:party actor:JPN , actor:FRA ; acc:established "2014-01-09"^^xsd:date .
ev:e a acc:Evidence ; acc:source src:s ; acc:confidence acc:High .
src:s a acc:Source ; acc:author actor:army .
"""


def closed(ontology: Graph, *texts: str) -> tuple[Graph, list[str]]:
    """Return the OWL 2 RL closure of the ontology and the texts, and what the reasoner finds contradictory."""
    import owlrl
    from owlrl.Namespaces import ERRNS

    graph = Graph()
    graph += ontology
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    for text in texts:
        graph.parse(data=head + text, format="turtle")
    reasoner = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    reasoner.expand(graph)
    return graph, sorted(str(text) for text in graph.objects(None, ERRNS.error))


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the small record, with the ties that the rules draw from it."""
    return graph_of(SMALL)


def test_a_reasoner_agrees_with_the_rules(ontology: Graph, small: KnowledgeGraph) -> None:
    """Without contradiction, the closure makes of allies and dialogue partners the partners that the rules draw."""
    drawn = {
        (URIRef(quad.subject.value), URIRef(quad.predicate.value), URIRef(quad.object.value))
        for quad in small.store
        if quad.graph_name.value == DERIVED and quad.predicate.value.startswith(ACC)
        if quad.predicate.value != terms.byRule
    }
    partners = {frozenset((s, o)) for s, p, o in drawn if p == ACC.partner}
    stated = "".join(f"<{s}> <{p}> <{o}> .\n" for s, p, o in drawn if p != ACC.partner)
    graph, contradictions = closed(ontology, SMALL, stated)
    assert contradictions == []
    assert {frozenset(pair) for pair in graph.subject_objects(ACC.partner)} == partners
    assert len(partners) == 2
    for sort in (ACC.partner, ACC.ally, ACC.dialoguePartner):
        assert all((o, sort, s) in graph for s, o in graph.subject_objects(sort))


def test_a_reasoner_draws_every_tie_that_the_rules_draw(ontology: Graph, small: KnowledgeGraph) -> None:
    """Told by property chains which classes tie their parties, the closure draws the pairs of each rule, no others."""
    classes, _ = closed(ontology, SMALL)
    looked_up = {ACC.ally: ACC.Alliance, ACC.dialoguePartner: ACC.Dialogue, ACC.partner: ACC.Mechanism}
    chains = ["<urn:partyOf> owl:inverseOf acc:party ."]
    for number, (tie, cls) in enumerate(looked_up.items()):
        # No chain of OWL 2 RL asks of which class a mechanism is: those of the class point at themselves.
        chains += [f"<{m}> <urn:is{number}> <{m}> ." for m in classes.subjects(RDF.type, cls)]
        chains.append(f"<{tie}> owl:propertyChainAxiom ( <urn:partyOf> <urn:is{number}> acc:party ) .")
    graph, contradictions = closed(ontology, SMALL, "\n".join(chains))
    assert contradictions == []
    drawn: dict[str, set[frozenset[str]]] = {str(tie): set() for tie in looked_up}
    for quad in small.store:
        if quad.graph_name.value == DERIVED and quad.predicate.value in drawn:
            drawn[quad.predicate.value].add(frozenset((quad.subject.value, quad.object.value)))
    assert [len(pairs) for pairs in drawn.values()] == [1, 1, 2]
    for tie in looked_up:
        assert {frozenset((str(a), str(b))) for a, b in graph.subject_objects(tie) if a != b} == drawn[str(tie)]


def test_a_reasoner_reads_the_reused_vocabularies(ontology: Graph) -> None:
    """Records are what PROV-O, ORG and Dublin Core call them, and parts of parts are parts."""
    graph, _ = closed(ontology, SMALL)
    text = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    for pattern in (
        "actor:JPN a prov:Agent , schema:Country , acc:Record",
        "actor:regiment acc:partOf actor:army ; dcterms:isPartOf actor:army",
        "mech:treaty a acc:Alliance , prov:Entity ; prov:wasDerivedFrom ev:e",
        "ev:e dcterms:source src:s",
        "src:s dcterms:creator actor:army ; a foaf:Document",
        "acc:High a skos:Concept",
    ):
        assert graph.query(f"{text} ASK {{ {pattern} }}").askAnswer, pattern


def test_a_reasoner_keeps_the_tiers_apart(ontology: Graph) -> None:
    """A record that is also a claim is a contradiction, so that the check above can fail."""
    _, contradictions = closed(ontology, "mech:x a acc:DefencePact , acc:Claim .")
    assert contradictions
