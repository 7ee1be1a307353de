"""The page as a person uses it, in a real browser, from a file and without a network."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from accord.graph import KnowledgeGraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


@pytest.fixture(scope="module")
def address(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the shipped record's page."""
    path: Path = tmp_path_factory.mktemp("page") / "page.html"
    kg.view(path)
    return path.as_uri()


@contextmanager
def _opened(browser: Browser, address: str, **context: Any) -> Iterator[Page]:
    """Open the page, and fail on whatever goes wrong on it: an error, a violation, a request, a dialogue."""
    wrong: list[str] = []
    opened = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "offline": True, **context})
    opened.add_init_script(_WATCH)
    page = opened.new_page()
    page.set_default_timeout(8000)
    page.on("console", lambda message: wrong.append(f"console: {message.text}") if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
    page.on(
        "request",
        lambda request: (
            wrong.append(f"request: {request.url}")
            if request.url.split("#")[0] != address.split("#")[0] and not request.url.startswith("data:")
            else None
        ),
    )
    page.goto(address)
    page.wait_for_selector('html[data-ready="1"]')
    yield page
    wrong += [f"policy: {found}" for found in page.evaluate("window.violations")]
    opened.close()
    assert wrong == []


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Give the page, freshly opened."""
    with _opened(browser, address) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[[KnowledgeGraph], str]:
    """Give a way to write the page of a graph and get its address."""

    def written(kg: KnowledgeGraph) -> str:
        path = tmp_path / "page.html"
        kg.view(path)
        return path.as_uri()

    return written


def _handle(page: Page, expression: str, argument: object = None) -> Any:
    return page.evaluate(f"(value) => {{ const a = window.__accord; return {expression}; }}", argument)


def _click_at(page: Page, where: dict[str, float]) -> None:
    box = page.locator("#graph").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + where["x"], box["y"] + where["y"])


def _click_node(page: Page, key: str) -> None:
    _click_at(page, _handle(page, "a.net.canvasToDOM(a.net.getPosition(value))", key))


def _click_edge(page: Page, one: str, other: str, share: float = 0.5) -> None:
    _click_at(
        page,
        _handle(
            page,
            """(([p, q]) => a.net.canvasToDOM({ x: p.x + value[2] * (q.x - p.x), y: p.y + value[2] * (q.y - p.y) }))(
                [a.net.getPosition(value[0]), a.net.getPosition(value[1])])""",
            [one, other, share],
        ),
    )


def _colors(page: Page) -> int:
    return page.evaluate(
        """() => { const canvas = document.querySelector("#graph canvas");
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        const seen = new Set(); for (let i = 0; i < data.length; i += 4) if (data[i + 3])
          seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]); return seen.size; }"""
    )


def _ground(page: Page) -> list[int]:
    found = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return [int(part) for part in re.findall(r"\d+", found)[:3]]


def test_it_opens_and_draws(page: Page, kg: KnowledgeGraph) -> None:
    """It opens offline, in standards mode, draws, and says which slice it shows."""
    assert page.evaluate("document.compatMode") == "CSS1Compat"
    assert _colors(page) > 10
    assert kg.version.split(",")[0] in page.inner_text("#slice")
    assert _handle(page, "a.state().when") == kg.at.first.isoformat()
    assert _handle(page, "a.edges.length") > 50
    label = page.get_attribute("#graph", "aria-label") or ""
    assert re.search(r"\d+ actors and \d+ pairs? tied by \d+ mechanisms", label)


@pytest.mark.parametrize("day", ["2026-12-01", "2014-06-30", "1999-01-01", "2023-07-12"])
def test_the_page_and_the_slice_agree(page: Page, kg: KnowledgeGraph, day: str) -> None:
    """Certainly and possibly, the page's ties at a day are those of the slice; activities count in their month."""
    for possibly in (False, True):
        expected = [
            [tie.a.id, tie.b.id, f"m:{tie.mechanism.id}", tie.layer]
            for tie in kg.slice(at=day, possibly=possibly).dyads()
            if tie.mechanism.kind.force_rule.name != "OccurrenceRule"
        ]
        page.evaluate("(hash) => { location.hash = hash; }", f"t={day}&possibly={int(possibly)}")
        page.wait_for_function("(day) => window.__accord.state().when === day", arg=day)
        page.wait_for_function("(want) => window.__accord.state().possibly === want", arg=possibly)
        shown = [
            tie[:4]
            for tie in _handle(
                page, "a.active().ties.map((t) => [t.a, t.b, t.mechanism.key, t.layer, t.mechanism.rule])"
            )
            if tie[4] != "OccurrenceRule"
        ]
        assert sorted(shown) == sorted(expected)


def test_statuses_are_told_alike(page: Page, kg: KnowledgeGraph) -> None:
    """The page tells the status of every mechanism on any day as the library does."""
    days = [date(year, month, 15) for year in range(1990, 2027, 3) for month in (1, 7)]
    expected = {f"m:{m.id}": [m.status(day) for day in days] for m in kg.record.mechanisms.values()}
    shown = _handle(
        page,
        """Object.fromEntries([...a.record.mechanisms.values()]
        .map((m) => [m.key, value.map((day) => a.time.status(m, day))]))""",
        [day.isoformat() for day in days],
    )
    assert shown == expected


def test_a_click_on_a_line_shows_its_evidence(page: Page, kg: KnowledgeGraph) -> None:
    """A line opens every mechanism between the two, with dates and at least one source to follow, and fans out."""
    _click_edge(page, "JPN", "USA")
    page.wait_for_function("location.hash.includes('sel=')")
    assert _handle(page, "a.state().sel") == "JPN|USA"
    assert page.inner_text("#panel h2") == "Japan \N{EN DASH} United States"
    cards = page.locator("#panel .card")
    assert cards.count() == len({tie.mechanism.iri for tie in kg.tie("Japan", "United States")})
    for index in range(cards.count()):
        assert re.search(r"\d{4}", cards.nth(index).locator(".dates").inner_text())
        link = cards.nth(index).locator(".sources a").first
        assert re.match("https?://", link.get_attribute("href") or "")
        assert link.get_attribute("rel") == "noopener noreferrer"
    fan = _handle(page, 'a.edges.get().filter((e) => e.id.startsWith("fan:"))')
    assert len(fan) == cards.locator("xpath=self::*[not(contains(@class,'off'))]").count()
    assert len({str(edge["smooth"]) for edge in fan}) == len(fan)


def test_a_click_on_a_node_shows_its_partners(page: Page) -> None:
    """A node opens the actor, and a partner opens the pair; Escape clears."""
    _click_node(page, "JPN")
    page.wait_for_selector("#partners")
    assert page.inner_text("#panel h2") == "Japan"
    assert "JPN" in page.inner_text("#panel")
    page.locator("#partners button", has_text="United Kingdom").first.click()
    assert page.inner_text("#panel h2") == "Japan \N{EN DASH} United Kingdom"
    page.keyboard.press("Escape")
    assert _handle(page, "a.state().sel") == ""


def test_a_click_on_a_spoke_shows_the_mechanism(page: Page) -> None:
    """A spoke opens the part that an actor has in a mechanism, and a membership opens the pair."""
    _click_edge(page, "JPN", "m:global-combat-air-programme", 0.8)
    page.wait_for_function("window.__accord.state().sel !== ''")
    assert page.inner_text("#panel h2") == "Japan in Global Combat Air Programme"
    assert page.locator("#panel .sources a").count() >= 1
    _click_edge(page, "ISL", "NATO", 0.3)
    page.wait_for_function("window.__accord.state().sel === 'ISL|NATO'")
    assert "North Atlantic Treaty" in page.inner_text("#panel .card h3")


def test_claims_and_assertions_stand_apart(page: Page, kg: KnowledgeGraph) -> None:
    """What sources say of an actor comes after its record, under the holder's name, with the verdict."""
    japan = kg.actor("JPN")
    claims = [c for c in kg.record.claims.values() if japan in c.targets or c.holder == japan]
    assertions = [a for a in kg.record.assertions.values() if japan in a.about]
    page.evaluate("location.hash = 'sel=JPN'")
    page.wait_for_selector("#partners")
    assert page.locator("#claims blockquote").count() == len(claims)
    assert page.locator("#assertions blockquote").count() == len(assertions)
    if claims:
        assert claims[0].holder.label in page.inner_text("#claims")
    if assertions:
        assert f"Verdict: {assertions[0].verdict}" in page.inner_text("#assertions")


def test_a_layer_can_be_hidden(page: Page) -> None:
    """Unticking a layer takes out its ties and no other; none and all do what they say."""
    before = Counter(_handle(page, "a.active().ties.map((t) => t.layer)"))
    page.locator("#layers input[value=dialogue]").uncheck()
    after = Counter(_handle(page, "a.active().ties.map((t) => t.layer)"))
    assert before["dialogue"] > 0
    assert after == Counter({layer: number for layer, number in before.items() if layer != "dialogue"})
    page.click("#layers-none")
    assert page.is_visible("#empty")
    assert _handle(page, "a.edges.length") == 0
    page.locator("#empty button", has_text="Tick all layers").click()
    assert Counter(_handle(page, "a.active().ties.map((t) => t.layer)")) == before


def test_spokes_can_be_hidden(page: Page) -> None:
    """Without memberships and mechanisms of many, only lines between actors are drawn."""
    page.uncheck("#spokes")
    assert _handle(page, 'a.edges.get().filter((e) => e.id.startsWith("s:")).length') == 0
    assert _handle(page, 'a.nodes.get().filter((n) => n.id.startsWith("m:")).length') == 0
    assert _handle(page, "a.edges.length") > 0


def test_the_date_moves_and_nodes_stay(page: Page) -> None:
    """At another date other mechanisms hold, what is drawn keeps its place, and a date before all says so."""
    places = _handle(page, "a.net.getPositions()")
    now = _handle(page, "a.edges.length")
    page.fill("#day", "2010-06-30")
    page.press("#day", "Enter")
    page.wait_for_function("window.__accord.state().when === '2010-06-30'")
    then = _handle(page, "a.net.getPositions()")
    assert 0 < _handle(page, "a.edges.length") < now
    assert {key: places[key] for key in then if key in places} == {key: then[key] for key in then if key in places}
    page.focus("#month")
    page.keyboard.press("Home")
    page.wait_for_selector("#empty:not([hidden])")
    assert page.get_attribute("#month", "aria-valuetext") == "January 1949"
    assert "Nothing to show" in page.inner_text("#empty")
    page.check("#any")
    assert _handle(page, "a.edges.length") > now
    page.click("#back")
    assert _handle(page, "a.edges.length") == now


def test_search_finds_by_any_name(page: Page) -> None:
    """The slash opens the search, accents and case do not matter, and Enter selects."""
    page.keyboard.press("/")
    page.keyboard.type("turkiye")
    assert page.get_attribute("#q", "aria-expanded") == "true"
    assert page.get_attribute("#q", "aria-activedescendant") == "q0"
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Türkiye"
    page.keyboard.press("/")
    page.keyboard.type("global combat")
    page.keyboard.press("Enter")
    assert "Global Combat Air Programme" in page.inner_text("#panel h2")
    page.keyboard.press("Escape")
    assert _handle(page, "a.state().sel") == ""


def test_the_table_has_every_tie_and_sorts(page: Page) -> None:
    """The table counts the ties that hold, and sorts by any column, both ways."""
    page.click("#view-table")
    number = _handle(page, "a.active().ties.length")
    assert page.inner_text("#table caption").startswith(f"{number:,} ties")
    assert page.locator("#table tbody tr").count() == min(number, 200)
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


def test_a_link_reopens_the_view(browser: Browser, address: str) -> None:
    """Everything chosen stands in the address; going back undoes, and what is unknown is ignored."""
    hash_ = "#t=2024-07-31&possibly=1&layers=dialogue,exercise&spokes=0&lone=1&view=table&sel=FRA%7CJPN"
    with _opened(browser, address + hash_) as page:
        state = _handle(page, "({ ...a.state(), layers: [...a.state().layers].sort() })")
        assert state == {
            "when": "2024-07-31",
            "possibly": True,
            "layers": ["dialogue", "exercise"],
            "only": False,
            "spokes": False,
            "lone": True,
            "sel": "FRA|JPN",
            "view": "table",
        }
        assert page.evaluate("location.hash") == hash_
        page.click("#view-network")
        page.check("#spokes")
        page.go_back()
        assert not page.is_checked("#spokes")
        page.go_back()
        assert page.is_visible("#table")
    junk = "#t=2024-13-45&layers=__proto__,constructor&sel=%3Cimg%3E&view=x&possibly=9&%E0%A4%A&=&t"
    with _opened(browser, address + junk) as page:
        assert _handle(page, "a.state().sel") == ""
        assert _handle(page, "a.edges.length") > 50


def test_dark_and_light(browser: Browser, address: str) -> None:
    """The page follows the system's colours, and the button turns them."""
    with _opened(browser, address, color_scheme="dark") as page:
        assert max(_ground(page)) < 60
        page.click("#theme")
        assert min(_ground(page)) > 200
        assert _colors(page) > 10


@pytest.mark.parametrize("width", [1280, 820, 390])
def test_narrow_screens_never_scroll_sideways(browser: Browser, address: str, width: int) -> None:
    """On narrow screens the layers are a drawer, the evidence stands below, and nothing sticks out."""
    with _opened(browser, f"{address}#sel=FRA%7CJPN", viewport={"width": width, "height": 900}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.inner_text("#panel h2") == "France \N{EN DASH} Japan"
        box = page.locator("#graph").bounding_box()
        assert box is not None
        assert box["y"] < 300
        assert box["height"] > 250
        if width < 1000:
            assert not page.is_visible("#filters")
            page.click("#drawer")
            page.locator("#layers input[value=dialogue]").uncheck()
            page.keyboard.press("Escape")
            page.wait_for_selector("#filters", state="hidden")
            assert "dialogue" not in _handle(page, "[...a.state().layers]")
        page.click("#view-table")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_texts_run_nothing(
    browser: Browser, hostile: KnowledgeGraph, attack: str, write: Callable[[KnowledgeGraph], str]
) -> None:
    """Whatever a record says is shown as text, in every panel and in the table."""
    with _opened(browser, write(hostile)) as page:
        assert page.title().split() == attack.split()
        for selection in _handle(
            page, "[...a.record.byPair.keys(), ...a.record.mechanisms.keys(), 'a', 'c', ...a.record.spokes.keys()]"
        ):
            page.evaluate("(sel) => { location.hash = `sel=${encodeURIComponent(sel)}`; }", selection)
            page.wait_for_function("(sel) => window.__accord.state().sel === sel", arg=selection)
        page.evaluate("location.hash = 'sel=a'")
        page.wait_for_selector("#assertions blockquote")
        assert "window.pwned=1" in page.inner_text("#panel")
        page.keyboard.press("/")
        page.keyboard.type("script")
        page.keyboard.press("Escape")
        page.click("#view-table")
        page.locator("#table tbody button").first.click()
        assert page.evaluate("window.pwned") is None
        hrefs = page.eval_on_selector_all("a[href]", "(links) => links.map((link) => link.protocol)")
        assert set(hrefs) <= {"https:", "http:"}


def test_injected_code_is_blocked(browser: Browser, address: str) -> None:
    """The policy stops scripts, markup and requests that the page does not bring along."""
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
        return { ...tried, pwned: window.pwned ?? null };
        }"""
    )
    context.close()
    assert outcome == {"script": True, "markup": True, "fetch": True, "pwned": None}


def test_a_window_and_a_kind_open_as_asked(
    browser: Browser, small: KnowledgeGraph, write: Callable[[KnowledgeGraph], str]
) -> None:
    """A slice through a window and of one layer opens so, says so, and can be left."""
    sliced = small.slice(between=("2016", "2024"), layers=["DefencePact", "exercise"])
    with _opened(browser, write(sliced)) as page:
        assert _handle(page, "a.state().when") == "slice"
        shown = _handle(page, "[...new Set(a.active().ties.map((t) => t.mechanism.key))].sort()")
        assert shown == sorted({f"m:{tie.mechanism.id}" for tie in sliced.dyads()})
        assert "1 January 2016 to 31 December 2024" in page.inner_text("#slice")
        page.click("#layers-all")
        assert "m:access" in _handle(page, "[...a.active().mechanisms]")
        page.check("#lone")
        assert _handle(page, "a.nodes.get('L') !== null")


def test_without_scripts_there_is_a_table(browser: Browser, address: str, kg: KnowledgeGraph) -> None:
    """Without JavaScript every mechanism stands in a table, with its sources."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("noscript tbody tr, tbody tr").count() == len(kg.record.mechanisms)
    assert page.locator(".plain a[href^=http]").count() > 50
    context.close()


def test_the_whole_record_opens(browser: Browser, write: Callable[[KnowledgeGraph], str]) -> None:
    """The page of the world's record draws, says how much it shows, and begins its slider when the record is dense."""
    with _opened(browser, write(KnowledgeGraph.load())) as page:
        assert _colors(page) > 10
        label = page.get_attribute("#graph", "aria-label") or ""
        assert re.search(r"[\d,]+ actors and [\d,]+ pairs tied by [\d,]+ mechanisms", label)
        assert int(page.get_attribute("#month", "min") or 0) >= 1900 * 12
