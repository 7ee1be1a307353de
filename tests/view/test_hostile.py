"""Whatever a record says is text: nothing of it runs, and nothing is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

    from accord.graph import KnowledgeGraph

pytestmark = pytest.mark.browser


def test_hostile_texts_run_nothing(
    opened, hostile: KnowledgeGraph, attack: str, write: Callable[[KnowledgeGraph], str]
) -> None:
    """Whatever a record says is shown as text, in every panel, layout, table and file."""
    with opened(write(hostile)) as drive:
        page = drive.page
        assert page.title().split() == attack.split()
        for selection in drive.ask(
            "[...a.record.byPair.keys(), ...a.record.mechanisms.keys(), 'a', 'c', ...a.record.spokes.keys()]"
        ):
            drive.go(page.evaluate("(sel) => `sel=${encodeURIComponent(sel)}`", selection))
            assert drive.ask("a.state().sel") == selection
        for state in (
            "view=map",
            "view=rings&sel=a",
            "view=twomode",
            "vs=2020-02-03",
            "hide=c",
            "color=bloc",
            "from=a&to=c&spokes=1",
        ):
            drive.go(state)
        drive.go("sel=a")
        assert "window.pwned=1" in page.inner_text("#panel")
        page.keyboard.press("/")
        page.keyboard.type("script")
        page.keyboard.press("Escape")
        page.click("#view-table")
        page.locator("#table tbody button").first.click()
        assert attack[:30] in drive.ask("a.download.csv()")
        for kind in ("svg", "turtle"):
            page.locator("#export summary").click()
            with page.expect_download():
                page.locator(f"#export [data-export={kind}]").click()
        assert page.evaluate("window.pwned") is None
        hrefs = page.eval_on_selector_all("a[href]", "(links) => links.map((link) => link.protocol)")
        assert set(hrefs) <= {"https:", "http:"}


def test_turtle_of_a_hostile_record_is_turtle(
    opened, hostile: KnowledgeGraph, attack: str, write: Callable[[KnowledgeGraph], str]
) -> None:
    """No label breaks out of its literal: the file is read again, and the labels are what they were."""
    from rdflib import Graph
    from rdflib.namespace import SKOS

    with opened(write(hostile)) as drive:
        graph = Graph().parse(data=drive.ask("a.download.turtle()"), format="turtle")
    assert attack in {str(label) for label in graph.objects(None, SKOS.prefLabel)}


def test_injected_code_is_blocked(browser: Browser, address: str) -> None:
    """The policy stops scripts, markup, eval and requests that the page does not bring along."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector('html[data-ready="1"]')
    outcome = page.evaluate(
        """async () => {
        const tried = {};
        const script = document.createElement("script");
        try { script.textContent = "window.pwned = 1"; document.body.append(script); } catch { tried.script = true; }
        try { document.body.insertAdjacentHTML("beforeend", "<b>x</b>"); } catch { tried.markup = true; }
        await fetch("https://example.org").catch(() => { tried.fetch = true; });
        // A debugger may evaluate as it begins: only from a task of the page's own does the policy show.
        await new Promise((done) => setTimeout(done, 10));
        try { eval("window.pwned = 2"); } catch { tried.eval = true; }
        try { new Function("window.pwned = 3")(); } catch { tried.function = true; }
        return { ...tried, pwned: window.pwned ?? null };
        }"""
    )
    context.close()
    assert outcome == {"script": True, "markup": True, "eval": True, "function": True, "fetch": True, "pwned": None}
