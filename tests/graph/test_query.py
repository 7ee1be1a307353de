"""SPARQL queries: their four forms, their errors, and what they may not do."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Store

from accord.graph import QueryError, RequestError, Table
from accord.graph.answers.query import run_query

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accord.graph import KnowledgeGraph


@pytest.fixture
def store() -> Store:
    """Give two small graphs that share a triple."""
    found = Store()
    found.update(
        """
        PREFIX acc: <https://w3id.org/accord-graph/ontology#>
        PREFIX actor: <https://w3id.org/accord-graph/id/actor/>
        INSERT DATA {
          GRAPH <urn:one> { actor:JPN a acc:State ; acc:cow 740 . }
          GRAPH <urn:two> { actor:FRA a acc:State ; acc:iso2 "FR" . }
        }
        """
    )
    return found


# -- forms ------------------------------------------------------------------------------------------


def test_select_gives_a_table(store: Store) -> None:
    """SELECT reads the union of all graphs with the project's prefixes."""
    table = run_query(store, "SELECT ?s ?cow ?iso2 { ?s a acc:State OPTIONAL { ?s acc:cow ?cow } "
                      "OPTIONAL { ?s acc:iso2 ?iso2 } } ORDER BY ?s")  # fmt: skip
    assert table == Table(("s", "cow", "iso2"), (("actor:FRA", None, "FR"), ("actor:JPN", 740, None)))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("<http://example.org/x>", "http://example.org/x"),
        ("acc:State", "acc:State"),
        ("'text'@en", "text"),
        ("7", 7),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("0e0/0e0", "NaN"),
        ("true", True),
        ("false", False),
        ("'2024-12-31'^^xsd:date", "2024-12-31"),
        ("'2014'^^xsd:gYear", "2014"),
        ("STRDT('abc', xsd:integer)", "abc"),
        ("STRDT('maybe', xsd:boolean)", "maybe"),
        ("1/0", None),
    ],
)
def test_values(expression: str, value: object, store: Store) -> None:
    """IRIs are compacted, numbers and booleans are such, all else is text, and what is unbound is None."""
    table = run_query(store, f"SELECT ({expression} AS ?x) {{}}")
    assert isinstance(table, Table)
    ((found,),) = table.rows
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("code", "answer"), [("JPN", True), ("XXX", False)])
def test_ask_gives_a_boolean(code: str, answer: bool, store: Store) -> None:
    """ASK gives a plain boolean."""
    assert run_query(store, f"ASK {{ actor:{code} a acc:State }}") is answer


def test_construct_and_describe_give_turtle(store: Store) -> None:
    """CONSTRUCT and DESCRIBE give sorted Turtle in which a triple stands once."""
    text = run_query(store, "CONSTRUCT { ?s a acc:Actor } { ?s a acc:State }")
    assert text == (
        "@prefix acc: <https://w3id.org/accord-graph/ontology#> .\n"
        "@prefix actor: <https://w3id.org/accord-graph/id/actor/> .\n"
        "\nactor:FRA a acc:Actor .\n\nactor:JPN a acc:Actor .\n"
    )
    assert "acc:cow 740" in str(run_query(store, "DESCRIBE actor:JPN"))


def test_own_prefixes_win(store: Store) -> None:
    """A query may repeat a prefix of the project or give it another meaning."""
    assert run_query(store, "PREFIX acc: <https://w3id.org/accord-graph/ontology#> ASK { ?s a acc:State }") is True
    assert run_query(store, "PREFIX acc: <urn:other#> ASK { ?s a acc:State }") is False


def test_graphs_can_be_chosen(store: Store) -> None:
    """FROM and GRAPH choose among the graphs at hand, and FROM fetches nothing."""
    assert run_query(store, "ASK FROM <urn:two> { actor:JPN a acc:State }") is False
    assert run_query(store, "ASK FROM <urn:two> FROM <urn:one> { actor:JPN a acc:State }") is True
    assert run_query(store, "ASK { GRAPH <urn:one> { actor:JPN a acc:State } }") is True
    assert run_query(store, "ASK FROM <file:///etc/passwd> { ?s ?p ?o }") is False


@pytest.mark.parametrize(
    ("sparql", "both"),
    [
        ("# which come from where\nSELECT (COUNT(*) AS ?from) { ?where a acc:State }", True),
        ("SELECT (COUNT(*) AS ?n) { ?wherefrom a acc:State OPTIONAL { ?wherefrom acc:takenFrom 'FROM' } }", True),
        ("SELECT (COUNT(*) AS ?n) { ?s a acc:State } # FROM <urn:two>", True),
        ("# from one\nSELECT (COUNT(*) AS ?from)FROM <urn:two> { ?s a acc:State }", False),
        ("SELECT (COUNT(*) AS ?n) # ?\nfrom <urn:two> { ?s a acc:State }", False),
        ("SELECT (COUNT(*) AS ?n) # :\nFROM<urn:two> { ?from a acc:State }", False),
    ],
)
def test_only_the_keyword_chooses_graphs(sparql: str, both: bool, store: Store) -> None:
    """The letters of FROM in a comment, a variable, a property or a text leave the union; as a keyword they do not."""
    table = run_query(store, sparql)
    assert isinstance(table, Table)
    assert table.rows == ((2 if both else 1,),)


def test_the_whole_graph_is_queried(kg: KnowledgeGraph) -> None:
    """What is stated, what is completed and what is derived are all there."""
    assert kg.query("ASK { actor:JPN acc:ally actor:USA }") is True
    assert kg.query("ASK { mech:japan-uk-acsa acc:during/acc:startEarliest '2017-01-01'^^xsd:date }") is True


# -- errors -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sparql", "where"),
    [
        ("SELECT * { ?s ?p", "line 1 of the query, column 17: "),
        ("SELECT *\nWHERE {\n  ?s ?p ?o ?x }", "line 3 of the query, column 16: "),
        ("", "line 1 of the query, column 1: "),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "line 1 of the query, column "),
        ("# only a comment", "line 1 of the query, column "),
    ],
)
def test_bad_syntax_names_the_line(sparql: str, where: str, store: Store) -> None:
    """What cannot be read is reported in one line, with the place in the query as it was given."""
    with pytest.raises(QueryError) as caught:
        run_query(store, sparql)
    assert str(caught.value).startswith(where)
    assert "\n" not in str(caught.value)


def test_an_unknown_prefix_is_named_as_such(store: Store) -> None:
    """The message says that it is the prefix, and the hint lists those that are known."""
    with pytest.raises(QueryError, match=r"line 2 of the query, column \d+: a prefix that is not declared") as caught:
        run_query(store, "SELECT *\n{ ?s foaff:name ?o }")
    assert "foaf" in caught.value.hint


def test_text_that_is_no_unicode_is_an_error(store: Store) -> None:
    """A lone surrogate is refused in the project's own terms."""
    with pytest.raises(RequestError):
        run_query(store, "ASK { ?s ?p '\ud800' }")


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { actor:X a acc:State }",
        "delete where { ?s ?p ?o }",
        "# SELECT\nPREFIX select: <urn:x#>\nBASE <urn:y>\nCLEAR ALL",
        "LOAD <file:///etc/passwd>",
        "WITH <urn:one> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(update: str, store: Store) -> None:
    """An update is named as one, and changes nothing."""
    before = len(store)
    with pytest.raises(QueryError, match="is an update, and the graph is only ever read"):
        run_query(store, update)
    assert len(store) == before


# -- no network -------------------------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server on this machine, and the list of requests that reached it."""
    requests: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_error(404)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}/", requests
    httpd.shutdown()
    thread.join()
    httpd.server_close()


SERVICES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE<URL>{ ?s ?p ?o } }",
    "SELECT * { # a comment\nSERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p '# no comment' SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p <urn:x#fragment> SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'it\\'s # here' SERVICE <URL> { ?s ?p ?o } }",
    'SELECT * { ?s ?p """a " # b""" SERVICE <URL> { ?s ?p ?o } }',
    "SELECT * { ?s ?p '''a ' # b''' SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p ex:a\\#b SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1e5SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICEex:sparql { ?s ?p ?o } }",
    "SELECT * { SERVICESILENTex:sparql { ?s ?p ?o } }",
    "SELECT * { SERVICE ex:sparql { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?where) SERVICE ?where { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } } }",
    "SELECT * { FILTER(1<2) SERVICE <URL> { ?s ?p ?o } FILTER(2>1) }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { # a comment \\u000A SERVICE <URL> { ?s ?p ?o } \n }",
    "ASK { SERVICE <URL> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
]


@pytest.mark.parametrize("sparql", SERVICES)
def test_service_is_refused(sparql: str, server: tuple[str, list[str]], store: Store) -> None:
    """No spelling of SERVICE gets past, and nothing reaches the server."""
    url, requests = server
    with pytest.raises(QueryError, match="no query reaches the network"):
        run_query(store, f"PREFIX ex: <{url}>\n{sparql.replace('URL', url)}")
    assert requests == []


def test_the_server_would_have_been_reached(server: tuple[str, list[str]], store: Store) -> None:
    """Without the guard the engine does send such a query, so that the test above shows something."""
    url, requests = server
    with pytest.raises((OSError, RuntimeError)):
        list(store.query(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}"))
    assert len(requests) == 1


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s acc:service ?SERVICE }",
        "SELECT ?service { ?s acc:service $service }",
        "SELECT * { ?s ?p 'SERVICE <urn:x> {}' }",
        'SELECT * { ?s ?p """SERVICE\n"quoted" <urn:x> {}""" }',
        "SELECT * { ?s ?p <urn:SERVICE> }",
        "SELECT * { ?s ?p ?o } # SERVICE <urn:x> {}",
        "SELECT * { ?s ?p 'x'@service }",
        "SELECT * { ?s ?p 'it\\'s SERVICE' }",
    ],
)
def test_the_word_is_harmless_elsewhere(sparql: str, store: Store) -> None:
    """In names, strings, IRIs, comments and language tags the word is no keyword."""
    assert isinstance(run_query(store, sparql), Table)
