"""How long a page of 10,000 ties takes to make, beside pyvis's own way, and how it moves: ``python bench/page.py``.

Prints CPU seconds and their ratios, of the page whose positions are kept beside the code and of one whose positions are
worked out. Then, in a Chromium, for 1,000 nodes with 5,000 ties and for twice as many: how long the page takes to be
ready and to go to another year, how many frames a second it draws, and how much CPU time of the renderer a frame takes.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

import networkx as nx
from pyvis.network import Network

from accord.graph import KnowledgeGraph
from accord.graph.view import compose, engine, page
from accord.graph.view.drawing import draw
from accord.graph.view.inline import text_of
from accord.graph.view.layout import place
from accord.ontology import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

_NODES, _TIES = 2_000, 10_000


def pairs(nodes: int, ties: int) -> list[tuple[int, int]]:
    """Return so many pairs of nodes, each once, alike on every machine."""
    found: dict[tuple[int, int], None] = {}
    state = 1
    while len(found) < ties:
        state = (1103515245 * state + 12345) % 2**31
        one, other = state // 7 % nodes, state // 9973 % nodes
        if one != other:
            found[min(one, other), max(one, other)] = None
    return list(found)


def turtle(tied: list[tuple[int, int]], nodes: int) -> str:
    """Return a record of states tied by agreements of two."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    lines = [
        "@prefix ex: <https://example.org/id/> .",
        'ex:set a acc:RecordSet ; acc:checkedTo "2024-06-30"^^xsd:date .',
    ]
    lines += [f'ex:S{node} a acc:State ; skos:prefLabel "State {node}" .' for node in range(nodes)]
    lines += [
        f'ex:a{at} a acc:DefenceCooperationAgreement ; skos:prefLabel "Agreement {at}" ; '
        f'acc:entryIntoForce "{1950 + at % 70}-01-01"^^xsd:date ; acc:party ex:S{one} , ex:S{other} .'
        for at, (one, other) in enumerate(tied)
    ]
    return head + "\n".join(lines)


def loaded(tied: list[tuple[int, int]], nodes: int, folder: Path) -> KnowledgeGraph:
    """Return the graph of such a record."""
    record = folder / "record.ttl"
    record.write_text(turtle(tied, nodes), encoding="utf-8")
    return KnowledgeGraph.load(record, shipped=False)


def seconds(act: Callable[[], Any], runs: int = 3) -> float:
    """Return the least CPU time of some runs."""
    times: list[float] = []
    for _ in range(runs):
        start = process_time()
        act()
        times.append(process_time() - start)
    return min(times)


def making(tied: list[tuple[int, int]], folder: Path) -> None:
    """Time the making of the page."""
    kg = loaded(tied, _NODES, folder)
    drawing = draw(kg.record)
    places = place(drawing)

    def theirs() -> Network:
        graph = nx.Graph()
        graph.add_nodes_from((f"S{node}", {"label": f"State {node}"}) for node in range(_NODES))
        graph.add_edges_from((f"S{one}", f"S{other}") for one, other in tied)
        network = Network(cdn_resources="in_line")
        network.from_nx(graph)
        return network

    def ours() -> Any:
        network = engine.new_network({})
        engine.fill(network, drawing, places)
        return network

    def known() -> str:
        # As for the shipped record, whose positions are kept beside the code.
        own, compose.network_places = compose.network_places, lambda _: places
        try:
            return page(kg)
        finally:
            compose.network_places = own

    def worked_out() -> str:
        return page(kg)

    ways = {
        "pyvis from_nx": theirs,
        "accord, the same model": ours,
        "accord, page, positions known": known,
        "accord, page, positions worked out": worked_out,
    }
    # In turn, so that what else runs on the machine slows all alike.
    rounds = [{name: seconds(way, 1 if way is theirs else 3) for name, way in ways.items()} for _ in range(2)]
    least = {name: min(found[name] for found in rounds) for name in ways}
    print(f"{_NODES:,} nodes, {_TIES:,} ties                CPU s")
    for name, found in least.items():
        print(f"{name:35} {found:8.3f}   {least['pyvis from_nx'] / found:.1f}x")


_DRAG = """
() => new Promise((done) => {
  const frames = [];
  const canvas = document.querySelector("#graph canvas");
  const at = (type, x) => canvas.dispatchEvent(new PointerEvent(type, {
    pointerId: 1, pointerType: "mouse", isPrimary: true, button: 0, buttons: type === "pointerup" ? 0 : 1,
    clientX: x, clientY: 400, bubbles: true }));
  let x = 500;
  at("pointerdown", x);
  const step = (now) => {
    frames.push(now);
    x += frames.length % 60 < 30 ? 6 : -6;
    at("pointermove", x);
    if (now - frames[0] < 3000) requestAnimationFrame(step);
    else { at("pointerup", x); done((frames.length - 1) / ((now - frames[0]) / 1000)); }
  };
  requestAnimationFrame(step);
})
"""
_ZOOM = """
() => new Promise((done) => {
  const canvas = document.querySelector("#graph canvas");
  const frames = [];
  const step = (now) => {
    frames.push(now);
    canvas.dispatchEvent(new WheelEvent("wheel", {
      deltaY: frames.length % 40 < 20 ? -40 : 40, clientX: 640, clientY: 400, bubbles: true, cancelable: true }));
    if (now - frames[0] < 3000) requestAnimationFrame(step);
    else done((frames.length - 1) / ((now - frames[0]) / 1000));
  };
  requestAnimationFrame(step);
})
"""
_STILL = """
() => new Promise((done) => {
  const { net } = window.__atlas;
  const frames = [];
  const step = (now) => {
    frames.push(now);
    net.redraw();
    if (now - frames[0] < 3000) requestAnimationFrame(step);
    else done((frames.length - 1) / ((now - frames[0]) / 1000));
  };
  requestAnimationFrame(step);
})
"""


_SLIDE = """
() => new Promise((done) => {
  const slider = document.querySelector("#asof");
  const start = performance.now();
  slider.value = +slider.value - 12;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => requestAnimationFrame(() => done((performance.now() - start) / 1000)));
})
"""


def moving(tied: list[tuple[int, int]], nodes: int, folder: Path) -> None:
    """Time the page in a browser, software rendering, one device pixel to a pixel."""
    from playwright.sync_api import sync_playwright

    path = folder / "moving.html"
    path.write_text(page(loaded(tied, nodes, folder)), encoding="utf-8", newline="\n")
    chromium = os.environ.get("ACCORD_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        processes = browser.new_browser_cdp_session()

        def rendering() -> float:
            """Return the CPU time of those processes that draw pages."""
            found = processes.send("SystemInfo.getProcessInfo")["processInfo"]
            return sum(process["cpuTime"] for process in found if process["type"] == "renderer")

        shown = browser.new_page(viewport={"width": 1440, "height": 900})
        start = perf_counter()
        shown.goto(path.as_uri())
        shown.wait_for_selector('html[data-ready="1"]')
        print(f"\n{nodes:,} nodes, {len(tied):,} ties")
        print(f"ready after                         {perf_counter() - start:8.1f} s")
        print(f"lines drawn                         {shown.evaluate('window.__atlas.DE.length'):8,}")
        print(f"a year back on the slider           {min(shown.evaluate(_SLIDE) for _ in range(5)):8.2f} s")
        for words, script in (("dragging", _DRAG), ("zooming", _ZOOM), ("redrawing every line", _STILL)):
            before = rendering()
            rate = shown.evaluate(script)
            cpu = 1000 * (rendering() - before) / (3 * rate)
            print(f"{words:35} {rate:8.0f} frames a second, {cpu:.0f} CPU ms each")
        browser.close()


def main() -> None:
    """Make the page, and move it."""
    assert text_of("page.html")  # noqa: S101 -- the first read warms the disk
    with tempfile.TemporaryDirectory() as folder:
        making(pairs(_NODES, _TIES), Path(folder))
        if "--no-browser" not in sys.argv:
            for nodes, ties in ((1_000, 5_000), (_NODES, _TIES)):
                moving(pairs(nodes, ties), nodes, Path(folder))


if __name__ == "__main__":
    main()
