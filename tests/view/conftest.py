"""A record whose every text attacks the page, and a small one that shows every way of drawing."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from accord.graph import KnowledgeGraph

_PREFIXES = "@prefix ex: <https://example.org/id/> .\n"

#: Each would run, or break out of where it stands, if anything were written as markup.
ATTACK = (
    "</script><script>window.pwned=1</script><img src=x onerror='window.pwned=1'> <!-- "
    "{{ 7*7 }} {% raw %} ${7*7} `\" ' & \\u2028 \\u2029 </style> ]]>"
)
_LITERAL = '"' + ATTACK.replace('"', '\\"') + '"'

_HOSTILE = (
    _PREFIXES
    + """
ex:set a acc:RecordSet ; dcterms:title ATTACK ; owl:versionInfo ATTACK ; acc:checkedTo "2024-06-30"^^xsd:date ;
  dcterms:license "javascript:window.pwned=1" .
ex:a a acc:State ; skos:prefLabel ATTACK ; skos:altLabel ATTACK ; dcterms:description ATTACK ; acc:iso3 ATTACK ;
  acc:wikidata "javascript:window.pwned=1" ; acc:evidence ex:ev .
<https://example.org/id/b'&=%3Cscript%3E> a acc:State ; skos:prefLabel "" .
ex:c a acc:InternationalOrganisation ; skos:prefLabel "javascript:window.pwned=1" .
ex:pact a acc:DefencePact ; skos:prefLabel ATTACK ; acc:officialName ATTACK ; dcterms:description ATTACK ;
  acc:signed "2020"^^xsd:gYear ; acc:entryIntoForce "2020-02-03"^^xsd:date ; acc:endReason ATTACK ;
  acc:evidence ex:ev ; acc:party ex:a , <https://example.org/id/b'&=%3Cscript%3E> .
ex:same a acc:DefencePact ; skos:prefLabel ATTACK ; dcterms:identifier ATTACK ; acc:signed "2020"^^xsd:gYear ;
  acc:party ex:a ; acc:sameMechanismAs ex:pact ; acc:evidence ex:ev2 .
ex:club a acc:MinilateralGroup ; skos:prefLabel ATTACK ; acc:established "2019-01-01"^^xsd:date ; acc:evidence ex:ev ;
  acc:party ex:a , ex:c , <https://example.org/id/b'&=%3Cscript%3E> .
ex:ev a acc:Evidence ; acc:source ex:src , ex:src ; acc:locator ATTACK ; acc:confidence acc:High .
ex:src a acc:Source ; dcterms:title ATTACK ; dcterms:publisher ATTACK ;
  acc:url "javascript:window.pwned=1"^^xsd:anyURI .
ex:src2 a acc:Source ; dcterms:title ATTACK ; acc:url "https://example.org/?q='\\"><script>window.pwned=1</script>" .
ex:ev2 a acc:Evidence ; acc:source ex:src2 ; acc:locator ATTACK .
ex:psg a acc:Passage ; acc:source ex:src ; acc:sentence 1 ; acc:firstCharacter 0 ; acc:afterLastCharacter 9 .
ex:asrt a acc:Assertion ; dcterms:description ATTACK ; acc:passage ex:psg ; acc:about ex:pact , ex:a ;
  acc:verdict acc:Contradicted ; acc:verdictReason ATTACK ; acc:verdictEvidence ex:ev2 .
ex:clm a acc:Claim ; dcterms:description ATTACK ; acc:passage ex:psg ; acc:claimKind acc:Motive ; acc:holder ex:a ;
  acc:target ex:pact , ex:a .
""".replace("ATTACK", _LITERAL)
)


@pytest.fixture(scope="session")
def hostile(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give a record whose every text is an attack."""
    return graph_of(_HOSTILE)


@pytest.fixture(scope="session")
def attack() -> str:
    """Give the text that the hostile record repeats."""
    return ATTACK.replace("\\u2028", "\u2028").replace("\\u2029", "\u2029")


_SMALL = (
    _PREFIXES
    + """
ex:set a acc:RecordSet ; dcterms:title "A small record" ; owl:versionInfo "1" ; acc:checkedTo "2024-06-30"^^xsd:date .
ex:A a acc:State ; skos:prefLabel "Arcadia" ; acc:region acc:NorthernEurope .
ex:B a acc:State ; skos:prefLabel "Bohemia" ; acc:region acc:NorthernEurope .
ex:C a acc:State ; skos:prefLabel "Candia" .
ex:D a acc:State ; skos:prefLabel "Dalmatia" .
ex:L a acc:State ; skos:prefLabel "Lonely" .
ex:O a acc:InternationalOrganisation ; skos:prefLabel "Organisation of the Seas" ; skos:altLabel "OS" .
ex:founding a acc:OrganisationTreaty ; skos:prefLabel "Treaty of the Seas" ; acc:constitutes ex:O ;
  acc:entryIntoForce "1990-01-01"^^xsd:date ; acc:party ex:A , ex:B , ex:C .
ex:pact a acc:DefencePact ; skos:prefLabel "Pact of three" ; acc:entryIntoForce "2000-05-01"^^xsd:date ;
  acc:party ex:A , ex:B , ex:C ; acc:evidence ex:ev .
ex:ev a acc:Evidence ; acc:source ex:src ; acc:locator "article 1" ; acc:confidence acc:High .
ex:src a acc:Source ; dcterms:title "Treaties" ; acc:url "https://example.org/treaties"^^xsd:anyURI .
ex:other a acc:DefencePact ; skos:prefLabel "Pact, as others have it" ; dcterms:identifier "set 7" ;
  acc:signed "2000-04-30"^^xsd:date ; acc:party ex:A , ex:D ; acc:sameMechanismAs ex:pact ; acc:evidence ex:ev-other .
ex:ev-other a acc:Evidence ; acc:source ex:src-other ; acc:locator "row 7" ; acc:confidence acc:Medium .
ex:src-other a acc:Source ; dcterms:title "A data set" ; acc:url "https://example.org/set"^^xsd:anyURI .
ex:talks a acc:TwoPlusTwoDialogue ; skos:prefLabel "Talks" ; acc:established "2010"^^xsd:gYear ; acc:party ex:A , ex:B .
ex:access a acc:AccessAgreement ; skos:prefLabel "Access" ; acc:entryIntoForce "2015-03-01"^^xsd:date ;
  acc:end "2020-03-01"^^xsd:date ; acc:party ex:A , ex:B .
ex:drill a acc:JointExercise ; skos:prefLabel "Drill" ; acc:firstDay "2024-06-03"^^xsd:date ;
  acc:lastDay "2024-06-07"^^xsd:date ; acc:party ex:C , ex:D .
ex:sides a acc:StrategicPartnershipAgreement ; skos:prefLabel "Of two sides" ;
  acc:entryIntoForce "2001-01-01"^^xsd:date .
ex:sides-A a acc:Participation ; acc:inMechanism ex:sides ; acc:participant ex:A ; acc:side "1" .
ex:sides-C a acc:Participation ; acc:inMechanism ex:sides ; acc:participant ex:C ; acc:side "1" .
ex:sides-D a acc:Participation ; acc:inMechanism ex:sides ; acc:participant ex:D ; acc:side "2" .
"""
)


@pytest.fixture(scope="session")
def small(graph_of: Callable[[str], KnowledgeGraph]) -> KnowledgeGraph:
    """Give a record with one mechanism of every shape."""
    return graph_of(_SMALL)


@pytest.fixture(scope="session")
def kg(japan_and_europe: KnowledgeGraph) -> KnowledgeGraph:
    """Give the part of the record that the pages under test show: the whole has a test of its own."""
    return japan_and_europe


class Driver:
    """A page in the browser, and the ways in which a person or a test gets at it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def ask(self, expression: str, argument: object = None) -> Any:
        """Return what an expression over the page's handle, ``a``, gives."""
        return self.page.evaluate(f"(value) => {{ const a = window.__atlas; return {expression}; }}", argument)

    def until(self, expression: str) -> None:
        """Wait until an expression over the handle holds. The policy forbids what Playwright's own way would do."""
        for _ in range(300):
            if self.ask(expression):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {expression}")

    def go(self, state: str) -> None:
        """Follow a link within the page: the state that its address holds, and no other."""
        self.page.evaluate(
            """(state) => new Promise((done) => {
                const before = window.__atlas.state();
                const wanted = state ? `#${state}` : "";
                if (location.hash === wanted) { done(); return; }
                location.hash = wanted;
                const look = () => (window.__atlas.state() !== before ? done() : setTimeout(look, 5));
                look();
            })""",
            state,
        )

    def at(self, key: str) -> dict[str, float]:
        """Return where a node stands, in pixels of the picture."""
        return self.ask("a.net.canvasToDOM(a.net.getPosition(value))", key)

    def between(self, one: str, other: str, share: float = 0.5) -> dict[str, float]:
        """Return a place on the straight line between two nodes."""
        p, q = self.at(one), self.at(other)
        return {"x": p["x"] + share * (q["x"] - p["x"]), "y": p["y"] + share * (q["y"] - p["y"])}

    def click(self, where: dict[str, float]) -> None:
        """Click on the picture."""
        self.page.mouse.click(*self._on_screen(where))

    def hover(self, where: dict[str, float]) -> None:
        """Move the mouse over the picture, as a hand does: in steps."""
        self.page.mouse.move(*self._on_screen(where), steps=3)

    def _on_screen(self, where: dict[str, float]) -> tuple[float, float]:
        box = self.page.locator("#graph").bounding_box()
        assert box is not None
        return box["x"] + where["x"], box["y"] + where["y"]

    def colours(self) -> int:
        """Return how many colours the picture has."""
        return self.page.evaluate(
            """() => { const canvas = document.querySelector("#graph canvas");
            const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            const seen = new Set(); for (let i = 0; i < data.length; i += 4) if (data[i + 3])
              seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]); return seen.size; }"""
        )

    def ground(self) -> list[int]:
        """Return red, green and blue of the page's ground."""
        found = self.page.evaluate("getComputedStyle(document.body).backgroundColor")
        return [int(part) for part in re.findall(r"\d+", found)[:3]]


_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


@pytest.fixture(scope="session")
def opened(browser: Browser) -> Callable[..., AbstractContextManager[Driver]]:
    """Give a way to open a page that fails on whatever goes wrong: an error, a violation, a request, a dialogue."""

    @contextmanager
    def opening(address: str, **context: Any) -> Iterator[Driver]:
        wrong: list[str] = []
        made = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, "offline": True, **context})
        made.add_init_script(_WATCH)
        page = made.new_page()
        page.set_default_timeout(15000)
        page.on("console", lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda request: (
                wrong.append(f"request: {request.url}")
                if request.url.split("#")[0] != address.split("#")[0] and not request.url.startswith(("data:", "blob:"))
                else None
            ),
        )
        page.goto(address)
        page.wait_for_selector('html[data-ready="1"]')
        yield Driver(page)
        wrong.extend(f"policy: {found}" for found in page.evaluate("window.violations"))
        made.close()
        assert wrong == []

    return opening


@pytest.fixture(scope="session")
def address(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of the page of Japan and Europe."""
    path: Path = tmp_path_factory.mktemp("page") / "page.html"
    kg.view(path)
    return path.as_uri()


@pytest.fixture(scope="module")
def shared(opened: Callable[..., AbstractContextManager[Driver]], address: str) -> Iterator[Driver]:
    """Give the page of Japan and Europe, opened once for the module."""
    with opened(address) as driver:
        yield driver


@pytest.fixture
def drive(shared: Driver) -> Driver:
    """Give that page as it opens: whatever a test before it chose is undone."""
    shared.page.keyboard.press("Escape")
    shared.go("")
    return shared


@pytest.fixture
def write(tmp_path: Path) -> Callable[[KnowledgeGraph], str]:
    """Give a way to write the page of a graph and get its address."""

    def written(kg: KnowledgeGraph) -> str:
        path = tmp_path / "page.html"
        kg.view(path)
        return path.as_uri()

    return written
