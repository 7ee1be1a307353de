"""The report on an actor: what each part says, its sources, and the documents that it becomes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

from accord.graph import RequestError, UnknownNameError
from accord.graph.analysis.centrality import centrality
from accord.graph.report import report, write_report, written
from accord.graph.report.record_parts import cut
from accord.graph.report.sparklines import path_of, spoken
from accord.ontology import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accord.graph import KnowledgeGraph

_DAY = "2024-12-31"
_ATTACK = "</td><script>alert(1)</script> | [x](javascript:alert(1)) *b* `c` {{ 7*7 }} <img src=x>"

#: A is allied with B (10); bases in C (8) and a group with C (4, halved) are as deep, and two; D is farther.
_SMALL = (
    "".join(f'actor:{c} a acc:State ; skos:prefLabel "State {c}"@en .\n' for c in "ABCD")
    + """
set:x a acc:RecordSet ; dcterms:title "Small"@en ; acc:checkedTo "2024-12-31"^^xsd:date .
mech:ab a acc:DefencePact ; skos:prefLabel "AB"@en ; acc:obligation acc:DefenceObligation ; acc:evidence ev:ab ;
  acc:party actor:A , actor:B ; acc:entryIntoForce "1995-01-01"^^xsd:date .
ev:ab a acc:Evidence ; acc:source src:one , src:one ; acc:locator "p. 1" ; acc:confidence acc:High .
src:one a acc:Source ; dcterms:title "ATTACK" ; acc:url "javascript:alert(1)"^^xsd:anyURI .
mech:ac a acc:BasingAgreement ; skos:prefLabel "ATTACK"@en ; acc:evidence ev:ac ;
  acc:party actor:A , actor:C ; acc:entryIntoForce "2000-01-01"^^xsd:date .
ev:ac a acc:Evidence ; acc:source src:two ; acc:locator "p. 2" ; acc:confidence acc:Low .
src:two a acc:Source ; dcterms:title "Two" ; dcterms:publisher "Office" ; acc:url "https://example.org/2"^^xsd:anyURI .
mech:ac-group a acc:MinilateralGroup ; skos:prefLabel "AC group"@en ;
  acc:party actor:A , actor:C ; acc:established "2024-03-01"^^xsd:date .
mech:ad a acc:InformationSecurityAgreement ; skos:prefLabel "AD"@en ;
  acc:party actor:A , actor:D ; acc:signed "2024-06-01"^^xsd:date .
""".replace("ATTACK", _ATTACK)
)


@pytest.fixture(scope="module")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give the record above."""
    return graph_of(_SMALL)


@pytest.fixture(scope="module")
def worked(small: KnowledgeGraph) -> dict[str, Any]:
    """Give the report on A, worked out by hand below."""
    return report(small.slice(), "State A")


@pytest.fixture(scope="module")
def japan(japan_and_europe: KnowledgeGraph) -> dict[str, Any]:
    """Give the report on Japan at the end of 2024, on the small part of the record."""
    return report(japan_and_europe.slice(at=_DAY), "Japan")


@pytest.fixture(scope="module")
def nato(japan_and_europe: KnowledgeGraph) -> dict[str, Any]:
    """Give that on an organisation."""
    return report(japan_and_europe.slice(at=_DAY), "NATO")


class _Page(HTMLParser):
    """Collects tags, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.tags if attribute in attrs]


def test_ties_stand_by_kind_the_deepest_first(worked: dict[str, Any]) -> None:
    """Three mechanisms tie A to two; the agreement that is signed alone is none of them."""
    ties = worked["ties"]
    assert (ties["mechanisms"], ties["partners"]) == (3, 2)
    assert [(kind["depth"], kind["mechanisms"][0]["id"]) for kind in ties["kinds"]] == [
        (10, "ab"),
        (8, "ac"),
        (4, "ac-group"),
    ]
    assert ties["kinds"][0]["mechanisms"][0]["dates"] == {"entry into force": "1995-01-01"}


def test_what_changed_and_what_nearly_holds(worked: dict[str, Any]) -> None:
    """In the two years before: the signature of one and the beginning of another, the latest first."""
    assert [(step["date"], step["what"], step["partners"]) for step in worked["changes"]["steps"]] == [
        ("2024-06-01", "signed", ["State D"]),
        ("2024-03-01", "established", ["State C"]),
    ]
    (near,) = worked["near_misses"]["statuses"]
    assert (near["status"], [m["id"] for m in near["mechanisms"]]) == ("signed, not known to be in force", ["ad"])


def test_obligations_go_both_ways(worked: dict[str, Any]) -> None:
    """The pact binds A to B and B to A, and nobody else."""
    owed = worked["obligations"]
    assert (owed["defends"], owed["defended_by"]) == (1, 1)
    assert [(t["id"], t["defends"], t["defended_by"]) for t in owed["treaties"]] == [("ab", ["State B"], ["State B"])]


def test_the_main_ally_among_equals_has_more_mechanisms(worked: dict[str, Any]) -> None:
    """B and C are both 10 deep, 8 and half of 4 being 10: C has two mechanisms, and no promise of defence."""
    what_if = worked["what_if"]
    assert (what_if["ally_id"], what_if["depth"], what_if["mechanisms"], what_if["promise"]) == ("C", 10, 2, False)
    degree = next(row for row in what_if["actor"] if row["measure"] == "degree")
    assert (degree["before"], degree["after"], degree["change"]) == (2, 1, -1)
    assert "closest state" in written(worked, "md").casefold()


def test_sources_are_numbered_as_they_are_first_named(worked: dict[str, Any]) -> None:
    """Each document once; a statement without evidence carries no number."""
    assert [(source["number"], source["title"]) for source in worked["references"]] == [(1, _ATTACK), (2, "Two")]
    carried = {m["id"]: m["sources"] for kind in worked["ties"]["kinds"] for m in kind["mechanisms"]}
    assert carried == {"ab": [1], "ac": [2], "ac-group": []}


def test_a_measure_has_rank_and_trend(worked: dict[str, Any], small: KnowledgeGraph) -> None:
    """A has no tie until 1995, one until 2000, and two since: three actors are tied, and A is the first."""
    degree = worked["measures"]["measures"][0]
    assert (degree["value"], degree["rank"], worked["measures"]["of"]) == (2, 1, 3)
    by_year = {point["date"][:4]: point["value"] for point in degree["trend"]}
    assert [by_year[year] for year in ("1990", "1994", "1995", "1999", "2000", "2024")] == [0, 0, 1, 1, 2, 2]
    betweenness = worked["measures"]["measures"][2]
    assert betweenness["value"] == centrality(small.network(), "betweenness").rows[0][3] == 1.0


def test_a_report_on_japan_brings_everything_together(japan: dict[str, Any]) -> None:
    """Parts that are known of Japan: its ally, its near miss with France, where the record is complete, a claim."""
    assert japan["profile"]["codes"]["iso3"] == "JPN"
    assert japan["what_if"]["ally"] == "United States"
    assert japan["what_if"]["promise"]
    assert [t["id"] for t in japan["obligations"]["treaties"]] == ["japan-us-security-treaty"]
    near = {m["id"]: s["status"] for s in japan["near_misses"]["statuses"] for m in s["mechanisms"]}
    assert near["japan-france-reciprocal-access-agreement"] == "under negotiation"
    assert japan["quasi_allies"]["pairs"][0]["b"] == "United Kingdom"
    assert len(japan["quasi_allies"]["pairs"]) == 5
    assert japan["next"]["kinds"][0]["kind"] == "reciprocal access agreement"
    assert {claim["holder"] for claim in japan["claims"]["held"]["claims"]} == {"Japan"}
    assert japan["claims"]["about"]["left_out"] > 0
    assert "Japan" not in japan["communities"]["members"]
    assert japan["left_out"] == []


def test_every_number_leads_to_a_source(japan: dict[str, Any]) -> None:
    """In the page each numeral links to an entry of the list, and each entry is named by some statement."""
    page = _Page(written(japan, "html"))
    inside = {href.removeprefix("#") for href in page.all("href") if href.startswith("#")}
    assert inside <= set(page.all("id"))
    numbers = {name for name in inside if name.startswith("source-")}
    assert numbers == {f"source-{source['number']}" for source in japan["references"]}
    assert len(numbers) > 50


def test_the_page_stands_alone(japan: dict[str, Any]) -> None:
    """No script, no style or picture from elsewhere, a language, a title, a policy that allows nothing else."""
    html = written(japan, "html")
    page = _Page(html)
    assert not page.all("src")
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "img", "object"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"]
    assert page.tags[0] == ("html", {"lang": "en"})
    assert "<title>Japan: security partnerships</title>" in html
    assert "default-src 'none'" in page.all("content")[0]
    assert all(href.startswith(("#", "http://", "https://")) for href in page.all("href"))
    assert sum(tag == "svg" for tag, _ in page.tags) == 3
    assert "@media print" in html


@pytest.mark.parametrize(
    "title", ["Ties by kind", "Near misses", "Nearest quasi-allies", "Method and caveats", "Sources"]
)
def test_both_documents_have_the_sections(japan: dict[str, Any], title: str) -> None:
    """The same parts in HTML and in Markdown."""
    assert f"<h2>{title}</h2>" in written(japan, "html")
    assert f"\n## {title}\n" in written(japan, "md")


def test_a_document_says_how_it_came_about(japan: dict[str, Any], japan_and_europe: KnowledgeGraph) -> None:
    """Slice, record version, how to cite, that a prediction is one, and by which rule lists are cut."""
    text = re.sub(r"\\", "", written(japan, "md"))
    assert f"at {_DAY}; certainly in force; all layers" in text
    assert f"version {japan_and_europe.version}" in text
    assert "How to cite:" in text
    assert "no statement of the record" in text
    assert "Each list says how many it leaves out" in text
    assert "A claim is no fact of the record" in text


def test_an_organisation_has_fewer_parts(nato: dict[str, Any]) -> None:
    """What compares states is left out, with a word; the rest is there."""
    assert nato["left_out"] == ["obligations", "what_if", "quasi_allies", "next"]
    assert all(nato[part] is None for part in nato["left_out"])
    assert written(nato, "md").count("Left out of a report on an organisation") == 4
    assert nato["ties"]["kinds"][0]["mechanisms"][0]["id"] == "north-atlantic-treaty"


def test_hostile_labels_are_text(worked: dict[str, Any]) -> None:
    """A label with markup of HTML and of Markdown is shown as it is, and its address is no link."""
    page = _Page(written(worked, "html"))
    assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert "".join(page.text).count(_ATTACK) >= 2
    assert not [href for href in page.all("href") if "javascript" in href]
    text = written(worked, "md")
    assert "<script" not in text
    assert "<img" not in text
    assert "](javascript" not in text
    (row,) = [line for line in text.splitlines() if line.startswith("| &lt;/td&gt;")]
    assert row.count("|") - row.count(r"\|") == 5


def test_lists_leave_out_no_single_one() -> None:
    """Nine of eight are shown whole; of ten two are left out."""
    assert cut(list(range(9)), 8) == (list(range(9)), 0)
    assert cut(list(range(10)), 8) == (list(range(8)), 2)


def test_a_small_line_keeps_gaps() -> None:
    """It is lifted over a gap, says nothing where there is no value, and tells its reach in words."""
    path, last = path_of([1, 2, None, 4, 2])
    assert path.count("M") == 2
    assert last == (176.0, 20.0)
    assert path_of([None, None]) == ("", None)
    assert spoken([1, None, 2.5], "1990", "1992") == "from 1990 to 1992, between 1 and 2.5, last 2.5"


@pytest.mark.parametrize(
    ("slicing", "name", "message"),
    [
        ({"at": _DAY}, "Ishiba Shigeru", "is no state or organisation"),
        ({"between": ("2020", "2024")}, "Japan", "on a day, not on a window"),
        ({"at": "1940-01-01"}, "Germany", "does not exist on 1940-01-01"),
        ({"at": _DAY, "regions": ["Northern Europe"]}, "Japan", "leaves Japan out"),
    ],
)
def test_what_no_report_can_be_on(
    japan_and_europe: KnowledgeGraph, slicing: dict[str, Any], name: str, message: str
) -> None:
    """A person, a window, a state before its time, an actor outside the slice."""
    with pytest.raises(RequestError, match=message):
        report(japan_and_europe.slice(**slicing), name)


def test_an_unknown_name_is_refused(japan_and_europe: KnowledgeGraph) -> None:
    """With a suggestion."""
    with pytest.raises(UnknownNameError, match="Japon"):
        report(japan_and_europe.slice(), "Japon")


@pytest.mark.parametrize("name", ["japan.pdf", "japan"])
def test_another_suffix_is_refused(worked: dict[str, Any], name: str, tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(RequestError, match="tells no format"):
        write_report(worked, tmp_path / name)
    assert not list(tmp_path.iterdir())


_TWICE = """
import hashlib, sys
from accord.graph import KnowledgeGraph
from accord.graph.report import report, written
answer = report(KnowledgeGraph.load(sys.argv[1], shipped=False).slice(), "State A")
for report_format in ("html", "md", "json"):
    print(hashlib.sha256(written(answer, report_format).encode()).hexdigest())
"""


def test_equal_records_give_equal_bytes_in_two_processes(tmp_path: Path) -> None:
    """Whatever the seed of the hashes."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    (tmp_path / "small.ttl").write_text(head + _SMALL, encoding="utf-8")
    found = {
        subprocess.run(
            [sys.executable, "-c", _TWICE, str(tmp_path / "small.ttl")],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1
    assert len(found.pop().split()) == 3
