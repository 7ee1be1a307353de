"""What held on which day, and who took part: the world's record against the sources named beside each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from accord.graph import Holding, Slice

if TYPE_CHECKING:
    from accord.graph import KnowledgeGraph

#: Mechanism, a day on which it held, and one on which it did not; either may be empty.
HELD: Final = [
    # ANSA and the Korean ministry: signed on 18 December and on 4 November 2024.
    ("eu-albania-security-and-defence-partnership", "2024-12-18", "2024-12-01"),
    ("eu-korea-security-and-defence-partnership", "2024-11-04", "2024-11-03"),
    # Dutch treaty base: from 1 January 2017.
    ("benelux-renegade-agreement-2015", "2017-01-01", "2016-12-31"),
    # Spanish army: EUROFOR ceased on 2 July 2012.
    ("european-rapid-operational-force", "2012-06-01", "2012-08-01"),
    # Encyclopaedia, after the Indian ministry: instruments exchanged in August 1997.
    ("india-china-confidence-building-measures-agreement-1996", "1997-09-01", "1997-06-30"),
    # BBC: handed back by a document of 2 May 2002.
    ("soviet-union-viet-nam-cam-ranh-agreement-1979", "2002-01-01", "2003-01-01"),
    # The Standard: the withdrawal ended on 12 June 2024.
    ("russian-peacekeeping-contingent-nagorno-karabakh", "2024-05-01", "2024-07-01"),
    # Russian Strategic Nuclear Forces and TASS: 16 December 2010, prolonged to 2030.
    ("russia-china-missile-launch-notification-agreement", "2026-11-22", "2010-06-01"),
    # RT: applied from 5 May 2024; Forbes África Lusófona: not in force, not before the assembly. Nobody shows it held.
    ("russia-sao-tome-and-principe-military-cooperation-agreement", "", "2024-06-01"),
    # Philippine Daily Inquirer: took effect in 2012, on 28 September.
    ("australia-philippines-status-of-visiting-forces-agreement", "2013-01-01", "2010-01-01"),
    # Straits press: 21 March 2024.
    ("indonesia-singapore-defence-cooperation-agreement", "2024-03-21", "2024-01-01"),
    # WION: special strategic partnership since 26 February 2026.
    ("india-israel-special-strategic-partnership", "2026-03-01", "2026-01-01"),
    # Republic World: signed in February 2025, waits for the exchange of instruments.
    ("india-russia-reciprocal-exchange-of-logistics-support", "", "2025-12-01"),
    # Qazinform: signed on 25 February 2026, talks only closed in substance before.
    ("canada-korea-military-and-defence-classified-information-agreement", "", "2025-12-31"),
    # Dutch ministry of defence: signed on 18 December 2025; nobody shows it in force.
    ("japan-netherlands-acsa", "", "2026-01-01"),
    # J-Defense after the ministry: in force on 22 January 2025.
    ("japan-mongolia-equipment-transfer-agreement", "2025-01-22", "2025-01-01"),
    # Manila Bulletin: since 28 May 2026, and talks on classified information only agreed that day.
    ("japan-philippines-comprehensive-strategic-partnership", "2026-05-28", "2026-05-01"),
    ("japan-philippines-information-security-agreement", "", "2026-05-28"),
    # Treaties and other international acts series: signed on 6 December 2005, in force on 21 July 2006.
    ("us-romania-access-agreement-2005", "2006-07-21", "2006-07-01"),
    ("us-senegal-defence-cooperation-agreement", "2016-08-12", "2016-08-11"),
    # Parliament of Australia: terminated on 8 May 1999.
    ("us-australia-north-west-cape-agreement", "1999-01-01", "2000-01-01"),
    # Asia Business Daily: the day after the vote of 31 August 2021.
    ("us-korea-special-measures-agreement-2021", "2021-09-01", "2021-08-31"),
    # Newsmax: suspended on 30 November 2024.
    ("us-georgia-charter-on-strategic-partnership", "2024-11-01", "2024-12-01"),
    # Devdiscourse: signed on 22 May 2025, not ratified. A minister said on 25 February 2026 that the process was
    # paused, which the Prime Minister's office denied.
    ("uk-mauritius-chagos-agreement-2025", "", "2026-03-01"),
    # LaPresse: the common fighter was given up on 8 June 2026.
    ("fcas-new-generation-fighter", "2025-01-01", "2026-07-01"),
    # French embassy in Berlin; Adnkronos; Hansard on Brunei and Malta.
    ("france-germany-aachen-treaty", "2020-01-22", "2019-12-31"),
    ("france-italy-quirinal-treaty", "2023-02-01", "2023-01-15"),
    ("uk-brunei-agreement-1971", "1983-06-15", "1984-06-01"),
    ("uk-malta-mutual-defence-agreement-1964", "1972-01-01", "1972-12-01"),
    # Gibler's handbook: Egypt ended the treaty on 15 March 1976; Garant: instruments of 15 February 1945.
    ("soviet-union-china-alliance-1950", "1979-02-20", "1981-01-01"),
    ("soviet-union-egypt-treaty-1971", "1976-03-01", "1976-04-01"),
    ("soviet-union-france-alliance-1944", "1945-03-01", "1945-01-01"),
    # Associated Press: rejected by Iraq on 4 February 1948.
    ("uk-iraq-portsmouth-treaty-1948", "", "1948-02-05"),
    # Asia Business Daily: notice of August 2019 never took effect, the agreement held all the while.
    ("japan-korea-gsomia", "2019-11-23", "2016-11-22"),
    # Voice of America and Inquirer: notice of 2020 put off and withdrawn.
    ("us-philippines-visiting-forces-agreement", "2020-09-01", ""),
    # Press of Mogadishu: all agreements with the Emirates ended in January 2026.
    ("uae-somalia-military-cooperation-agreement-2023", "2025-12-31", "2026-03-01"),
    # European Pravda: in force on 15 October 2025.
    ("uk-ukraine-hundred-year-partnership-agreement", "2025-10-15", "2025-10-14"),
    # Associated Press: signed in Canberra on Tuesday, 24 March 2026.
    ("eu-australia-security-and-defence-partnership", "2026-03-24", "2026-03-23"),
    # The Japan News: raised on 16 January 2026.
    ("japan-italy-special-strategic-partnership", "2026-01-16", "2026-01-15"),
    ("japan-italy-strategic-partnership", "2026-01-15", "2026-01-16"),
    # MOFA: the agreement before ran out on 31 March 2008, the new one entered into force on 1 May.
    ("japan-us-special-measures-agreement-2008", "2008-05-01", "2008-04-30"),
    # Devdiscourse: the summit of 13 March 2025 ended the mandate.
    ("sadc-mission-in-the-democratic-republic-of-the-congo", "2025-03-12", "2025-03-13"),
    # Forum Sicherheitspolitik: two projects were closed on 15 July 2024.
    ("pesco-european-medical-command", "2024-07-14", "2024-07-15"),
    # Fine Times, Evening Washington: the United States paused its part on Monday, 18 May 2026.
    ("canada-us-permanent-joint-board-on-defence", "2026-05-17", "2026-05-18"),
]

#: Mechanism, actor, a day on which it took part, and one on which it did not; either may be empty.
TOOK_PART: Final = [
    # Inaugural notice of 2024, and Syria's suspension from November 2011 to 7 May 2023 (UrduPoint).
    ("eac-treaty", "SOM", "2024-03-04", "2024-03-01"),
    ("pact-of-the-league-of-arab-states", "SYR", "2023-05-07", "2023-05-01"),
    # Official Journal: Decision (CFSP) 2023/1015 of 23 May 2023.
    ("pesco", "DNK", "2023-05-23", "2023-05-01"),
    # Defense-Aerospace, TRT World: signed on 11 July 2002, told in April 2021 that it was out.
    ("f-35-joint-strike-fighter-programme", "TUR", "2003-01-01", "2022-01-01"),
    # i: Portugal gave the helicopter up in 2012.
    ("nh90-programme", "PRT", "2005-01-01", "2013-06-01"),
    # Shephard: Denmark and Sweden joined the tanker fleet in June 2025.
    ("multinational-mrtt-fleet", "NLD", "2024-06-19", ""),
    ("multinational-mrtt-fleet", "SWE", "2026-01-01", "2024-06-19"),
    # A reference work: Cuba gave notice on 29 March 1960, and the treaty holds two years after notice.
    ("rio-treaty", "CUB", "1959-01-01", "1963-01-01"),
    # TASS: restored in August 2006, suspended on 19 December 2012.
    ("csto-charter", "UZB", "2010-01-01", "2013-01-01"),
    # Norway's mission to the OSCE; Odessa Journal; news.az: lists of participants.
    ("cold-response-2026", "TUR", "2026-03-10", ""),
    ("cold-response-2026", "SWE", "2026-03-10", ""),
    ("will-for-peace-2026", "CHN", "2026-01-10", ""),
    ("will-for-peace-2026", "IND", "", "2026-01-10"),
    ("indestructible-brotherhood-2024", "BLR", "2024-10-01", ""),
    ("indestructible-brotherhood-2024", "ARM", "", "2024-10-01"),
    ("peace-mission-2014", "KGZ", "2014-08-25", ""),
    ("peace-mission-2014", "UZB", "", "2014-08-25"),
    ("bushido-guardian-23", "USA", "", "2023-09-10"),
    ("bushido-guardian-25", "USA", "2025-10-01", ""),
    # British treaty register: Turkey acceded on 18 June 1958.
    ("united-nations-forces-in-japan-status-agreement", "TUR", "1958-06-18", "1958-06-17"),
    # ARG Medios: Colombia's return was noted by the delegates of 5 December 2023.
    ("unasur-constitutive-treaty", "COL", "2023-12-05", ""),
    # Yemen Future: the 47th member, on 12 August 2025.
    ("combined-maritime-forces", "MUS", "2025-08-12", "2025-08-11"),
    # OCCAR: who backs the two European interceptors.
    ("hydis-programme", "NLD", "2025-06-01", ""),
    ("hydef-programme", "NLD", "", "2025-06-01"),
    ("hydef-programme", "DEU", "2025-06-01", ""),
]


@pytest.mark.parametrize(("mechanism", "held", "absent"), HELD)
def test_a_mechanism_held_when_its_source_says_so(kg: KnowledgeGraph, mechanism: str, held: str, absent: str) -> None:
    """On the one day it certainly holds, on the other not even possibly."""
    interval = kg.mechanism(mechanism).interval
    assert not held or Slice.at(held).holding(interval) is Holding.CERTAINLY
    assert not absent or Slice.at(absent).holding(interval) is Holding.NO


@pytest.mark.parametrize(("mechanism", "actor", "held", "absent"), TOOK_PART)
def test_an_actor_took_part_when_the_source_says_so(
    kg: KnowledgeGraph, mechanism: str, actor: str, held: str, absent: str
) -> None:
    """An entry, an exit, or a place on a list of participants that is there or is not."""
    spells = [p.interval for p in kg.mechanism(mechanism).participations if p.actor.id == actor]
    assert not held or Holding.CERTAINLY in [Slice.at(held).holding(spell) for spell in spells]
    assert not absent or {Slice.at(absent).holding(spell) for spell in spells} <= {Holding.NO}
