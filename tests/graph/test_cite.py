"""The sources behind an answer, in the formats that people cite from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from accord.graph import RequestError, UnknownNameError
from accord.graph.answers.cite import citations, cite

if TYPE_CHECKING:
    from accord.graph import KnowledgeGraph


def test_a_record_is_cited_with_the_sources_of_its_participations(kg: KnowledgeGraph) -> None:
    """Whatever a mechanism and its participations rest on is cited, each source once."""
    treaty = kg.mechanism("North Atlantic Treaty")
    behind = {e.source.iri for e in treaty.evidence} | {e.source.iri for p in treaty.participations for e in p.evidence}
    found = cite(kg, ["North Atlantic Treaty"])
    assert len(found) == len(behind)
    assert {source.iri for source in found} == behind


def test_a_tie_is_cited_through_all_its_mechanisms(kg: KnowledgeGraph) -> None:
    """Two actors are cited through everything between them, in force or not."""
    found = {source.iri for source in kg.cite("Japan", "France")}
    for dyad in kg.tie("Japan", "France"):
        assert {e.source.iri for e in dyad.mechanism.evidence} <= found


def test_a_question_is_cited_through_the_mechanisms_in_its_answer(kg: KnowledgeGraph) -> None:
    """The allies of Japan rest on the treaty of 1960, and not on what says what the allies are called."""
    treaty = kg.mechanism("japan-us-security-treaty")
    found = kg.cite("allies", STATE="Japan")
    assert {source.iri for source in found} == {e.source.iri for e in treaty.evidence}


def test_a_query_is_cited_through_its_rows(kg: KnowledgeGraph) -> None:
    """A SELECT query is cited through the records that its rows name."""
    found = kg.cite("SELECT ?m WHERE { BIND(mech:global-combat-air-programme AS ?m) }")
    assert {s.iri for s in found} == {s.iri for s in kg.cite("global-combat-air-programme")}


def test_csl_has_what_a_reference_manager_needs(kg: KnowledgeGraph) -> None:
    """Each entry has an id, a type, a title and the day on which it was opened."""
    sources = [source for source in kg.cite("Japan", "France") if source.consulted]
    entries = json.loads(citations(sources, "csl"))
    assert len({entry["id"] for entry in entries}) == len(entries)
    for entry in entries:
        assert entry["title"]
        assert entry["type"] in ("webpage", "article", "article-newspaper", "entry-encyclopedia")
        assert entry["accessed"]["date-parts"][0][0] >= 2024


def test_bibtex_is_balanced_and_escaped(kg: KnowledgeGraph) -> None:
    """Braces balance, keys are unique, and no special character stands bare."""
    text = citations(kg.cite("Japan", "France"), "bibtex")
    assert text.count("{") == text.count("}")
    keys = [line[6:-1] for line in text.splitlines() if line.startswith("@misc{")]
    assert len(set(keys)) == len(keys) > 0
    for line in text.splitlines():
        if not line.strip().startswith(("url", "@")):
            assert "&" not in line.replace(r"\&", "")


def test_text_says_when_a_source_was_opened(kg: KnowledgeGraph) -> None:
    """A list to read has one line a source, and says when it was opened."""
    sources = kg.cite("North Atlantic Treaty")
    lines = citations(sources, "text").splitlines()
    assert len(lines) == len(sources)
    assert all("(opened 20" in line or "(not opened)" in line for line in lines)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("Japan", "France", "Italy"), "3 names to cite"),
        (("ASK { ?s ?p ?o }",), "only a SELECT query has rows"),
    ],
)
def test_what_cannot_be_cited_is_refused(kg: KnowledgeGraph, names: tuple[str, ...], message: str) -> None:
    """Three names, and queries without rows, are answered with what would do."""
    with pytest.raises(RequestError, match=message):
        cite(kg, names)


def test_values_need_a_question(kg: KnowledgeGraph) -> None:
    """A parameter for a record, an unknown name and an unknown format are refused."""
    with pytest.raises(RequestError, match="only a question takes"):
        cite(kg, ["Japan"], {"AT": "2020-01-01"})
    with pytest.raises(UnknownNameError):
        cite(kg, ["Jpaan"])
    with pytest.raises(RequestError, match="no citation format"):
        citations([], "ris")
