"""For everybody: keyboard, screen reader, narrow screens, paper, dark, and no scripts at all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from accord.graph import KnowledgeGraph

pytestmark = pytest.mark.browser

_AXE = Path(__file__).parent / "axe.min.js"
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(opened, address: str, scheme: str) -> None:
    """axe-core finds nothing to blame in any view, light or dark."""
    states = ["", "sel=JPN|USA", "sel=JPN&ego=1&view=rings", "view=table", "view=map&color=community&hide=NATO&vs=2010"]
    if scheme == "dark":
        states = ["sel=JPN", "view=table"]
    # axe writes a style of its own, which the page's policy would forbid.
    with opened(address, color_scheme=scheme, bypass_csp=True) as drive:
        drive.page.evaluate(_AXE.read_text(encoding="utf-8") + "\n;0")
        for state in states:
            drive.go(state)
            found = drive.page.evaluate(
                "(tags) => axe.run(document, { runOnly: tags }).then((result) => result.violations"
                ".map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join('; ')}`))",
                _TAGS,
            )
            assert found == [], state


def test_the_keyboard_reaches_everything(drive) -> None:
    """Arrows walk the picture, Enter opens, letters act, and Tab goes from search to filters, picture and time."""
    page = drive.page
    page.focus("#graph")
    page.keyboard.press("ArrowRight")
    first = page.inner_text("#live")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#live") != first
    assert re.search(r": \d+ partner", page.inner_text("#live"))
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    selected = drive.ask("a.state().sel")
    assert selected
    page.keyboard.press("f")
    assert drive.ask("a.state().ego") == 1
    page.keyboard.press("t")
    assert page.is_visible("#table")
    page.keyboard.press("t")
    page.keyboard.press("p")
    assert drive.ask("a.state().from") == selected
    assert page.evaluate("document.activeElement.id") == "path-to"
    page.keyboard.press("Escape")
    drive.go("")
    page.keyboard.press("?")
    assert page.is_visible("#help")
    page.keyboard.press("Escape")
    page.focus("#q")
    order = []
    for _ in range(90):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id"))
    wanted = ["membership", "color", "graph", "asof"]
    assert [name for name in order if name in wanted][:4] == wanted


def test_the_table_has_every_tie_and_sorts(drive) -> None:
    """The table counts the ties that hold, and sorts by any column, both ways."""
    page = drive.page
    page.click("#view-table")
    number = drive.ask("a.active().ties.length")
    assert page.inner_text("#table caption").startswith(f"{number:,} ties")
    assert page.locator("#table tbody tr").count() == min(number, 100)
    page.locator("#table thead button", has_text="Since").click()
    since = page.locator("#table tbody td:nth-child(5)").all_inner_texts()
    assert since == sorted(since)
    assert page.locator("#table th[aria-sort=ascending]").inner_text().startswith("Since")
    page.keyboard.press("Enter")
    since = page.locator("#table tbody td:nth-child(5)").all_inner_texts()
    assert since == sorted(since, reverse=True)
    page.locator("#table tbody th button").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel .card").count() >= 1


def test_dark_and_light(opened, address: str) -> None:
    """The page follows the system's colours, and the button turns them."""
    with opened(address, color_scheme="dark") as drive:
        assert drive.page.evaluate("document.documentElement.classList.contains('dark')")
        assert max(drive.ground()) < 60
        drive.page.click("#theme")
        assert min(drive.ground()) > 200
        assert drive.colours() > 10


@pytest.mark.parametrize("width", [1280, 820, 390])
def test_narrow_screens_never_scroll_sideways(opened, address: str, width: int) -> None:
    """On narrow screens filters and evidence are drawers, the picture keeps its room, and nothing sticks out."""
    with opened(f"{address}#sel=FRA|JPN", viewport={"width": width, "height": 844}) as drive:
        page = drive.page
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.inner_text("#panel h2") == "France \N{EN DASH} Japan"
        assert page.is_visible("#panel")
        box = page.locator("#graph").bounding_box()
        assert box is not None
        assert box["y"] < 300
        assert box["height"] > 300
        if width < 1000:
            page.keyboard.press("Escape")
            page.wait_for_selector("#panel", state="hidden")
            assert not page.is_visible("#filters")
            page.click("#drawer")
            page.locator("#layers input[value=dialogue]").uncheck()
            page.keyboard.press("Escape")
            page.wait_for_selector("#filters", state="hidden")
            assert "dialogue" not in drive.ask("[...a.state().layers]")
        page.click("#view-table")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_small_screens_show_what_is_selected_and_whole_names(opened, address: str) -> None:
    """On a tablet the selected actor is not behind its evidence; on a phone the picture fills the width, uncut."""
    with opened(f"{address}#sel=JPN", viewport={"width": 820, "height": 1180}) as drive:
        panel = drive.page.locator("#panel")
        drive.page.wait_for_timeout(400)  # the drawer slides in
        box = panel.bounding_box()
        assert box is not None
        assert drive.at("JPN")["x"] < box["x"]
    with opened(address, viewport={"width": 390, "height": 844}) as drive:
        places = drive.ask("a.scene().nodes.map((n) => a.net.canvasToDOM(n).x)")
        assert max(places) - min(places) > 200
        edges = drive.ask(
            "a.labels().map((l) => [a.net.canvasToDOM(l).x, a.net.canvasToDOM({ x: l.x + l.w, y: l.y }).x])"
        )
        assert len(edges) > 5
        assert all(left >= -1 and right <= 391 for left, right in edges)


def test_paper_is_white_and_shows_what_matters(drive) -> None:
    """In print the controls go and the evidence stays."""
    page = drive.page
    drive.go("sel=FRA|JPN")
    page.emulate_media(media="print")
    assert not page.is_visible("#when")
    assert not page.is_visible("#drawer")
    assert page.locator("#panel .ev").first.is_visible()
    page.emulate_media(media="screen")


def test_without_scripts_there_is_a_table(browser: Browser, address: str, kg: KnowledgeGraph) -> None:
    """Without JavaScript every mechanism stands in a table, with its sources."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("noscript tbody tr, tbody tr").count() == len(kg.record.mechanisms)
    assert page.locator(".plain a[href^=http]").count() > 50
    context.close()
