"""Layouts, comparison, measures and what-if, as a person sees them and as networkx works them out."""

from __future__ import annotations

from math import hypot
from typing import TYPE_CHECKING

import networkx as nx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from accord.graph import KnowledgeGraph

pytestmark = pytest.mark.browser


def test_labels_never_overlap(drive) -> None:
    """In each layout no label covers another, and the most connected actor has one."""
    for state in ("", "view=map", "view=rings&sel=JPN", "view=twomode", "view=map&map=atlantic"):
        drive.go(state)
        boxes = drive.ask("a.labels().map(({ x, y, w, h }) => [x, y, w, h])")
        assert len(boxes) > 10
        for at, (x, y, w, h) in enumerate(boxes):
            for other_x, other_y, other_w, other_h in boxes[:at]:
                assert x >= other_x + other_w or other_x >= x + w or y >= other_y + other_h or other_y >= y + h
        most = drive.ask("[...a.measures.values(a.active(), 'mechanisms')].sort((p, q) => q[1] - p[1])[0][0]")
        assert most in drive.ask("a.labels().map((label) => label.key)")


def test_the_map_is_true(drive) -> None:
    """On the polar map Washington lies nearer to London than to Tokyo; three centres; land is drawn, leaders too."""
    page = drive.page
    page.click("#view-map")
    place = "(key) => { const { x, y } = a.scene().nodes.find((n) => n.id === key); return [x, y]; }"
    usa, gbr, jpn = (drive.ask(f"({place})(value)", key) for key in ("USA", "GBR", "JPN"))
    assert hypot(usa[0] - gbr[0], usa[1] - gbr[1]) < hypot(usa[0] - jpn[0], usa[1] - jpn[1])
    assert drive.ask("a.scene().land.length") > 5000
    before = drive.colours()
    page.select_option("#map", "pacific")
    assert "map=pacific" in page.evaluate("location.hash")
    assert drive.ask(f"({place})(value)", "USA")[0] > drive.ask(f"({place})(value)", "JPN")[0]
    page.select_option("#map", "atlantic")
    assert drive.ask(f"({place})(value)", "USA")[0] < drive.ask(f"({place})(value)", "JPN")[0]
    assert before > 10 < drive.colours()


def test_two_modes_stand_apart(drive) -> None:
    """In two modes those who take part stand on a circle, and what they take part in inside it."""
    drive.page.click("#view-twomode")
    inside, outside = (
        drive.ask(f"a.scene().nodes.filter((n) => {which}(n.shape === 'dot')).map((n) => Math.hypot(n.x / 1.25, n.y))")
        for which in ("!", "")
    )
    assert max(inside) < min(outside)
    assert drive.ask("a.scene().edges.every((e) => e.spoke)")
    drive.go("view=twomode&sel=NATO&ego=1")
    members = drive.ask("a.active().spokes.filter((s) => s.to === 'NATO').map((s) => s.from)")
    assert set(drive.ask("a.DN.getIds()")) == {"NATO", *members}


def test_measures_are_those_of_networkx(drive, kg: KnowledgeGraph) -> None:
    """Partners, shares, betweenness and core numbers are what networkx finds in the network of the slice."""
    sliced = kg.slice(at="2023-06-30")
    network = sliced.network()
    drive.go("t=2023-06-30")
    # Activities count in their month on the page: leave them out on both sides.
    drive.page.locator("#layers input[value=exercise]").uncheck()
    layers = sorted({d.layer for d in sliced.dyads()} - {"exercise"})
    network = kg.slice(at="2023-06-30", layers=layers).network()
    expected = {
        "partners": dict(network.degree()),
        "share": nx.degree_centrality(network),
        "betweenness": nx.betweenness_centrality(network),
        "cores": nx.core_number(network),
    }
    assert drive.ask("a.measures.size()") == len(network)
    for measure, values in expected.items():
        found = drive.ask(f"Object.fromEntries(a.measures.values(a.active(), '{measure}'))")
        assert found == pytest.approx({key: value for key, value in values.items() if network.degree(key)})
    drive.page.select_option("#size", "betweenness")
    said = drive.page.inner_text("#computed")
    assert "one-mode co-participation" in said
    assert f"{len(found)} tied actors of {len(network)}" in said
    top = max(sorted(expected["betweenness"]), key=lambda key: expected["betweenness"][key])
    assert kg.actor(top).label in drive.page.locator("#measures li").first.inner_text()
    sizes = drive.ask("a.scene().nodes.filter((n) => n.shape === 'dot').sort((p, q) => q.size - p.size)[0].id")
    assert sizes == max(
        (k for k in expected["betweenness"] if kg.actor(k).type == "State"), key=expected["betweenness"].get
    )


def test_a_core_is_what_is_left(drive, kg: KnowledgeGraph) -> None:
    """The slider of the k-core leaves those with at least k partners among themselves."""
    page = drive.page
    drive.go("layers=partnership,dialogue,membership,alliance")
    network = kg.slice(layers=["partnership", "dialogue", "membership", "alliance"]).network()
    most = max(nx.core_number(network).values())
    page.focus("#core")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert drive.ask("a.state().core") == most - 1 > 1
    assert drive.ask("[...a.active().actors.keys()].sort()") == sorted(nx.k_core(network, most - 1))
    page.locator("#bar .undo", has_text=f"{most - 1}-core").click()
    assert drive.ask("a.state().core") == 0


def test_what_if_tells_who_loses(drive, kg: KnowledgeGraph) -> None:
    """Hiding an organisation takes the ties out that go with it, and the panel counts who loses how many partners."""
    page = drive.page
    before = drive.ask("Object.fromEntries([...a.active().actors].map(([k, e]) => [k, e.partners.size]))")
    drive.go("sel=NATO")
    page.locator("#panel button", has_text="What if it were gone").click()
    after = drive.ask("Object.fromEntries([...a.active().actors].map(([k, e]) => [k, e.partners.size]))")
    nato = kg.actor("NATO")
    left = [
        d
        for d in kg.dyads()
        if nato not in (d.a, d.b) and d.mechanism.constitutes != nato and d.mechanism.kind.layer.name != "exercise"
    ]
    assert drive.ask("a.active().pairs.size") >= len({(d.a, d.b) for d in left})
    assert "NATO" not in after
    lost = {key: number - after.get(key, 0) for key, number in before.items() if key != "NATO"}
    most = max(lost.values())
    assert page.locator("#whatif tbody tr td:nth-child(2)").first.inner_text() == f"\N{MINUS SIGN}{most}"
    page.locator("#whatif button", has_text="Bring back").click()
    assert drive.ask("Object.fromEntries([...a.active().actors].map(([k, e]) => [k, e.partners.size]))") == before


def test_two_dates_compared(drive, kg: KnowledgeGraph) -> None:
    """What is new, gone or deepened between two dates is what the two slices differ in, and is drawn apart."""
    page = drive.page
    drive.go("t=2024-06-30")
    page.locator("#compare summary").click()
    page.fill("#vs", "2010-06-30")
    page.press("#vs", "Enter")

    def lines(day: str) -> dict[str, list[int]]:
        found: dict[str, dict[str, int]] = {}
        drawn = set(drive.ask("[...a.record.lines.values()].flatMap((l) => l.through.map((m) => `${l.id} ${m}`))"))
        for d in kg.slice(at=day).dyads():
            pair = "|".join(sorted((d.a.id, d.b.id)))
            if f"{pair} m:{d.mechanism.id}" in drawn and d.layer != "exercise":
                found.setdefault(pair, {})[d.mechanism.id] = d.depth
        return {pair: sorted(depths.values()) for pair, depths in found.items()}

    page.locator("#layers input[value=exercise]").uncheck()
    then, now = lines("2010-06-30"), lines("2024-06-30")
    shown = drive.ask("Object.fromEntries([...a.changes().lines].map(([id, row]) => [id, row.change]))")
    expected = dict.fromkeys(now.keys() - then.keys(), "new") | dict.fromkeys(then.keys() - now.keys(), "gone")
    for pair in then.keys() & now.keys():
        (d0, n0), (d1, n1) = (max(then[pair]), len(then[pair])), (max(now[pair]), len(now[pair]))
        less = d1 < d0 or n1 < n0
        more = d1 > d0 or (d1 == d0 and n1 > n0)
        expected[pair] = "deepened" if more else "loosened" if less else "same"
    assert shown == expected
    assert {"new", "deepened"} <= set(shown.values())
    words = page.inner_text("#comparison [data-change=new] summary")
    assert words == f"New: {sum(change == 'new' for change in shown.values())}"
    styles = drive.ask("Object.fromEntries(a.scene().edges.map((e) => [e.id, [e.colour, e.dash, e.width]]))")
    assert len({tuple(styles[pair]) for pair in styles if shown.get(pair) == "new"}) == 1
    page.click("#vs-clear")
    assert drive.ask("a.changes()") is None


def test_one_meaning_a_hue(drive) -> None:
    """Where nodes are coloured, by region, community or bloc, lines have one colour, and the legend tells whose."""
    page = drive.page
    for choice, least in (("region", 4), ("community", 2), ("bloc", 1)):
        page.select_option("#color", choice)
        assert len(set(drive.ask("a.scene().edges.map((e) => e.colour)"))) == 1
        assert len(set(drive.ask("a.scene().nodes.filter((n) => n.shape === 'dot').map((n) => n.fill)"))) >= least
        assert page.locator("#legend-colours li").count() >= least
    page.select_option("#color", "layer")
    assert len(set(drive.ask("a.scene().edges.map((e) => e.colour)"))) >= 3
    assert len(set(drive.ask("a.scene().nodes.filter((n) => n.shape === 'dot').map((n) => n.fill)"))) == 1


def test_what_is_unsure_or_over_is_drawn_so(drive) -> None:
    """At any time what has ended is dashed; parallel mechanisms come apart; what is planned is dashed on demand."""
    page = drive.page
    drive.go("t=any&fan=1")
    dashed = drive.ask("a.scene().edges.filter((e) => e.dash).map((e) => e.id.split(':').slice(2).join(':'))")
    assert dashed
    drive.go("t=2026-11-22")
    assert not set(dashed) & set(drive.ask("[...a.active().mechanisms]"))
    drive.go("t=2024-06-30&sel=FRA|JPN")
    whole = "a.DE.get().filter((e) => !e.dashes && e.id.startsWith('fan:')).length"
    before = drive.ask(whole)
    page.check("#dashed")
    # Talks on access were open in 2024, and nothing that holds is drawn otherwise for that.
    dashed = drive.ask("a.DE.get().filter((e) => e.dashes).map((e) => e.id)")
    assert "fan:FRA|JPN:m:japan-france-reciprocal-access-agreement" in dashed
    assert drive.ask(whole) == before > 0
    page.uncheck("#dashed")
    drive.go("")
    page.check("#fan")
    expected = drive.ask("[...a.active().lines.values()].reduce((sum, ties) => sum + ties.length, 0)")
    assert drive.ask("a.DE.length") == expected


def test_the_table_counts_mechanisms_and_tells_changes(
    opened, small: KnowledgeGraph, write: Callable[[KnowledgeGraph], str]
) -> None:
    """A row a mechanism on demand; between two dates each row says whether it is new, gone or there at both."""
    with opened(f"{write(small)}#view=table&t=2016-01-01&vs=2022-01-01") as drive:
        page = drive.page

        def told() -> dict[tuple[str, str], str]:
            cells = [row.locator("th, td").all_inner_texts() for row in page.locator("#table tbody tr").all()]
            return {(cell[0], cell[2]): cell[3].strip() for cell in cells}

        ties = told()
        assert ties["Arcadia", "Access"] == "gone"
        assert ties["Arcadia", "Talks"] == "unchanged"
        assert page.locator("#table tbody tr").count() == len(small.slice(at="2016-01-01").dyads())
        page.click("#rows-mechanisms")
        assert page.evaluate("document.activeElement.id") == "rows-mechanisms"
        assert "rows=mechanisms" in page.url
        names = page.locator("#table tbody th").all_inner_texts()
        assert names == ["Access", "Of two sides", "Pact of three", "Talks", "Treaty of the Seas"]
        changes = page.locator("#table tbody td:nth-child(3)").all_inner_texts()
        assert [text.strip() for text in changes] == ["gone", "unchanged", "unchanged", "unchanged", "unchanged"]
        page.locator("#table thead button", has_text="Change").click()
        assert page.locator("#table tbody th").first.inner_text() == "Access"
        # The other way round in time: what goes has come.
        drive.go("view=table&rows=mechanisms&t=2016-01-01&vs=2012-01-01")
        assert page.locator("#table tbody tr", has_text="new").locator("th").all_inner_texts() == ["Access"]
        drive.go("view=table&rows=mechanisms&t=2016-01-01")
        assert page.locator("#table th", has_text="Change").count() == 0


def test_other_records_of_a_mechanism_are_shown_beside_it(
    opened, small: KnowledgeGraph, write: Callable[[KnowledgeGraph], str]
) -> None:
    """A counterpart keeps its name, dates, parties and sources, and is no mechanism of the page."""
    with opened(f"{write(small)}#sel=m:pact") as drive:
        card = drive.page.locator("#panel [data-mechanism='m:pact'] [data-record=other]")
        words = card.inner_text()
        for word in ("Pact, as others have it", "set 7", "2000-04-30", "Arcadia, Dalmatia", "A data set", "row 7"):
            assert word in words
        assert card.locator("a").get_attribute("href") == "https://example.org/set"
        assert not drive.ask("a.record.mechanisms.has('m:other')")
        assert drive.ask("a.record.ties.filter((tie) => tie.mechanism.key === 'm:pact').length") == 3
