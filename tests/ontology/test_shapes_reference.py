"""The shapes give the results that pySHACL gives, whatever is done to a record."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from shacl_reference import results_here, results_of_pyshacl, triples_of
from test_shapes import CASES, SEVERAL, numbered

from accord.ontology import PREFIXES, terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

XSD: Final = PREFIXES["xsd"]

#: What the shapes compare with another property, or with the ends of a range. SHACL says that values which cannot be
#: compared are a violation; pySHACL orders a year and a day, or two IRIs, by their names, and lets a text in the place
#: of a number pass. So these are left out or doubled, and never given another sort of value.
COMPARED: Final = {
    *(terms.startEarliest, terms.startLatest, terms.endEarliest, terms.endLatest),
    *(f"{terms.ACC}{name}" for name in ("firstCharacter", "afterLastCharacter", "sentence", "depth")),
    *(f"{terms.ACC}{name}" for name in ("cow", "gw", "events", "meanGoldstein")),
    *(f"{PREFIXES['geo']}{name}" for name in ("lat", "long")),
}

TEXTS: Final = ("2014-02-30", "2014-05", "2014", "07", "1.10", "-91.0", "", "x", "https://example.org/", "JPN")
DATATYPES: Final = ("string", "date", "gYear", "gYearMonth", "integer", "decimal", "int", "double", "anyURI")


def dropped(_: random.Random, triple: Triple, _others: list[Triple]) -> list[Triple]:
    """Leave the triple out."""
    return []


def doubled(chance: random.Random, triple: Triple, others: list[Triple]) -> list[Triple]:
    """Say of the subject a second value of the property, or the same of another subject."""
    other = chance.choice([each for each in others if each.predicate == triple.predicate])
    return [triple, Triple(triple.subject, triple.predicate, other.object)]


def retargeted(chance: random.Random, triple: Triple, others: list[Triple]) -> list[Triple]:
    """Point the property at what another triple has."""
    other = chance.choice(others)
    return [Triple(triple.subject, triple.predicate, chance.choice([other.object, other.subject]))]


def retyped(chance: random.Random, triple: Triple, _: list[Triple]) -> list[Triple]:
    """Write the value as another sort of term."""
    text = chance.choice([triple.object.value, *TEXTS])
    language = Literal(text, language=chance.choice(["en", "EN", "de"]))
    typed = Literal(text, datatype=NamedNode(XSD + chance.choice(DATATYPES)))
    value = chance.choice([language, typed, typed, typed, NamedNode("urn:x:nothing"), BlankNode("nobody")])
    return [Triple(triple.subject, triple.predicate, value), *([triple] if chance.random() < 0.3 else [])]


MUTATIONS: Final[list[Callable[[random.Random, Triple, list[Triple]], list[Triple]]]] = [
    *(dropped, doubled, retargeted, retyped)
]


def mutated(triples: list[Triple], number: int, seed: int) -> list[Triple]:
    """Change so many triples of the records, each in one of the four ways."""
    chance = random.Random(seed)  # noqa: S311 -- chance for a test
    own = [place for place, triple in enumerate(triples) if "/id/" in triple.subject.value]
    others = [triples[place] for place in own]
    changed = list(triples)
    for place in chance.sample(own, number):
        ways = MUTATIONS[:2] if triples[place].predicate.value in COMPARED else MUTATIONS
        changed[place] = chance.choice(ways)(chance, triples[place], others)  # pyright: ignore[reportArgumentType]
    return list(dict.fromkeys(t for each in changed for t in (each if isinstance(each, list) else [each])))


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> list[Triple]:
    """Give the triples of every case of a fault, each with a sound record."""
    path = tmp_path_factory.mktemp("cases") / "all.ttl"
    path.write_text(numbered([*(text for text, _, _ in CASES), *(text for text, _ in SEVERAL)]), encoding="utf-8")
    return triples_of([path])


def test_the_cases_of_faults(cases: list[Triple]) -> None:
    """Every case of a fault gives the same results, terms and numbers alike."""
    found = results_here(cases)
    assert len(found) > len(CASES) / 2
    assert found == results_of_pyshacl(cases)


def test_random_faults(cases: list[Triple]) -> None:
    """So do triples that are dropped, doubled, pointed elsewhere or written as another sort of term."""
    triples = mutated(cases, 900, seed=0)
    found = results_here(triples)
    components = {value for result in found for name, value in result if name == "sourceConstraintComponent"}
    assert len(components) >= 15
    assert found == results_of_pyshacl(triples)


def test_a_part_of_the_record(first_files: list[Path]) -> None:
    """So do the files that the op-ed speaks of, as they are and with random faults."""
    triples = triples_of(first_files, shipped=False)
    faulty = mutated(triples, 300, seed=4)
    assert results_here(triples) == results_of_pyshacl(triples)
    assert results_here(faulty) == results_of_pyshacl(faulty)
    assert results_here(faulty).total() > results_here(triples).total()
