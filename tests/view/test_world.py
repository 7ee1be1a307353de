"""The page at the size of the world's record, and beyond it: fast, legible, and honest about what it leaves out."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from accord.graph import KnowledgeGraph
from accord.graph.loading.store import shipped_files

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def world() -> KnowledgeGraph:
    """Give the shipped record, whole."""
    return KnowledgeGraph.load(*shipped_files(), shipped=False)


def test_the_whole_record_is_legible(opened, world: KnowledgeGraph, tmp_path) -> None:
    """The page of the world is small enough to send, names its greatest first, and covers no node with a notice."""
    path = tmp_path / "world.html"
    world.view(path)
    assert path.stat().st_size < 6_000_000
    with opened(path.as_uri()) as drive:
        page = drive.page
        assert drive.colours() > 10
        labels = drive.ask("a.labels().map((label) => label.key)")
        assert {"USA", "FRA", "GBR", "JPN", "CHN", "DEU"} <= set(labels)
        assert len(labels) > 80
        assert drive.ask("a.DN.get().every((n) => !n.id.startsWith('m:'))")
        top = drive.ask("Math.min(...a.scene().nodes.map((n) => a.net.canvasToDOM(n).y - n.size * a.net.getScale()))")
        assert top > 0
        for width, height in ((1440, 900), (1280, 720), (820, 1180)):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(300)
            _greatest_are_named_and_seen(drive)
        # In two modes a cut is made, and said, in a bar of its own that covers nothing.
        drive.go("view=twomode")
        note, graph = page.locator("#bar").bounding_box(), page.locator("#graph").bounding_box()
        assert "are shown" in page.inner_text("#bar")
        assert note["y"] + note["height"] <= graph["y"] + 1
        start = perf_counter()
        drive.go("t=1985")
        assert perf_counter() - start < 5  # a second or so on an idle machine
        assert drive.ask("a.DE.length") > 0


def _greatest_are_named_and_seen(drive) -> None:
    """Check that the most connected, NATO and EU have names, and that no name covers half of one."""
    most = "[...a.active().actors].sort((p, q) => q[1].mechanisms.size - p[1].mechanisms.size).map(([key]) => key)"
    greatest = {*drive.ask(most)[:12], "NATO", "EU"}
    labels = drive.ask("a.labels().map(({ key, x, y, w, h }) => [key, x, y, x + w, y + h])")
    assert greatest <= {key for key, *_ in labels}
    for key, x, y, size in drive.ask("a.scene().nodes.map((n) => [n.id, n.x, n.y, n.size])"):
        for name, left, top, right, bottom in labels if key in greatest else ():
            wide = max(0, min(right, x + size) - max(left, x - size)) / (2 * size)
            high = max(0, min(bottom, y + size) - max(top, y - size)) / (2 * size)
            assert wide * high < 1 / 2, f"{name} covers {key}"


def _large(states: int, agreements: int) -> str:
    """Return a record of so many states, each agreement of two of them."""
    lines = ['ex:set a acc:RecordSet ; acc:checkedTo "2024-06-30"^^xsd:date .']
    lines += [f'ex:S{at} a acc:State ; skos:prefLabel "State {at}" .' for at in range(states)]
    for at in range(agreements):
        one, other = at % states, (at * 7 + 1 + at // states) % states
        other = (other + 1) % states if other == one else other
        lines.append(
            f'ex:a{at} a acc:DefenceCooperationAgreement ; skos:prefLabel "Agreement {at}" ; '
            f'acc:entryIntoForce "2001-01-01"^^xsd:date ; acc:party ex:S{one} , ex:S{other} .'
        )
    return "@prefix ex: <https://example.org/id/> .\n" + "\n".join(lines)


def test_many_lines_are_cut_by_a_stated_rule(
    opened, graph_of: Callable[[str], KnowledgeGraph], write: Callable[[KnowledgeGraph], str]
) -> None:
    """Above the budget the page draws the strongest lines, says so, and shows all those of what is selected."""
    with opened(write(graph_of(_large(140, 1700)))) as drive:
        page = drive.page
        lines = drive.ask("a.active().lines.size")
        assert lines > 1500
        assert drive.ask("a.DE.length") == 1500
        assert f"1,500 of {lines:,} lines are drawn: those of most mechanisms" in page.inner_text("#bar")
        drive.go("sel=S3")
        own = drive.ask("[...a.active().lines.keys()].filter((id) => id.split('|').includes('S3')).length")
        assert drive.ask("a.DE.get().filter((e) => e.from === 'S3' || e.to === 'S3').length") >= own
        drive.go("view=table")
        assert page.inner_text("#table caption").startswith("1,700 ties")
