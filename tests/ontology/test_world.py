"""Competency questions over the world's record: each answer was worked out from the sources named beside it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

import pytest

from accord.graph.questions import ask

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
]


@pytest.fixture(scope="module")
def at(kg: KnowledgeGraph) -> Callable[[str | None], KnowledgeGraph]:
    """Give the graph on a day, each day's made once."""

    @cache
    def sliced(day: str | None) -> KnowledgeGraph:
        return kg.slice(at=day) if day else kg

    return sliced


@pytest.mark.parametrize(("name", "values", "columns", "among", "absent"), CASES)
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
