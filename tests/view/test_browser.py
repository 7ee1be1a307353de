"""The page as a person uses it, in a real browser, from a file and without a network."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

pytestmark = pytest.mark.browser


def test_it_opens_and_draws(drive, kg: KnowledgeGraph) -> None:
    """It opens offline, in standards mode, draws, and says which slice it shows and how much there is."""
    page = drive.page
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert drive.colours() > 10
    assert kg.version.split(",")[0] in page.inner_text("#slice")
    assert drive.ask("a.state().when") == kg.at.first.isoformat()
    label = page.get_attribute("#graph", "aria-label") or ""
    assert re.search(r"\d+ actors and \d+ links", label)
    assert drive.ask("a.DE.length") == int(re.search(r"and (\d+) links", label)[1])


@pytest.mark.parametrize("day", ["2026-11-22", "2014-06-30", "1999-01-01"])
def test_the_page_and_the_slice_agree(drive, kg: KnowledgeGraph, day: str) -> None:
    """Certainly and possibly, the page's ties at a day are those of the slice; activities count in their month."""
    for possibly in (False, True):
        expected = [
            [tie.a.id, tie.b.id, f"m:{tie.mechanism.id}", tie.layer, tie.depth]
            for tie in kg.slice(at=day, possibly=possibly).dyads()
            if tie.mechanism.kind.force_rule.name != "OccurrenceRule"
        ]
        drive.go(f"t={day}&possibly={int(possibly)}")
        shown = drive.ask(
            """a.active().ties.filter((t) => t.mechanism.rule !== "OccurrenceRule")
            .map((t) => [t.a, t.b, t.mechanism.key, t.layer, t.depth])"""
        )
        assert sorted(shown) == sorted(expected)


def test_a_window_and_the_slice_agree(drive, kg: KnowledgeGraph) -> None:
    """Between two days the page's ties are those of the slice, activities included."""
    drive.go("t=2010-01-01..2016-12-31")
    shown = drive.ask("a.active().ties.map((t) => [t.a, t.b, t.mechanism.key])")
    expected = [[t.a.id, t.b.id, f"m:{t.mechanism.id}"] for t in kg.slice(between=("2010", "2016")).dyads()]
    assert sorted(shown) == sorted(expected)


def test_statuses_are_told_alike(drive, kg: KnowledgeGraph) -> None:
    """The page tells the status of every mechanism on any day as the library does."""
    days = [date(year, month, 15) for year in range(1990, 2027, 3) for month in (1, 7)]
    expected = {f"m:{m.id}": [m.status(day) for day in days] for m in kg.record.mechanisms.values()}
    shown = drive.ask(
        """Object.fromEntries([...a.record.mechanisms.values()]
        .map((m) => [m.key, value.map((day) => a.time.status(m, day))]))""",
        [day.isoformat() for day in days],
    )
    assert shown == expected


def test_a_line_shows_its_evidence(drive, kg: KnowledgeGraph) -> None:
    """The mouse names a line; a click opens every mechanism of the two, with dates and sources, and fans it out."""
    page = drive.page
    drive.hover(drive.between("JPN", "USA"))
    page.wait_for_selector("#tip:not([hidden])")
    assert "Japan \N{EN DASH} United States" in page.inner_text("#tip")
    drive.click(drive.between("JPN", "USA"))
    drive.until("a.state().sel === 'JPN|USA'")
    assert page.inner_text("#panel h2") == "Japan \N{EN DASH} United States"
    cards = page.locator("#panel .ev")
    assert cards.count() == len({tie.mechanism.iri for tie in kg.tie("Japan", "United States")})
    for index in range(cards.count()):
        assert re.search(r"\d{4}", cards.nth(index).locator(".dates").inner_text())
        link = cards.nth(index).locator(".sources li a").first
        assert re.match("https?://", link.get_attribute("href") or "")
        assert link.get_attribute("rel") == "noopener noreferrer"
    fan = drive.ask('a.DE.get().filter((e) => e.id.startsWith("fan:"))')
    holding = {tie.mechanism.iri for tie in kg.tie("Japan", "United States") if kg.at.holds(tie.interval)}
    assert len(fan) == len(holding)
    assert len({str(edge["smooth"]) for edge in fan}) == len(fan)
    page.keyboard.press("Escape")
    assert drive.ask("a.state().sel") == ""


def test_a_node_shows_its_partners(drive) -> None:
    """A click on a node opens the actor, and a partner opens the pair."""
    page = drive.page
    drive.click(drive.at("JPN"))
    page.wait_for_selector("#partners")
    assert page.inner_text("#panel h2") == "Japan"
    assert "JPN" in page.inner_text("#panel")
    page.locator("#partners button", has_text="United Kingdom").first.click()
    assert page.inner_text("#panel h2") == "Japan \N{EN DASH} United Kingdom"


def test_memberships_and_mechanisms_of_many_are_shown_on_demand(drive) -> None:
    """At first there are no spokes; ticked, they come with their nodes, and each opens its evidence."""
    page = drive.page
    assert drive.ask('a.DE.get().filter((e) => e.id.startsWith("s:")).length') == 0
    page.check("#membership")
    assert drive.ask('a.DN.get("m:global-combat-air-programme") !== null')
    drive.click(drive.at("m:global-combat-air-programme"))
    drive.until("a.state().sel !== ''")
    assert "Global Combat Air Programme" in page.inner_text("#panel h2")
    drive.go("spokes=1&sel=s:m:global-combat-air-programme|JPN")
    assert page.inner_text("#panel h2") == "Japan in Global Combat Air Programme"
    assert page.locator("#panel .sources a").count() >= 1
    drive.go("sel=ISL|NATO")
    assert "North Atlantic Treaty" in page.inner_text("#panel .ev h3")


def test_claims_and_assertions_stand_apart(drive, kg: KnowledgeGraph) -> None:
    """What sources say of a record comes after it, under the holder's name, or with the verdict on it."""
    page = drive.page
    japan = kg.actor("JPN")
    claims = [c for c in kg.record.claims.values() if japan in c.targets or c.holder == japan]
    drive.go("sel=JPN")
    assert page.locator("#claims blockquote").count() == len(claims) > 0
    assert claims[0].holder.label in page.inner_text("#claims")
    eurodrone = kg.mechanism("Eurodrone")
    assertions = [a for a in kg.record.assertions.values() if eurodrone in a.about]
    drive.go("sel=m:eurodrone")
    assert page.locator("#assertions blockquote").count() == len(assertions) > 0
    assert "Verdict: contradicted" in page.inner_text("#assertions")


def test_the_legend_is_the_filter(drive) -> None:
    """Unticking a layer takes out as many mechanisms as its count says; only, none and all do what they say."""
    page = drive.page
    ties = "a.active().ties.map((t) => t.layer)"
    mechanisms = "[...new Set(a.active().ties.map((t) => `${t.layer} ${t.mechanism.key}`))].length"
    before = Counter(drive.ask(ties))
    total = drive.ask(mechanisms)
    counts = [int(text) for text in page.locator("#layers .n").all_inner_texts()]
    assert sum(counts) == total
    count = int(page.inner_text("#layers [data-layer=dialogue] .n"))
    page.locator("#layers input[value=dialogue]").uncheck()
    assert drive.ask(mechanisms) == total - count < total
    assert Counter(drive.ask(ties)) == Counter({name: n for name, n in before.items() if name != "dialogue"})
    page.locator("#layers [data-layer=dialogue] .only").focus()
    page.keyboard.press("Enter")
    assert set(drive.ask(ties)) == {"dialogue"}
    page.click("#layers-none")
    assert page.is_visible("#empty")
    assert drive.ask("a.DE.length") == 0
    page.locator("#empty button", has_text="Tick all layers").click()
    assert Counter(drive.ask(ties)) == before


def test_time_moves_and_nodes_stay(drive, kg: KnowledgeGraph) -> None:
    """Thumbs, keys, play and a typed date move the day; nodes keep their place; before all there is a reason."""
    page = drive.page
    places = drive.ask("a.net.getPositions()")
    now = drive.ask("a.DE.length")
    page.fill("#day", "2010-06-30")
    page.press("#day", "Enter")
    assert drive.ask("a.state().when") == "2010-06-30"
    assert page.evaluate("location.hash") == "#t=2010-06"
    then = drive.ask("a.net.getPositions()")
    assert 0 < drive.ask("a.DE.length") < now
    assert {key: places[key] for key in then if key in places} == {key: then[key] for key in then if key in places}
    page.focus("#graph")
    page.keyboard.press("]")
    assert drive.ask("a.state().when") == "2011-06-30"
    page.click("#play")
    drive.until("a.state().when >= '2012-06-30'")
    page.click("#play")
    page.focus("#asof")
    page.keyboard.press("Home")
    page.wait_for_selector("#empty:not([hidden])")
    assert page.get_attribute("#asof", "aria-valuetext") == "January 1949"
    assert page.evaluate("location.hash") == "#t=1949-01"
    assert "Nothing to show" in page.inner_text("#empty")
    page.check("#any")
    assert drive.ask("a.DE.length") > now
    page.click("#back")
    assert drive.ask("a.DE.length") == now
    page.check("#range")
    page.focus("#since")
    page.keyboard.press("Home")
    assert page.evaluate("location.hash") == f"#t=1949-01-01..{kg.about.checked_to}"
    assert page.locator("#history path").count() == 3


def test_search_finds_by_any_name(drive) -> None:
    """The slash opens the search; accents, case, other names and codes all find; Enter selects."""
    page = drive.page
    for text in ("turkiye", "turkey", "TUR", "tr"):
        page.keyboard.press("/")
        page.keyboard.type(text)
        assert page.get_attribute("#q", "aria-expanded") == "true"
        assert page.get_attribute("#q", "aria-activedescendant") == "q0"
        page.keyboard.press("Enter")
        assert page.inner_text("#panel h2") == "Türkiye"
    assert "sel=TUR" in page.evaluate("location.hash")
    page.keyboard.press("/")
    page.keyboard.type("global combat")
    page.keyboard.press("Enter")
    assert "Global Combat Air Programme" in page.inner_text("#panel h2")


def test_a_path_is_told_step_by_step(drive) -> None:
    """The path has the fewest steps, each with its mechanisms, and says so where there is none."""
    page = drive.page
    drive.go("from=FRA&to=AUS")
    hops = page.locator("#panel h3.hop").all_inner_texts()
    network = nx.Graph(tuple(key.split("|")) for key in drive.ask("[...a.active().lines.keys()]"))
    steps = nx.shortest_path_length(network, "FRA", "AUS")
    assert len(hops) == steps >= 1
    assert page.locator("#panel #path-found .ev").count() >= steps
    page.fill("#path-to", "Chad")
    page.press("#path-to", "Enter")
    assert drive.ask("a.state().to") == "TCD"
    assert "No path joins them" in page.inner_text("#path-found")


def test_a_neighbourhood_is_closed(drive) -> None:
    """A neighbourhood shows the actor and who shares a line with it, at one step or at two; rings lay it out."""
    page = drive.page
    drive.go("sel=GBR")
    page.locator("#panel button", has_text="Neighbourhood only").click()
    neighbours = drive.ask("[...a.active().adjacent.get('GBR'), 'GBR'].sort()")
    assert drive.ask("a.DN.getIds().sort()") == neighbours
    page.locator("#panel button", has_text="Two steps").click()
    assert len(drive.ask("a.DN.getIds()")) > len(neighbours)
    drive.go("sel=GBR&ego=1&view=rings")
    far = drive.ask("a.scene().nodes.filter((n) => n.id !== 'GBR').map((n) => Math.round(Math.hypot(n.x / 1.25, n.y)))")
    assert max(far) - min(far) <= 2
    assert drive.ask("(({ x, y }) => [x, y])(a.net.getPosition('GBR'))") == [0, 0]
    page.keyboard.press("Escape")
    assert drive.ask("a.state().ego") == 0


def test_a_link_reopens_the_view(opened, address: str) -> None:
    """Everything chosen stands in the address; going back undoes, and what is unknown is ignored."""
    state = (
        "#t=2024-07&vs=2014-07&layers=dialogue,exercise&possibly=1&spokes=1&lone=1&dashed=1&fan=1&view=table"
        "&map=pacific&color=region&size=betweenness&core=1&hide=GBR,m:japan-uk-acsa&from=DEU&to=JPN&sel=FRA&ego=2"
    )
    with opened(address + state) as drive:
        page = drive.page
        assert page.evaluate("location.hash") == state
        page.click("#view-network")
        page.uncheck("#membership")
        page.go_back()
        drive.until("document.querySelector('#membership').checked")
        page.go_back()
        page.wait_for_selector("#table:not([hidden])")
        page.go_forward()
        page.wait_for_selector("#table[hidden]", state="attached")
        page.click("#copy")
        assert page.inner_text("#copy") == "Copied"
    junk = (
        "#t=2024-13-45&vs=x&layers=__proto__,constructor&sel=%3Cimg%3E&view=x&map=__proto__&color=constructor&core=-1"
        "&possibly=9&ego=7&hide=%3Cx%3E&from=toString&step=99&%E0%A4%A&=&t"
    )
    with opened(address + junk) as drive:
        assert drive.ask("a.state().sel") == ""
        assert drive.ask("a.DE.length") > 10


def test_a_window_and_a_kind_open_as_asked(
    opened, small: KnowledgeGraph, write: Callable[[KnowledgeGraph], str]
) -> None:
    """A slice through a window and of one layer opens so, says so, and can be left."""
    sliced = small.slice(between=("2016", "2024"), layers=["DefencePact", "exercise"])
    with opened(write(sliced)) as drive:
        page = drive.page
        assert drive.ask("a.state().when") == "slice"
        shown = drive.ask("[...new Set(a.active().ties.map((t) => t.mechanism.key))].sort()")
        assert shown == sorted({f"m:{tie.mechanism.id}" for tie in sliced.dyads()})
        assert "1 January 2016 to 31 December 2024" in page.inner_text("#slice")
        page.click("#layers-all")
        assert "m:access" in drive.ask("[...a.active().mechanisms]")
        page.check("#lone")
        assert drive.ask("a.DN.get('L') !== null")


@pytest.mark.parametrize(
    ("narrowed", "said", "ties"),
    [
        ({"regions": ["Northern Europe"]}, "within Northern Europe", {"m:founding": 0, "m:pact": 1, "m:talks": 1}),
        ({"organisations": False}, "states alone", {"m:founding": 0, "m:pact": 3, "m:talks": 1, "m:sides": 2}),
        ({"parties": "bilateral"}, "bilateral mechanisms", {"m:founding": 0, "m:pact": 0, "m:talks": 1}),
        ({"confidence": "high"}, "evidence at least high", {"m:founding": 0, "m:pact": 3, "m:talks": 0}),
    ],
)
def test_what_a_slice_does_not_take_the_page_does_not(
    opened,
    small: KnowledgeGraph,
    write: Callable[[KnowledgeGraph], str],
    narrowed: dict[str, Any],
    said: str,
    ties: dict[str, int],
) -> None:
    """A page of a slice by region, actors, parties or evidence has its ties, nodes and number of actors."""
    kg = small.slice(at="2018-01-01", **narrowed)
    with opened(write(kg)) as drive:
        page = drive.page
        found = drive.ask("a.active().ties.map((t) => t.mechanism.key)")
        assert {key: found.count(key) for key in ties} == ties
        assert len(found) == len(kg.dyads())
        assert drive.ask("a.record.nodes.filter((n) => a.record.actors.has(n.id)).map((n) => n.id).sort()") == [
            actor.id for actor in small.record.actors.values() if kg.at.takes_actor(actor.type, actor.region)
        ]
        assert drive.ask("a.measures.size()") == len(kg.nodes())
        assert said in page.inner_text("#slice")
        assert said in page.inner_text("#computed")
        # What narrows the mechanisms can be lifted; who is no node stays none.
        lifted = page.locator("#only button")
        assert lifted.is_visible() is ("parties" in narrowed or "confidence" in narrowed)
        if lifted.is_visible():
            lifted.click()
            assert len(drive.ask("a.active().ties")) == len(small.slice(at="2018-01-01").dyads())
            assert said not in page.inner_text("#slice")
