"""The shipped record: what every fact in it must have, and the codes checked against genuine lists."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from accord.graph import Holding, KnowledgeGraph, Table
from accord.graph.answers.coverage import unverified
from accord.graph.loading.store import shipped_files
from accord.ontology.prefixes import compact

if TYPE_CHECKING:
    from collections.abc import Callable

#: The genuine dictionary continues what the record ends: the Papal States in the Holy See; Viet Nam's number of 1955.
_OTHERWISE = {("VAT", "cow"), ("VAT", "gw"), ("VNM", "gw")}
_STATES = Path(__file__).parents[3] / "shared" / "data" / "states"


def test_every_record_rests_on_evidence(kg: KnowledgeGraph) -> None:
    """Actors, mechanisms and other records name at least one source each."""
    assert [item.id for item in kg.record.items() if not item.evidence] == []


def test_verified_sources_were_opened(kg: KnowledgeGraph) -> None:
    """A source that supports anything with more than unverified confidence says when it was opened."""
    for item in kg.record.items():
        for evidence in item.evidence:
            assert evidence.confidence == "unverified" or evidence.source.consulted, evidence.iri


def test_addresses_are_of_the_web(kg: KnowledgeGraph) -> None:
    """A source's address is http or https, without blanks."""
    for source in kg.record.sources.values():
        assert not source.url or source.url.startswith(("https://", "http://")), source.id
        assert " " not in source.url


def test_little_rests_on_memory(kg: KnowledgeGraph) -> None:
    """Less than one per cent of the records rest on unverified evidence alone."""
    items = kg.record.items()
    assert len(unverified(items)) < 0.01 * len(items)


def test_opinion_alone_makes_no_mechanism(kg: KnowledgeGraph) -> None:
    """No mechanism rests on op-eds alone."""
    for mechanism in kg.record.mechanisms.values():
        assert any(e.source.kind != "opinion" for e in mechanism.evidence), mechanism.id


def test_no_blank_nodes_are_shipped() -> None:
    """The files of the record have no blank nodes: every node is named after its content."""
    for path in shipped_files():
        text = path.read_text(encoding="utf-8")
        assert "_:" not in text, path.name
        assert "[" not in "".join(line.split('"')[0] for line in text.splitlines() if "@prefix" not in line), path.name


def test_every_source_is_used(kg: KnowledgeGraph) -> None:
    """Nothing lies about: every source has evidence, passages or a conflict that name it."""
    unused = kg.query(
        "SELECT ?source WHERE { ?source a acc:Source "
        "FILTER NOT EXISTS { ?user acc:source|acc:follows|acc:setsAside ?source } }"
    )
    assert isinstance(unused, Table)
    assert unused.rows == ()


@pytest.mark.skipif(not _STATES.is_dir(), reason="the genuine lists of states are not at hand")
def test_codes_agree_with_the_genuine_lists(kg: KnowledgeGraph) -> None:
    """ISO, Correlates of War and Gleditsch-Ward codes are those of the genuine lists."""
    with (_STATES / "codelist_without_cldr.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["iso3c"]: row for row in csv.DictReader(stream) if row["iso3c"] not in ("", "NA")}
    known = [actor for actor in kg.record.actors.values() if actor.id in rows]
    assert len(known) > 190
    for state in known:
        row = rows[state.id]
        assert state.codes["iso2"] == row["iso2c"]
        for scheme, column in (("cow", "cown"), ("gw", "gwn")):
            theirs = {state.codes.get(scheme)} | {code.notation for code in state.dated_codes if code.scheme == scheme}
            if row[column] not in ("", "NA") and (state.id, scheme) not in _OTHERWISE:
                assert str(int(float(row[column]))) in theirs, (state.label, scheme)


@pytest.mark.skipif(not _STATES.is_dir(), reason="the genuine lists of states are not at hand")
def test_every_number_is_in_the_genuine_lists(kg: KnowledgeGraph) -> None:
    """No Correlates of War or Gleditsch-Ward number is made up, those of former states and dated codes included."""
    genuine: dict[str, set[str]] = {"cow": set(), "gw": set()}
    for scheme, name, column in (("cow", "states2016", "ccode"), ("gw", "gw_cw_panel__converted", "gwcode")):
        with (_STATES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            genuine[scheme] = {str(int(float(row[column]))) for row in csv.DictReader(stream) if row[column]}
    for actor in kg.record.actors.values():
        for scheme, numbers in genuine.items():
            borne = {actor.codes.get(scheme)} | {c.notation for c in actor.dated_codes if c.scheme == scheme}
            assert borne - {None} <= numbers, (actor.label, scheme)


def test_every_member_of_the_united_nations_is_held(kg: KnowledgeGraph) -> None:
    """All 193 members have the day of their admission, a capital with its place, and a region."""
    states = [actor for actor in kg.record.actors.values() if actor.type == "State"]
    members = [state for state in states if "admittedToUN" in state.dates and "end" not in state.dates]
    assert len(members) == 193
    for state in members:
        assert state.place, state.label
        assert state.facts["capital"], state.label
        assert state.region, state.label
        assert set(state.codes) >= {"iso2", "iso3"}, state.label


@pytest.mark.parametrize(
    ("state", "link", "earlier"),
    [
        ("Russia", "continues", "Soviet Union"),
        ("Czechia", "succeeds", "Czechoslovakia"),
        ("Slovakia", "succeeds", "Czechoslovakia"),
        ("Germany", "succeeds", "German Democratic Republic"),
        ("Yemen", "succeeds", "Yemen Arab Republic"),
        ("Tanzania", "succeeds", "Zanzibar"),
        ("South Sudan", "separatedFrom", "Sudan"),
    ],
)
def test_successors_are_explicit(kg: KnowledgeGraph, state: str, link: str, earlier: str) -> None:
    """A state names those that came before it."""
    assert earlier in kg.actor(state).facts[link]


def test_no_two_files_bear_one_name() -> None:
    """Each file of the record is a graph of its own, named after it."""
    names = [path.stem for path in shipped_files()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Japan", "JPN"),
        ("JP", "JPN"),
        ("jpn", "JPN"),
        ("COW 740", "JPN"),
        ("GW 260", "DEU"),
        ("COW 255", "DEU"),
        ("COW 260", "DEU"),
        ("Soviet Union", "SUN"),
        ("Burma", "MMR"),
        ("Q17", "JPN"),
        ("http://www.wikidata.org/entity/Q17", "JPN"),
        ("Turkiye", "TUR"),
        ("Turkey", "TUR"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("nato", "NATO"),
        ("actor:NATO", "NATO"),
    ],
)
def test_actors_answer_to_the_names_that_people_use(kg: KnowledgeGraph, name: str, expected: str) -> None:
    """Labels, aliases, codes and Wikidata items find an actor, whatever their case and accents."""
    assert kg.actor(name).id == expected


@pytest.mark.parametrize(
    ("day", "members"),
    [("1949-12-31", 12), ("1952-02-18", 14), ("1999-03-12", 19), ("2023-04-04", 31), ("2024-03-07", 32)],
)
def test_the_parties_of_the_north_atlantic_treaty(kg: KnowledgeGraph, day: str, members: int) -> None:
    """The treaty has as many parties on a day as history says."""
    then = kg.slice(at=day)
    treaty = kg.mechanism("north-atlantic-treaty")
    assert sum(then.at.holds(p.interval) for p in treaty.participations) == members


@pytest.mark.parametrize(
    ("day", "members"),
    [("1993-11-01", 12), ("1995-01-01", 15), ("2004-05-01", 25), ("2013-07-01", 28), ("2020-02-01", 27)],
)
def test_the_members_of_the_european_union(kg: KnowledgeGraph, day: str, members: int) -> None:
    """The Treaty on European Union has as many parties on a day as history says."""
    then = kg.slice(at=day)
    treaty = kg.mechanism("treaty-on-european-union")
    assert sum(then.at.holds(p.interval) for p in treaty.participations) == members


@pytest.mark.parametrize(
    ("mechanism", "day", "status"),
    [
        ("eu-japan-strategic-partnership-agreement", "2018-01-01", "under negotiation"),
        ("eu-japan-strategic-partnership-agreement", "2018-12-31", "signed, not in force"),
        ("eu-japan-strategic-partnership-agreement", "2019-02-01", "provisionally applied"),
        ("eu-japan-strategic-partnership-agreement", "2025-01-01", "in force"),
        ("japan-france-reciprocal-access-agreement", "2026-12-01", "under negotiation"),
        ("japan-nato-classified-information-line", "2026-12-01", "announced"),
        ("japan-nato-individual-partnership-and-cooperation-programme", "2024-01-01", "ended"),
        ("japan-russia-2-plus-2", "2019-01-01", "active"),
        ("japan-russia-2-plus-2", "2026-12-01", "no meeting known since 2019-05-30"),
        ("brunet-takamori-24", "2024-09-01", "planned"),
        ("brunet-takamori-24", "2024-09-20", "under way"),
        ("brunet-takamori-24", "2024-09-21", "held"),
    ],
)
def test_status_on_a_day(kg: KnowledgeGraph, mechanism: str, day: str, status: str) -> None:
    """How a mechanism stands follows from its dates and its kind."""
    assert kg.mechanism(mechanism).status(kg.slice(at=day).today) == status


def test_what_was_replaced_holds_no_more(kg: KnowledgeGraph) -> None:
    """A mechanism and the one that took its place do not both hold on the record's day, not even possibly."""
    pairs = kg.query("SELECT ?new ?old WHERE { ?new acc:replaces ?old }")
    assert isinstance(pairs, Table)
    assert len(pairs.rows) > 180
    now = kg.slice().at
    mechanisms = {compact(iri): mechanism for iri, mechanism in kg.record.mechanisms.items()}
    for pair in pairs.rows:
        holding = [now.holding(mechanisms[str(name)].interval) for name in pair]
        assert Holding.NO in holding, pair


def test_what_is_known_to_hold_is_in_force_and_not_applied_provisionally(
    graph_of: Callable[[str], KnowledgeGraph],
) -> None:
    """Provisional application is a term of law; a lower bound of the beginning says nothing of it."""
    kg = graph_of(
        """
        actor:A a acc:State ; skos:prefLabel "State A"@en .
        actor:B a acc:State ; skos:prefLabel "State B"@en ; acc:start "1971-12-02"^^xsd:date .
        mech:pact a acc:BasingAgreement ; skos:prefLabel "Pact"@en ; acc:party actor:A , actor:B ;
          acc:signed "1950"^^xsd:gYear ; acc:knownFrom "2019-05-29"^^xsd:date .
        """
    )
    pact = kg.mechanism("pact")
    assert pact.status(date(2019, 5, 28)) == "possibly in force"
    assert pact.status(date(2019, 5, 29)) == "in force"
    assert [p.interval.start_text for p in pact.participations if p.interval] == ["by 2019-05-29"] * 2


def test_a_treaty_is_over_when_one_party_alone_is_left(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Nobody ended it, and a state that is no more is bound by nothing; a third party keeps it alive."""
    kg = graph_of(
        """
        actor:A a acc:State ; skos:prefLabel "State A"@en .
        actor:B a acc:State ; skos:prefLabel "State B"@en .
        actor:OLD a acc:State ; skos:prefLabel "Old State"@en ; acc:end "1991-12-26"^^xsd:date .
        mech:two a acc:DefencePact ; skos:prefLabel "Two"@en ; acc:party actor:A , actor:OLD ;
          acc:entryIntoForce "1979"^^xsd:gYear .
        mech:three a acc:DefencePact ; skos:prefLabel "Three"@en ; acc:party actor:A , actor:B , actor:OLD ;
          acc:entryIntoForce "1979"^^xsd:gYear .
        """
    )
    day = date(1991, 12, 26)
    assert kg.mechanism("two").status(date(1991, 12, 25)) == "in force"
    assert kg.mechanism("two").status(day) == "left without a second party"
    assert kg.mechanism("three").status(day) == "in force"
