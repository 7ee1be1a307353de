"""A graph that stays where it lies: in a store on disk, or behind a real SPARQL endpoint."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from accord.graph import FileError, KnowledgeGraph, RequestError, UnknownNameError
from accord.graph.answers.cite import cite
from accord.graph.answers.describe import describe, tie
from accord.graph.answers.query import run_query
from accord.graph.answers.questions import ask, load_questions
from accord.graph.loading import served as served_module
from accord.graph.loading.bulk import make_store
from accord.graph.loading.endpoint import Endpoint
from accord.graph.loading.served import ServedReading

from .serving import is_whole, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = "2025-06-30"


@pytest.fixture(scope="module")
def store(first_files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a store of the files that the op-ed speaks of, with what follows for a day."""
    folder = tmp_path_factory.mktemp("stores") / "first.store"
    statements, day = make_store(first_files, folder, shipped=False, at=DAY)
    assert statements > 10_000
    assert day == DAY
    return folder


@pytest.fixture(scope="module", params=["store", "endpoint"])
def apart(request: pytest.FixtureRequest, store: Path) -> Iterator[KnowledgeGraph]:
    """Give the graph as it is asked in a store on disk, and of a server."""
    if request.param == "store":
        yield KnowledgeGraph.load(store)
        return
    with serving(store) as address:
        yield KnowledgeGraph.load(address)


# -- answers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "chosen",
    [
        {"at": DAY},
        {"at": "2014-12-31", "layers": ["dialogue"], "possibly": True},
        {"between": ("2010", "2020"), "parties": "bilateral", "confidence": "medium", "organisations": False},
    ],
)
def test_networks_are_those_of_the_files(
    chosen: dict[str, Any], apart: KnowledgeGraph, japan_and_europe: KnowledgeGraph
) -> None:
    """Nodes, links, strengths and mechanisms are equal, and no record is fetched for them."""
    one, other = apart.slice(**chosen).network("depth"), japan_and_europe.slice(**chosen).network("depth")
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))
    assert one.graph == other.graph
    assert not is_whole(apart)


def test_large_graphs_pair_the_slice_alone(
    apart: KnowledgeGraph, japan_and_europe: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are too many pairs for all time, those of the slice are drawn, and are the same."""
    monkeypatch.setattr(served_module, "_PAIRS", 0)
    reading: Any = apart.reading  # asked anew
    fresh = KnowledgeGraph(ServedReading(reading.engine, "fresh"))
    for chosen in ({"at": DAY}, {"at": "2015-01-01", "possibly": True}):
        edges = sorted(fresh.slice(**chosen).network().edges(data="strength"))
        assert edges == sorted(japan_and_europe.slice(**chosen).network().edges(data="strength"))
    assert edges


@pytest.mark.parametrize("pair", [("Japan", "NATO"), ("France", "Germany"), ("JPN", "Italy")])
def test_ties_are_those_of_the_files(
    pair: tuple[str, str], apart: KnowledgeGraph, japan_and_europe: KnowledgeGraph
) -> None:
    """What ties two actors is told in the same words, with the same sources."""
    assert tie(apart, *pair) == tie(japan_and_europe, *pair)
    assert not is_whole(apart)


@pytest.mark.parametrize("name", ["Japan", "GCAP", "north-atlantic-treaty", "mech:japan-uk-acsa", "japan uk ACSA"])
def test_records_are_those_of_the_files(name: str, apart: KnowledgeGraph, japan_and_europe: KnowledgeGraph) -> None:
    """An actor, a mechanism and what is said of them are shown alike, whatever they are called by."""
    try:
        expected = describe(japan_and_europe, japan_and_europe.item(name))
    except UnknownNameError:
        with pytest.raises(UnknownNameError):
            apart.item(name)
        return
    assert describe(apart, apart.item(name)) == expected
    assert not is_whole(apart)


def test_an_unknown_name_is_refused(apart: KnowledgeGraph) -> None:
    """Close names of actors are suggested, and nothing of a name gets into the query but letters and digits."""
    with pytest.raises(UnknownNameError) as caught:
        apart.item("Jappan")
    assert "Japan" in caught.value.hint
    with pytest.raises(UnknownNameError):
        apart.mechanism('x") } DROP ALL #')


@pytest.fixture(scope="module")
def then(japan_and_europe: KnowledgeGraph) -> KnowledgeGraph:
    """Give the files as they are seen on the day, so that what follows is worked out once."""
    return japan_and_europe.slice(at=DAY)


@pytest.mark.parametrize("name", sorted(load_questions()))
def test_questions_are_answered_there(name: str, apart: KnowledgeGraph, then: KnowledgeGraph) -> None:
    """Each competency question has the same answer at the day for which the store was made, and is sent."""
    question = load_questions()[name]
    values = {p.name: DAY if p.name == "AT" else p.example for p in question.parameters}
    try:
        expected = ask(then, name, values)
    except UnknownNameError:
        with pytest.raises(UnknownNameError):
            ask(apart, name, values)
        return
    found = ask(apart.slice(at=DAY), name, values)
    assert found.rows == expected.rows
    assert found.about == expected.about
    assert not is_whole(apart)


def test_queries_are_sent(apart: KnowledgeGraph) -> None:
    """All forms of query, with the project's prefixes, over the union of all graphs."""
    assert apart.query("ASK { actor:JPN acc:partner|^acc:partner actor:GBR }") is True
    assert apart.query("ASK { actor:JPN a acc:Mechanism }") is False
    table: Any = apart.query("SELECT ?s { ?s acc:iso3 'JPN' }")
    assert table.rows == (("actor:JPN",),)
    assert "actor:JPN a acc:State" in str(apart.query("CONSTRUCT { ?s a ?c } { ?s acc:iso3 'JPN' ; a ?c }"))
    assert not is_whole(apart)


def test_sources_are_those_of_the_files(apart: KnowledgeGraph, japan_and_europe: KnowledgeGraph) -> None:
    """The sources of a record, of a tie and of an answer are cited without the whole record."""
    query = "SELECT ?m { ?m acc:party actor:JPN , actor:GBR }"
    for names in (["GCAP"], ["Japan", "France"], [query]):
        assert cite(apart, names) == cite(japan_and_europe, names)
    assert not is_whole(apart)


def test_what_needs_every_record_fetches_it(store: Path, japan_and_europe: KnowledgeGraph) -> None:
    """An export of the whole comes from all records, which are read once."""
    with serving(store) as address:
        kg = KnowledgeGraph.load(address)
        assert kg.export() == japan_and_europe.export()


def test_a_graph_too_large_is_not_read_whole(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the limit the message says how many statements there are, and what needs less."""
    monkeypatch.setattr(served_module, "MOST", 1000)
    kg = KnowledgeGraph.load(store)
    with pytest.raises(FileError, match="1,000 at most") as caught:
        kg.export()
    assert "Networks" in caught.value.hint
    assert kg.slice(at=DAY).network().number_of_edges() > 0


# -- places -----------------------------------------------------------------------------------------


def test_a_folder_is_all_files_below_it(tmp_path: Path) -> None:
    """Files of every RDF format below a folder are read; a folder without any is refused."""
    (tmp_path / "a").mkdir()
    acc, rdf = "https://w3id.org/accord-graph/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    (tmp_path / "a" / "one.ttl").write_text(f"<{acc}id/actor/A> a <{acc}ontology#State> .", encoding="utf-8")
    (tmp_path / "two.nt").write_text(f"<{acc}id/actor/B> <{rdf}type> <{acc}ontology#State> .\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no RDF", encoding="utf-8")
    assert sorted(a.id for a in KnowledgeGraph.load(tmp_path, shipped=False).record.actors.values()) == ["A", "B"]
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(FileError, match="without RDF files"):
        KnowledgeGraph.load(empty)


def test_a_store_is_a_graph_of_its_own(store: Path, tmp_path: Path) -> None:
    """It is not joined with others, not written over, and not left half made."""
    with pytest.raises(RequestError, match="a graph of its own"):
        KnowledgeGraph.load(store, tmp_path)
    with pytest.raises(FileError, match="there already"):
        make_store([], store)
    broken = tmp_path / "broken.ttl"
    broken.write_text("this is no Turtle", encoding="utf-8")
    with pytest.raises(FileError, match="line 1"):
        make_store([broken], tmp_path / "new.store", shipped=False)
    assert [path.name for path in tmp_path.iterdir()] == ["broken.ttl"]


# -- what can go wrong ------------------------------------------------------------------------------


class _Odd(BaseHTTPRequestHandler):
    """Answers each path in a wrong way of its own."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Answer as the path says."""
        self.rfile.read(int(self.headers["Content-Length"]))
        if "slow" in self.path:
            time.sleep(1)
        code = next((code for code in (302, 401, 404, 500) if str(code) in self.path), 200)
        kind = "text/html" if "html" in self.path else "application/sparql-results+json"
        body = b"<html>" if "html" in self.path else b"not JSON" if "garbage" in self.path else b'{"head":{}'
        if "boolean" in self.path:
            body = json.dumps({"head": {}, "boolean": True}).encode()
        self.send_response(code)
        self.send_header("Content-Type", kind)
        if code == 302:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def odd() -> Iterator[str]:
    """Give the address of a server that answers wrongly."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Odd)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("/500", "answered with 500", "log"),
        ("/404", "answered with 404", "/query or /sparql"),
        ("/401", "answered with 401", "password"),
        ("/302", "answered with 302", "has moved: give http://127.0.0.1:9/elsewhere"),
        ("/html", "answered with text/html", "/query or /sparql"),
        ("/garbage", "cannot be read", "/query or /sparql"),
        ("/cut", "cannot be read", "/query or /sparql"),
        ("/boolean", "another form", "/query or /sparql"),
        ("/slow", "sent nothing for 0.2 seconds", "ask again"),
    ],
)
def test_a_server_that_fails(path: str, message: str, hint: str, odd: str) -> None:
    """What the server did is told in one line, and what to do in another."""
    with pytest.raises(FileError, match=message) as caught:
        run_query(Endpoint(odd + path, timeout=0.2 if "slow" in path else 10), "SELECT ?s { ?s ?p ?o }")
    assert hint in caught.value.hint


def test_a_server_that_is_not_there() -> None:
    """An address at which nobody listens, and one that is none, are told apart from a server's failure."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FileError, match="cannot be reached"):
        KnowledgeGraph.load(f"http://127.0.0.1:{port}/query").reading.about  # noqa: B018  # pyright: ignore
    with pytest.raises(FileError, match="cannot be asked"):
        run_query(Endpoint("http://127.0.0.1:port/query"), "ASK {}")


def test_an_answer_has_a_limit(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that never ends does not fill the memory."""
    monkeypatch.setattr("accord.graph.loading.endpoint.LIMIT", 5)
    with pytest.raises(FileError, match="more than 5 bytes"):
        run_query(Endpoint(f"{odd}/boolean"), "ASK {}")
