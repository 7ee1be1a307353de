"""The page as text: what it holds, what it never asks for, and that equal graphs give equal bytes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.graph import AccordError, KnowledgeGraph
from accord.graph.view import engine, page
from accord.graph.view.drawing import Drawing, Line, draw
from accord.graph.view.inline import SCRIPTS, asset, island
from accord.graph.view.layout import place
from accord.graph.view.links import safe_url
from accord.graph.view.pack import pack
from accord.graph.view.sidecar import map_places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def unpack(table: dict[str, Any]) -> list[dict[str, Any]]:
    """Undo `pack`, as the page does."""

    def read(column: Any) -> list[Any]:
        if isinstance(column, list):
            return column
        return [column["all"]] * table["rows"] if "all" in column else [column["of"][at] for at in column["at"]]

    columns = {name: read(column) for name, column in table["columns"].items()}
    return [{name: column[row] for name, column in columns.items()} for row in range(table["rows"])]


class Parsed(HTMLParser):
    """What a browser would make of the page: its tags, links, scripts, styles and policy."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": [], "json": [], "title": [], "other": []}
        self._inside = "other"
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self._inside = "json" if dict(attrs).get("type") == "application/json" else "script"
        elif tag in ("style", "title"):
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        """Note that an element ends."""
        if tag in ("script", "style", "title"):
            self._inside = "other"

    def handle_data(self, data: str) -> None:
        """Keep the text under what it stands in."""
        self.texts[self._inside].append(data)

    @property
    def data(self) -> dict[str, Any]:
        """The island of data."""
        return json.loads("".join(self.texts["json"]))

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Give a table of the island, as rows."""
        return unpack(self.data["content"][name])

    @property
    def policy(self) -> str:
        """The content security policy."""
        return next(
            str(attrs["content"])
            for tag, attrs in self.tags
            if tag == "meta" and attrs.get("http-equiv") == "Content-Security-Policy"
        )


@pytest.fixture(scope="module")
def html(kg: KnowledgeGraph) -> str:
    """Give the page of the shipped record."""
    return page(kg)


@pytest.fixture(scope="module")
def parsed(html: str) -> Parsed:
    """Give the same, parsed."""
    return Parsed(html)


def test_equal_graphs_give_equal_bytes(html: str, first_files: list[Path], tmp_path: Path) -> None:
    """Three builds with other hash seeds, locales and zones, from an empty folder, leave one page and nothing else."""
    files = [part for path in first_files for part in ("--graph", str(path))]
    command = [sys.executable, "-m", "accord.cli", "view", "--only", *files, "-o", "page.html"]
    digests = {sha256(html.encode()).hexdigest()}
    for seed, locale, zone in (("0", "C", "UTC"), ("1", "C.UTF-8", "Asia/Tokyo"), ("4711", "POSIX", "America/Lima")):
        folder = tmp_path / seed
        folder.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "0"}
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
        assert [path.name for path in folder.iterdir()] == ["page.html"]
        digests.add(sha256((folder / "page.html").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_the_page_is_a_modern_document(html: str, parsed: Parsed) -> None:
    """It has a doctype, a language, a title and a viewport."""
    assert html.startswith("<!doctype html>")
    assert ("html", {"lang": "en"}) in parsed.tags
    assert "".join(parsed.texts["title"]).strip()
    assert any(tag == "meta" and attrs.get("name") == "viewport" for tag, attrs in parsed.tags)


def test_nothing_is_asked_of_the_network(parsed: Parsed) -> None:
    """No element has a source, no style has an address, and every link is a source of the record."""
    assert not [
        tag for tag, attrs in parsed.tags if "src" in attrs or "srcset" in attrs or tag in ("link", "iframe", "base")
    ]
    assert not [style for style in parsed.texts["style"] if "url(" in style or "@import" in style]
    links = {str(attrs["href"]) for _, attrs in parsed.tags if "href" in attrs}
    assert links <= {source["url"] for source in parsed.rows("sources")}
    assert all(re.match("https?://", link) for link in links)
    assert ("meta", {"name": "referrer", "content": "no-referrer"}) in parsed.tags


def test_the_policy_names_the_hash_of_each_script_and_style(parsed: Parsed) -> None:
    """The policy allows what the page brings along, by hash, and nothing else."""
    assert "unsafe" not in parsed.policy
    assert parsed.policy.startswith("default-src 'none'; ")
    assert "require-trusted-types-for 'script'" in parsed.policy
    directives = dict(part.split(" ", 1) for part in parsed.policy.split("; "))
    for name in ("script", "style"):
        hashes = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in parsed.texts[name]]
        assert directives[f"{name}-src"].split() == hashes


def test_no_element_carries_a_handler_or_a_style(parsed: Parsed) -> None:
    """Handlers and styles in attributes would be blocked by the policy, so there are none."""
    assert not [attrs for _, attrs in parsed.tags for name in attrs if name == "style" or name.startswith("on")]


def test_hostile_texts_stay_text(hostile: KnowledgeGraph, attack: str) -> None:
    """A record whose every text is an attack gives a page with the elements of any other, and the texts unchanged."""
    html = page(hostile)
    parsed = Parsed(html)
    assert [tag for tag, _ in parsed.tags if tag in ("img", "iframe", "object")] == []
    assert len([tag for tag, _ in parsed.tags if tag == "script"]) == len(SCRIPTS) + 1
    data = parsed.data
    assert data["content"]["about"]["title"] == attack
    assert attack in [actor["label"] for actor in parsed.rows("actors")]
    assert attack in [source["title"] for source in parsed.rows("sources")]
    assert attack in "".join(parsed.texts["other"])
    assert not [attrs for _, attrs in parsed.tags if str(attrs.get("href", "")).startswith("javascript")]
    assert not set("".join(parsed.texts["json"])) & set("\u2028\u2029<>&")


def test_every_line_and_spoke_comes_out(kg: KnowledgeGraph, parsed: Parsed) -> None:
    """The page has the nodes and edges of the drawing, each once."""
    drawing = draw(kg.record)
    edges = [(edge["from"], edge["to"], tuple(edge["through"])) for edge in unpack(parsed.data["edges"])]
    expected = [(line.a, line.b, line.mechanisms) for line in drawing.lines]
    expected += [(spoke.actor, spoke.hub, (spoke.mechanism,)) for spoke in drawing.spokes]
    assert sorted(edges) == sorted(expected)
    assert len(unpack(parsed.data["nodes"])) == len(drawing.actors) + len(drawing.hubs)


def test_a_lost_edge_is_an_error(small: KnowledgeGraph) -> None:
    """Where a node is lost on the way, no page is written."""
    drawing = draw(small.record)
    twice = Drawing(drawing.keys, drawing.ties, [*drawing.actors, drawing.actors[0]], drawing.hubs, [], [])
    with pytest.raises(AccordError, match=r"the page would show \d+ nodes"):
        engine.render(twice, place(drawing), {})


def test_what_is_a_line_and_what_is_a_node(small: KnowledgeGraph) -> None:
    """Two actors share one line, three share a node, and a founding treaty is its organisation's node."""
    drawing = draw(small.record)
    assert drawing.lines == [
        Line("A|B", "A", "B", ("m:access", "m:talks")),
        Line("C|D", "C", "D", ("m:drill",)),
    ]
    assert [hub.id for hub in drawing.hubs] == ["pact", "sides"]
    assert {(spoke.actor, spoke.hub) for spoke in drawing.spokes} == {
        ("A", "O"), ("B", "O"), ("C", "O"),
        ("A", "m:pact"), ("B", "m:pact"), ("C", "m:pact"),
        ("A", "m:sides"), ("C", "m:sides"), ("D", "m:sides"),
    }  # fmt: skip


def test_no_two_nodes_share_a_place(kg: KnowledgeGraph) -> None:
    """Every node has a place of its own, in whole units."""
    drawing = draw(kg.record)
    places = place(drawing)
    assert len(places) == len(drawing.actors) + len(drawing.hubs)
    assert len(set(places.values())) == len(places)


def test_in_a_large_network_those_who_are_tied_lie_together(graph_of: Callable[[str], KnowledgeGraph]) -> None:
    """Eight blocks of eighty, few ties between them: a tie is not half as long as the way between any two nodes."""
    lines = ['ex:set a acc:RecordSet ; acc:checkedTo "2024-06-30"^^xsd:date .']
    for at in range(640):
        block, place_in = divmod(at, 80)
        others = {80 * block + (place_in + step) % 80 for step in (1, 7, 31)} | (
            {(at + 80) % 640} if at % 20 == 0 else set()
        )
        lines.append(f'ex:S{at} a acc:State ; skos:prefLabel "State {at}" .')
        lines += [
            f'ex:a{at}-{other} a acc:SecurityDialogue ; skos:prefLabel "Talks" ; acc:established "2001"^^xsd:gYear ; '
            f"acc:party ex:S{at} , ex:S{other} ."
            for other in sorted(others)
        ]
    drawing = draw(graph_of("@prefix ex: <https://example.org/id/> .\n" + "\n".join(lines)).record)
    places = place(drawing)
    assert len(set(places.values())) == len(places) == 640
    assert place(drawing) == places
    tied = [np.hypot(*np.subtract(places[line.a], places[line.b])) for line in drawing.lines]
    points = np.array(list(places.values()))
    anyone = np.hypot(*(points[:, None] - points[None]).T)
    assert np.mean(tied) < 0.5 * anyone.sum() / (640 * 639)


def test_a_slice_is_where_the_page_opens(small: KnowledgeGraph) -> None:
    """The page carries the whole record, and marks what the slice takes."""
    content = Parsed(page(small.slice(between=("2010", "2016"), layers=["dialogue"], possibly=True))).data["content"]
    assert content["slice"] | {"text": ""} == {
        "text": "",
        "first": "2010-01-01",
        "last": "2016-12-31",
        "mode": "any",
        "possibly": True,
        "layers": ["dialogue"],
        "only": ["dialogue"],
        "among": [],
    }
    taken = {row["key"]: row["taken"][0] for row in unpack(content["mechanisms"])}
    assert [key for key, counts in taken.items() if counts] == ["m:talks"]
    whole = Parsed(page(small)).rows("mechanisms")
    assert [row["ties"] for row in unpack(content["mechanisms"])] == [row["ties"] for row in whole]


def test_an_empty_record_gives_a_page(tmp_path: Path) -> None:
    """A record without a tie is no reason to fail."""
    path = tmp_path / "empty.ttl"
    path.write_text("", encoding="utf-8")
    data = Parsed(page(KnowledgeGraph.load(path, shipped=False))).data
    assert unpack(data["nodes"]) == unpack(data["edges"]) == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("https:example.org", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_are_linked(address: str, expected: str) -> None:
    """Links go to http, https and doi."""
    assert safe_url(address) == expected


def test_the_island_cannot_end_its_element() -> None:
    """Nothing in the data can close the script element, and everything survives the round trip."""
    value = {"</script>": ["<!--", "&amp;", "\u2028\u2029", "日本"]}
    assert not set(island(value)) & set("<>&\u2028\u2029")
    assert json.loads(island(value)) == value
    with pytest.raises(ValueError, match="not JSON compliant"):
        island(float("nan"))


_FEW = st.one_of(st.integers(-2, 2), st.text("ab1,' ", max_size=2))


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(), st.text()), st.lists(_FEW, max_size=2).map(tuple), _FEW)))
def test_packed_tables_come_back(rows: list[tuple[Any, ...]]) -> None:
    """Whatever stands in a table comes back, of the same type; a tuple as the list that JSON has for it."""
    plain = [{"a": a, "b": list(b), "c": c} for a, b, c in rows]
    columns = {name: [row[at] for row in rows] for at, name in enumerate("abc")}
    assert unpack(json.loads(json.dumps(pack(columns)))) == plain


def test_no_two_nodes_of_a_map_cover_each_other(kg: KnowledgeGraph) -> None:
    """On each map capitals that lie close are pushed apart; those far from any other stay where they lie."""
    places = map_places(draw(kg.record))
    assert sorted(places) == ["atlantic", "pacific", "polar"]
    for found in places.values():
        points = np.array([row[:2] for row in found.values()])
        gaps = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) + 1e9 * np.eye(len(points))
        assert gaps.min() > 24
    x, y, home_x, home_y = places["polar"]["NZL"]
    assert abs(x - home_x) + abs(y - home_y) <= 2


def test_the_sidecar_moves_nothing_that_it_knows(kg: KnowledgeGraph) -> None:
    """A network with a node more leaves every other in its place."""
    drawing = draw(kg.record)
    before = place(drawing)
    without = {key: where for key, where in before.items() if key != "JPN"}
    after = place(drawing, without)
    assert {key: after[key] for key in without} == without
    assert "JPN" in after
    assert len(set(after.values())) == len(after)


def test_a_notebook_shows_the_page(small: KnowledgeGraph) -> None:
    """In a notebook the page stands in a frame that may run scripts and nothing else of the notebook's."""
    html = small.view()
    frame = Parsed(html._repr_html_()).tags[0][1]  # pyright: ignore[reportPrivateUsage] -- the name is Jupyter's
    assert frame["srcdoc"] == html
    assert "allow-same-origin" not in str(frame["sandbox"])


def test_the_vendored_library_keeps_its_licence() -> None:
    """The header of vis-network stands in the page."""
    assert "vis.js is dual licensed under both" in asset("vis-network.min.js")
