"""Competency questions over the world's record: each answer was worked out from the sources named beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import pytest

from accord.graph.answers.questions import ask, load_questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

#: Question, its values, columns, rows that must be among the answer's, and rows that must not.
CASES: Final[list[tuple[str, dict[str, str], str, list[tuple[Any, ...]], list[tuple[Any, ...]]]]] = [
    # Collective Security Treaty: those that did not sign the protocol of 2 April 1999 left.
    (
        "alliances",
        {"STATE": "Uzbekistan", "AT": "2000-01-01"},
        "alliance_id",
        [],
        [("mech:collective-security-treaty-1992",)],
    ),
    (
        "alliances",
        {"STATE": "Armenia", "AT": "2000-01-01"},
        "alliance_id",
        [("mech:collective-security-treaty-1992",)],
        [],
    ),
    # Treaty of Nancy, in force on 22 January 2026 (Polish and French press of the day).
    ("alliances", {"STATE": "Poland", "AT": "2026-01-21"}, "alliance_id", [], [("mech:france-poland-nancy-treaty",)]),
    ("alliances", {"STATE": "Poland", "AT": "2026-01-22"}, "alliance_id", [("mech:france-poland-nancy-treaty",)], []),
    # NATO's own list of accessions.
    ("allies", {"STATE": "Finland", "AT": "2023-04-03"}, "ally_id", [], [("actor:USA",)]),
    ("allies", {"STATE": "Finland", "AT": "2023-04-04"}, "ally_id", [("actor:USA",), ("actor:TUR",)], []),
    # Warsaw Treaty: Albania left in 1968, the German Democratic Republic in September 1990.
    ("allies", {"STATE": "Poland", "AT": "1970-01-01"}, "ally_id", [("actor:DDR",), ("actor:SUN",)], [("actor:ALB",)]),
    ("allies", {"STATE": "Poland", "AT": "1991-01-01"}, "ally_id", [("actor:SUN",)], [("actor:DDR",), ("actor:DEU",)]),
    # Modified Brussels Treaty: Portugal and Spain from 27 March 1990 (CVCE).
    (
        "joined-or-left",
        {"MECHANISM": "modified-brussels-treaty"},
        "date what actor_id",
        [("1990-03-27", "joined", "actor:PRT"), ("1990-03-27", "joined", "actor:ESP")],
        [],
    ),
    # ECOWAS: the three Sahel states left on 29 January 2025.
    ("members", {"ORGANISATION": "ECOWAS", "AT": "2025-01-28"}, "member_id", [("actor:MLI",), ("actor:NER",)], []),
    (
        "members",
        {"ORGANISATION": "ECOWAS", "AT": "2025-01-30"},
        "member_id",
        [("actor:NGA",)],
        [("actor:MLI",), ("actor:NER",), ("actor:BFA",)],
    ),
    # OSCE timeline: ten states admitted on 30 January 1992.
    (
        "joined-or-left",
        {"MECHANISM": "helsinki-final-act"},
        "date what actor_id",
        [("1992-01-30", "joined", f"actor:{a}") for a in ("ARM", "AZE", "BLR", "KAZ", "MDA", "TJK", "UKR", "UZB")],
        [],
    ),
    # Joint communique of 2023: Burkina Faso and Niger left the G5 Sahel on 29 November (sahelien.com).
    (
        "joined-or-left",
        {"MECHANISM": "g5-sahel-convention"},
        "date what actor_id",
        [("2023-11-29", "left", "actor:BFA"), ("2023-11-29", "left", "actor:NER")],
        [],
    ),
    # Agreement of 12 January 2024 with the United Kingdom, the first of the bilateral ones (Euromaidan Press).
    (
        "guarantors",
        {"STATE": "Ukraine", "AT": "2024-01-11"},
        "guarantor_id commitment_id",
        [],
        [("actor:GBR", "mech:uk-ukraine-security-agreement")],
    ),
    (
        "guarantors",
        {"STATE": "Ukraine", "AT": "2024-01-12"},
        "guarantor_id commitment_id",
        [("actor:GBR", "mech:uk-ukraine-security-agreement")],
        [],
    ),
    # Reciprocal access: Australia 13 August 2023, United Kingdom 15 October 2023, Philippines 11 September 2025.
    (
        "forces-admitted",
        {"STATE": "Japan", "AT": "2025-09-10"},
        "partner_id kind",
        [("actor:AUS", "reciprocal access agreement"), ("actor:GBR", "reciprocal access agreement")],
        [("actor:PHL", "reciprocal access agreement"), ("actor:FRA", "reciprocal access agreement")],
    ),
    (
        "forces-admitted",
        {"STATE": "Japan", "AT": "2025-09-11"},
        "partner_id kind",
        [("actor:PHL", "reciprocal access agreement")],
        [("actor:FRA", "reciprocal access agreement")],
    ),
    # Major non-NATO allies: Afghanistan's designation was ended in 2022.
    (
        "partner-statuses",
        {"GIVER": "United States", "AT": "2015-01-01"},
        "holder_id",
        [("actor:AFG",), ("actor:JPN",)],
        [],
    ),
    (
        "partner-statuses",
        {"GIVER": "United States", "AT": "2024-12-31"},
        "holder_id",
        [("actor:JPN",)],
        [("actor:AFG",)],
    ),
    # Presidential Determination 2026-04 of 14 January 2026 named Peru (Latina Noticias).
    ("partner-statuses", {"GIVER": "United States", "AT": "2026-01-13"}, "holder_id", [], [("actor:PER",)]),
    ("partner-statuses", {"GIVER": "United States", "AT": "2026-01-14"}, "holder_id", [("actor:PER",)], []),
    # The African Union suspended Togo on 25 February 2005 and took it back on 27 May (BBC News).
    (
        "joined-or-left",
        {"MECHANISM": "constitutive-act-of-the-african-union"},
        "date what actor_id",
        [("2005-02-25", "left", "actor:TGO"), ("2005-05-27", "joined", "actor:TGO")],
        [],
    ),
    # Members of NATO outside the European Union, and the reverse.
    (
        "members-of-one-only",
        {"ONE": "NATO", "OTHER": "EU", "AT": "2024-12-31"},
        "member_id",
        [("actor:ALB",), ("actor:GBR",), ("actor:NOR",), ("actor:TUR",), ("actor:USA",)],
        [("actor:SWE",), ("actor:IRL",)],
    ),
    # Treaty of 1961 between China and the Democratic People's Republic of Korea, in force.
    ("bound-to-defend", {"STATE": "China", "AT": "2020-01-01"}, "treaty_id", [("mech:china-dprk-treaty-1961",)], []),
    # Alliance of 1950 between China and the Soviet Union, which lapsed in April 1980.
    ("former-allies", {"STATE": "China"}, "partner_id", [("actor:SUN",)], [("actor:PRK",)]),
    # European Defence Community, signed in 1952 and never in force; MEDO, never convened.
    ("suspended-or-denounced", {}, "mechanism_id", [("mech:european-defence-community-treaty",)], []),
    ("conflicts", {}, "mechanism_id", [("mech:us-republic-of-korea-mutual-defence-treaty",)], []),
    ("coverage", {"ACTOR": "Japan"}, "completeness", [("partial",)], []),
    ("successors", {}, "state_id link earlier_id", [("actor:RUS", "continues", "actor:SUN")], []),
    ("dated-codes", {"STATE": "Germany"}, "scheme code", [("cow", "255"), ("cow", "260")], []),
    # A step between two is one of the time when both were parties; ACSA of 2010 and its successor (MOFA).
    (
        "timeline",
        {"A": "Japan", "B": "Australia"},
        "date step record_id",
        [
            ("2013-01-31", "entry into force", "mech:japan-australia-acsa-2010"),
            ("2017-09-06", "entry into force", "mech:japan-australia-acsa-2017"),
        ],
        [],
    ),
    ("replaced", {}, "new_id old_id", [("mech:japan-australia-acsa-2017", "mech:japan-australia-acsa-2010")], []),
    # Raised on 1 June 2026 (Manila Bulletin).
    (
        "replaced",
        {},
        "new_id since old_id until",
        [
            (
                "mech:philippines-vietnam-enhanced-strategic-partnership",
                "2026-06-01",
                "mech:philippines-vietnam-strategic-partnership",
                "2026-06-01",
            )
        ],
        [],
    ),
    # The United Kingdom may enter since 15 October 2023 and has a logistics agreement; Germany only the latter (MOFA).
    # France has both: it signed the agreement of 1954 on the United Nations forces in Japan on 12 April of that year
    # (United States Department of State), and its logistics agreement has held since 2019 (MOFA).
    (
        "access-and-logistics",
        {"STATE": "Japan", "AT": "2024-12-31"},
        "partner_id",
        [("actor:GBR",), ("actor:FRA",)],
        [("actor:DEU",)],
    ),
    # Reciprocal access agreements began with Australia and the United Kingdom in 2023, the Philippines in 2025.
    ("began-by-year", {"KIND": "ReciprocalAccessAgreement"}, "year began", [(2023, 2), (2025, 1)], []),
    # Treaty of Nancy; framework of Ukraine and Russia that ended on 1 April 2019 (Interfax-Ukraine).
    (
        "began-or-ended",
        {"YEAR": "2026"},
        "date what mechanism_id",
        [("2026-01-22", "began", "mech:france-poland-nancy-treaty")],
        [],
    ),
    (
        "in-force-between",
        {"A": "Russia", "B": "Ukraine", "AT": "2019-03-31"},
        "mechanism_id",
        [("mech:russia-ukraine-friendship-treaty-1997",)],
        [],
    ),
    (
        "in-force-between",
        {"A": "Russia", "B": "Ukraine", "AT": "2019-04-01"},
        "mechanism_id",
        [],
        [("mech:russia-ukraine-friendship-treaty-1997",)],
    ),
    # The treaty of 2024 of Russia and the DPRK: 4 December 2024, in place of that of 2000 (Interfax).
    (
        "in-force-between",
        {"A": "Russia", "B": "Democratic People's Republic of Korea", "AT": "2024-12-03"},
        "mechanism_id",
        [("mech:russia-dprk-treaty-2000",)],
        [("mech:russia-dprk-comprehensive-strategic-partnership-treaty",)],
    ),
    (
        "in-force-between",
        {"A": "Russia", "B": "Democratic People's Republic of Korea", "AT": "2024-12-04"},
        "mechanism_id",
        [("mech:russia-dprk-comprehensive-strategic-partnership-treaty",)],
        [("mech:russia-dprk-treaty-2000",)],
    ),
    # Peace of Egypt and Israel, in effect with the exchange of ratifications on 25 April 1979 (JTA).
    (
        "in-force-between",
        {"A": "Egypt", "B": "Israel", "AT": "1979-04-24"},
        "mechanism_id",
        [],
        [("mech:egypt-israel-peace-treaty",)],
    ),
    (
        "in-force-between",
        {"A": "Egypt", "B": "Israel", "AT": "1979-04-25"},
        "mechanism_id",
        [("mech:egypt-israel-peace-treaty",)],
        [],
    ),
    # CaMo: signed on 7 November 2018, in force on 21 June 2019 (French ministry of the armed forces).
    (
        "sources",
        {"MECHANISM": "france-belgium-camo-agreement"},
        "supports publisher",
        [("acc:entryIntoForce", "Ministry of the Armed Forces of France"), ("acc:signed", "Légifrance")],
        [],
    ),
    # India and Pakistan have both been members of the Shanghai Cooperation Organisation since 9 June 2017 (SCO).
    (
        "common-partners",
        {"A": "India", "B": "Pakistan", "AT": "2018-01-01"},
        "partner_id",
        [("actor:SCO",), ("actor:CHN",)],
        [],
    ),
    # Rim of the Pacific 2018 had Israel, Sri Lanka and Viet Nam for the first time; 25 nations took part, since Brazil,
    # which the announcement still named (Island Times), dropped out (The Garden Island, USNI News).
    ("editions", {"SERIES": "rimpac"}, "edition_id from", [("mech:rimpac-2018", "2018-06-27")], []),
    # The agreements of 1954 with the United States and of 2013 with the United Kingdom came first; the first in the
    # Middle East is that with the United Arab Emirates, in force on 9 January 2024 (MOFA).
    (
        "first-agreements",
        {"STATE": "Japan", "KIND": "EquipmentTransferAgreement"},
        "partner_id signed since",
        [("actor:USA", "1954-03-08", "1954-05-01"), ("actor:ARE", "2023-05-25", "2024-01-09")],
        [],
    ),
    # European security and defence partnerships: Ghana's is the first in Africa, 24 March 2026.
    (
        "mechanisms-of-kind",
        {"KIND": "EUSecurityAndDefencePartnership"},
        "mechanism_id since",
        [("mech:eu-ghana-security-and-defence-partnership", "2026-03-24")],
        [],
    ),
    # ANZUS binds three states in 1980; the South-East Asian pact is not among Japan's.
    (
        "multilateral",
        {"STATE": "Australia", "PARTIES": "3", "AT": "1980-01-01"},
        "mechanism_id parties since",
        [("mech:anzus-treaty", 3, "1952-04-29"), ("mech:five-power-defence-arrangements", 5, "1971")],
        [],
    ),
    # Talks on reciprocal access with France go on (MOFA); the European Union's with Australia were announced.
    (
        "near-misses",
        {},
        "mechanism_id step",
        [("mech:japan-france-reciprocal-access-agreement", "negotiations opened")],
        [],
    ),
    # The Anglo-Portuguese alliance of 1386 is older than the Rio Treaty, in force on 3 December 1948 (OAS).
    (
        "oldest-in-force",
        {"KIND": "DefencePact"},
        "mechanism_id since",
        [("mech:anglo-portuguese-alliance", "1386"), ("mech:rio-treaty", "1948-12-03")],
        [],
    ),
    # Nauru's treaty of 2024 with Australia is its deepest tie to anyone (DFAT).
    ("partners", {"ACTOR": "Nauru"}, "partner_id", [("actor:AUS",)], [("actor:USA",)]),
    # Signed on 9 May 2025, in force on 22 January 2026 (Polish and French press of the day).
    (
        "signed-not-in-force",
        {"AT": "2026-01-21"},
        "mechanism_id signed in_force",
        [("mech:france-poland-nancy-treaty", "2025-05-09", "2026-01-22")],
        [],
    ),
    ("signed-not-in-force", {"AT": "2026-01-22"}, "mechanism_id", [], [("mech:france-poland-nancy-treaty",)]),
    # France and Russia first met as two plus two in November 2002 (Inforos).
    (
        "two-plus-two",
        {"STATE": "France"},
        "partner_id dialogue_id since",
        [("actor:RUS", "mech:france-russia-2plus2", "2002-11")],
        [],
    ),
    # Iceland has nothing with the Holy See but the OSCE; with Norway it has more (OSCE, NATO).
    ("tied-through-organisation", {"STATE": "Iceland"}, "actor_id organisation_id", [("actor:VAT", "actor:OSCE")], []),
    ("tied-through-organisation", {"STATE": "Iceland"}, "actor_id", [], [("actor:NOR",)]),
    # Allies by rule: Article 5 ties Finland to the United States.
    (
        "derived-ties",
        {"ACTOR": "Finland", "AT": "2024-01-01"},
        "rule other_id mechanism_id",
        [("ally", "actor:USA", "mech:north-atlantic-treaty")],
        [],
    ),
    # Exercises of 2018: Viet Nam took part in the Rim of the Pacific for the first time, China was disinvited.
    (
        "exercises",
        {"YEAR": "2018"},
        "exercise_id participant_id",
        [("mech:rimpac-2018", "actor:VNM"), ("mech:rimpac-2018", "actor:ISR")],
        [("mech:rimpac-2018", "actor:CHN")],
    ),
    # The first part of the record answers these; the op-ed is their source.
    (
        "claims-about",
        {"TARGET": "United States"},
        "claim_id holder_id",
        [("claim:seed-15-hedge", "actor:sun-wenzhu")],
        [],
    ),
    ("claims-by", {"HOLDER": "Sun Wenzhu"}, "claim_id", [("claim:seed-15-hedge",)], [("claim:seed-20-severe",)]),
    (
        "reported-claims",
        {},
        "reporter_id holder_id claim_id",
        [("actor:sun-wenzhu", "actor:iwaya-takeshi", "claim:seed-20-severe")],
        [],
    ),
    ("assertions", {}, "verdict assertion_id", [("contradicted", "asrt:seed-13-uas-time")], []),
    (
        "assertions-about",
        {"MECHANISM": "global-combat-air-programme"},
        "assertion_id verdict",
        [("asrt:seed-13-fighter", "corroborated")],
        [],
    ),
    # The ministers of Japan and France first met in that form on 9 January 2014 in Paris (MOFA).
    (
        "meetings",
        {"MECHANISM": "japan-france-2plus2"},
        "day place",
        [("2014-01-09", "Paris")],
        [],
    ),
    # Takaichi Sanae took office on 21 October 2025 (Prime Minister's Office of Japan).
    (
        "office-holders",
        {"STATE": "Japan", "AT": "2025-10-21"},
        "holder_id from",
        [("actor:takaichi-sanae", "2025-10-21")],
        [],
    ),
    ("policies", {"ACTOR": "Japan"}, "policy_id target_year", [("policy:two-percent-of-gdp-goal", "2027")], []),
    (
        "programme-partners",
        {"MECHANISM": "global-combat-air-programme"},
        "partner_id organisation_id",
        [(f"actor:{a}", "actor:GIGO") for a in ("GBR", "ITA", "JPN")],
        [("actor:SWE", "actor:GIGO")],
    ),
    # ARC21: the 6th Light Armoured Brigade of France came to Japan in May 2021 (French and Japanese ministries).
    (
        "service-partners",
        {"FORCE": "Japan Ground Self-Defense Force"},
        "service_id exercise_id",
        [("actor:french-6th-light-armoured-brigade", "mech:arc21")],
        [],
    ),
]


def test_every_question_is_asked_of_the_world() -> None:
    """No question stays without an answer that its sources give, but for those of which the record hopes for none."""
    assert {case[0] for case in CASES} == set(load_questions()) - {"unverified", "single-source", "same-mechanism"}


@pytest.fixture(scope="module")
def at(kg: KnowledgeGraph) -> Callable[[str | None], KnowledgeGraph]:
    """Give the graph on a day, each day's made once: what follows on it takes tens of megabytes, so one is kept."""

    @lru_cache(maxsize=1)
    def sliced(day: str | None) -> KnowledgeGraph:
        return kg.slice(at=day) if day else kg

    return sliced


def _day(case: tuple[str, dict[str, str], str, list[tuple[Any, ...]], list[tuple[Any, ...]]]) -> str:
    return case[1].get("AT", "")


@pytest.mark.parametrize(("name", "values", "columns", "among", "absent"), sorted(CASES, key=_day))
def test_the_world_answers_as_the_sources_do(
    name: str,
    values: dict[str, str],
    columns: str,
    among: list[tuple[Any, ...]],
    absent: list[tuple[Any, ...]],
    at: Callable[[str | None], KnowledgeGraph],
) -> None:
    """What the sources say is among the answer, and what they deny is not."""
    table = ask(at(values.get("AT")), name, values)
    chosen = [table.columns.index(column) for column in columns.split()]
    found = {tuple(row[column] for column in chosen) for row in table.rows}
    assert set(among) <= found
    assert not found.intersection(absent)
