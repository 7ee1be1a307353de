"""The op-ed with which the record began: no sentence without an item, no item without its place."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from accord.graph import KnowledgeGraph, RequestError
from accord.graph.answers.describe import source

_SENTENCES = 24
_TEXT = Path(__file__).parents[3] / "shared" / "seed" / "000_e69ae1d518def4b7.txt"


def test_every_sentence_has_an_item(kg: KnowledgeGraph) -> None:
    """From the byline to the affiliation, each sentence became a record, an assertion or a claim."""
    sentences = source(kg, "SEED")["sentences"]
    assert [s["sentence"] for s in sentences] == list(range(1, _SENTENCES + 1))
    assert all(s["records"] or s["assertions"] or s["claims"] for s in sentences)


def test_passages_follow_one_another(kg: KnowledgeGraph) -> None:
    """Passages do not overlap and leave out no more than the break between two sentences."""
    passages = sorted(kg.record.passages.values(), key=lambda p: p.sentence)
    assert passages[0].first == 0
    for one, following in pairwise(passages):
        assert one.first < one.after <= following.first <= one.after + 1


def test_assertions_have_a_verdict_and_evidence_for_it(kg: KnowledgeGraph) -> None:
    """Each checkable statement has been checked: verdict, reason, and sources other than the op-ed."""
    assert len(kg.record.assertions) == 33
    for assertion in kg.record.assertions.values():
        assert assertion.verdict in ("corroborated", "imprecise", "contradicted", "unsupported")
        assert assertion.reason
        assert assertion.evidence, assertion.id
        assert all(e.source.id != "seed" for e in assertion.evidence), assertion.id


def test_claims_have_holder_kind_and_target(kg: KnowledgeGraph) -> None:
    """Each motive, belief, forecast and demand stands under its holder's name, and is directed at something."""
    claims = kg.record.claims.values()
    assert Counter(c.kind for c in claims) == {
        "motive": 10,
        "forecast": 6,
        "judgement": 5,
        "belief": 5,
        "demand": 4,
        "concern": 2,
        "hope": 1,
    }
    assert all(c.targets for c in claims)
    assert all(c.reported_by is None or c.reported_by != c.holder for c in claims)


def test_what_is_ascribed_to_others_is_reported_by_the_author(kg: KnowledgeGraph) -> None:
    """A claim whose holder is not the author says who reports it."""
    for claim in kg.record.claims.values():
        if claim.holder.id == "sun-wenzhu":
            assert claim.reported_by is None
        else:
            assert claim.reported_by is not None
            assert claim.reported_by.id == "sun-wenzhu"


@pytest.mark.parametrize(
    ("assertion", "verdict"),
    [
        ("seed-2-effect", "corroborated"),
        ("seed-5-channel", "imprecise"),
        ("seed-7-july-others", "unsupported"),
        ("seed-9-first-ever", "imprecise"),
        ("seed-12-nato-benchmark", "imprecise"),
        ("seed-13-uas-time", "contradicted"),
        ("seed-20-signed", "imprecise"),
    ],
)
def test_where_the_author_is_not_accurate(kg: KnowledgeGraph, assertion: str, verdict: str) -> None:
    """The verdicts that matter most, as the sources have them."""
    found = {a.id: a.verdict for a in kg.record.assertions.values()}
    assert found[assertion] == verdict


def test_claims_and_assertions_make_no_tie(kg: KnowledgeGraph, tmp_path: Path) -> None:
    """Without the op-ed's passages, assertions and claims the network is the same."""
    stated = [line for line in kg.export(file_format="ntriples").splitlines() if "/id/claim/" not in line]
    stated = [line for line in stated if "/id/assertion/" not in line and "/id/passage/" not in line]
    bare = tmp_path / "bare.nt"
    bare.write_text("\n".join(stated) + "\n", encoding="utf-8")
    without = KnowledgeGraph.load(bare, shipped=False)
    assert not without.record.claims
    assert sorted(without.network().edges(data=True)) == sorted(kg.network().edges(data=True))


@pytest.mark.parametrize(
    ("mechanism", "dates"),
    [
        (
            "eu-japan-strategic-partnership-agreement",
            {"signed": "2018-07-17", "provisionalApplication": "2019-02-01", "entryIntoForce": "2025-01-01"},
        ),
        ("japan-uk-2-plus-2", {"established": "2015-01-21"}),
        ("japan-france-2-plus-2", {"established": "2014-01-09"}),
        ("japan-germany-2-plus-2", {"established": "2021-04-13"}),
        ("japan-nato-individually-tailored-partnership-programme", {"established": "2023-07-12"}),
        ("noble-raven-24-3", {"firstDay": "2024-08-27", "lastDay": "2024-08-29"}),
        ("brunet-takamori-24", {"firstDay": "2024-09-08", "lastDay": "2024-09-20"}),
        ("global-combat-air-programme", {"established": "2022-12-09"}),
        ("eu-japan-security-and-defence-partnership", {"established": "2024-11-01"}),
        ("japan-us-security-treaty", {"signed": "1960-01-19", "entryIntoForce": "1960-06-23"}),
    ],
)
def test_the_real_dates(kg: KnowledgeGraph, mechanism: str, dates: dict[str, str]) -> None:
    """The mechanisms that the op-ed speaks of have the dates that ministries and organisations give."""
    found = {name: str(when) for name, when in kg.mechanism(mechanism).dates.items()}
    assert dates.items() <= found.items()


def test_a_text_that_is_another_is_refused(kg: KnowledgeGraph) -> None:
    """Passages are cut only from the file whose hash the record has."""
    with pytest.raises(RequestError, match="is not the text") as refused:
        source(kg, "SEED", b"another text")
    assert kg.record.sources["https://w3id.org/accord-graph/id/source/seed"].sha256 in refused.value.hint


@pytest.mark.skipif(not _TEXT.is_file(), reason="the op-ed's text is not at hand")
def test_the_real_text_is_the_one_that_was_read(kg: KnowledgeGraph) -> None:
    """Given the text, every passage is a whole sentence of it, and the text is covered."""
    text = _TEXT.read_bytes()
    answer = source(kg, "SEED", text)
    assert answer["verified"]
    assert answer["sha256"] == hashlib.sha256(text).hexdigest()
    cut = [s["text"] for s in answer["sentences"]]
    assert cut[0] == "By Sun Wenzhu"
    assert all(sentence == sentence.strip() for sentence in cut)
    assert "".join(cut).replace(" ", "") == text.decode().replace("\n", "").replace(" ", "")


@pytest.mark.skipif(not _TEXT.is_file(), reason="the op-ed's text is not at hand")
def test_the_text_is_not_copied_into_the_record(kg: KnowledgeGraph) -> None:
    """No run of eight words of the op-ed stands in what the record says in its own words."""
    words = _TEXT.read_text(encoding="utf-8").lower().split()
    runs = {" ".join(words[i : i + 8]) for i in range(len(words) - 7)}
    own = [a.text + " " + a.reason for a in kg.record.assertions.values()]
    own += [c.text for c in kg.record.claims.values()]
    own += [item.description for item in kg.record.items()]
    for text in own:
        said = text.lower().split()
        assert not {" ".join(said[i : i + 8]) for i in range(len(said) - 7)} & runs, text
