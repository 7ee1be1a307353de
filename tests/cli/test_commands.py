"""The commands, as a person types them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from running import COLUMNS, ok, run

from accord.cli import accord
from accord.graph.loading.store import shipped_files

if TYPE_CHECKING:
    from pathlib import Path


#: The smallest file of the record: the whole takes a minute to validate.
_ABOUT = next(str(path) for path in shipped_files() if path.stem == "about")


def test_every_command_has_help_with_an_example() -> None:
    """Each command says what it does in one line and shows how it is called."""
    for name, command in accord.commands.items():
        text = ok(name, "--help")
        assert command.get_short_help_str(limit=200).endswith((".", "Turtle")), name
        assert "Example" in text, name


@pytest.mark.parametrize(
    "arguments",
    [
        ("info",),
        ("show", "Japan"),
        ("tie", "Japan", "Germany"),
        ("centrality",),
        ("questions",),
        ("source", "SEED"),
        ("ask", "allies", "STATE=Japan"),
        ("coverage",),
        ("timeline", "Japan", "France"),
        ("changes", "--between", "2024", "2025", "--actor", "Japan"),
    ],
)
def test_answers_fit_a_terminal_of_80_columns(arguments: tuple[str, ...]) -> None:
    """No line is wider than 80 columns, but for addresses, which are never broken."""
    from rich.cells import cell_len

    for line in ok(*arguments).splitlines():
        assert cell_len(line) <= COLUMNS or "://" in line, line


def test_a_tie_has_dates_status_kind_parties_and_sources_in_json() -> None:
    """The JSON of a tie carries ISO dates under the names of the field."""
    answer = json.loads(ok("tie", "Japan", "EU", "--format", "json"))
    found = {m["id"]: m for m in answer["mechanisms"]}
    treaty = found["eu-japan-strategic-partnership-agreement"]
    assert treaty["dates"] == {
        "negotiations_opened": "2013",
        "signed": "2018-07-17",
        "provisional_application": "2019-02-01",
        "entry_into_force": "2025-01-01",
    }
    assert (treaty["status"], treaty["kind"], treaty["holds"]) == ("in force", "strategic partnership agreement", True)
    assert {"JPN", "EU", "FRA"} <= {party["id"] for party in treaty["parties"]}
    assert all(source["title"] and source["confidence"] for source in treaty["sources"])
    assert any(source.get("url", "").startswith("https://") for source in treaty["sources"])


def test_a_near_miss_answers_why_not() -> None:
    """Japan and France negotiate a reciprocal access agreement: it is shown, and does not hold."""
    answer = json.loads(ok("tie", "Japan", "France", "--layer", "access", "--format", "json"))
    assert answer["holding"] == 0
    assert [m["status"] for m in answer["mechanisms"]] == ["under negotiation"]
    assert "under negotiation" in ok("tie", "Japan", "France", "--layer", "access")


def test_a_tie_at_a_date_tells_the_status_then() -> None:
    """In 2018 the strategic partnership agreement was signed and not in force."""
    answer = json.loads(ok("tie", "JPN", "EU", "--at", "2018-12-31", "--format", "json"))
    status = {m["id"]: m["status"] for m in answer["mechanisms"]}
    assert status["eu-japan-strategic-partnership-agreement"] == "signed, not in force"
    assert status["eu-japan-security-and-defence-partnership"] == "not yet begun"


def test_no_mechanism_between_two_actors() -> None:
    """Nothing recorded is said as such, and exits with 1 where that is asked for."""
    assert "no mechanism between them is recorded" in ok("tie", "Iceland", "Indonesia")
    assert run("tie", "Iceland", "Indonesia", "--fail-empty").exit_code == 1


@pytest.mark.parametrize("table_format", ["table", "json", "jsonl", "csv", "tsv", "md"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("centrality", "--top", "3"),
        ("info",),
        ("questions",),
        ("tie", "Japan", "Germany"),
        ("show", "Japan"),
        ("source", "SEED"),
        ("query", "SELECT ?m WHERE { ?m a acc:TwoPlusTwoDialogue } ORDER BY ?m"),
        ("ask", "allies", "STATE=Japan"),
        ("coverage",),
        ("timeline", "Japan", "France"),
        ("changes", "--between", "2024", "2025"),
        ("validate", "--only", _ABOUT),
    ],
    ids=lambda arguments: arguments[0],
)
def test_every_listing_speaks_every_format(arguments: tuple[str, ...], table_format: str) -> None:
    """JSON is strict, JSON lines are lines of JSON, and CSV has as many cells in every row."""
    text = ok(*arguments, "--format", table_format)
    if table_format == "json":
        json.loads(text, parse_constant=pytest.fail)
    elif table_format == "jsonl":
        assert all(isinstance(json.loads(line), dict) for line in text.splitlines())
    elif table_format in ("csv", "tsv"):
        rows = list(csv.reader(io.StringIO(text), delimiter="," if table_format == "csv" else "\t"))
        assert len({len(row) for row in rows}) == 1
    elif table_format == "md":
        assert text.startswith("| ")
    else:
        assert text


def test_output_goes_to_a_file_and_the_note_to_stderr(tmp_path: Path) -> None:
    """With -o the answer is in the file; the note is on stderr, and --quiet leaves it out."""
    path = tmp_path / "ranks.csv"
    result = run("centrality", "--format", "csv", "-o", str(path))
    assert (result.stdout, result.stderr) == ("", f"wrote {path}\n")
    assert path.read_text(encoding="utf-8").startswith("rank,actor,id,value,note\n")
    assert run("--quiet", "centrality", "-o", str(path)).stderr == ""


def test_verbose_says_what_was_read_and_sliced() -> None:
    """Details are on stderr, and the data alone on stdout."""
    result = run("-v", "centrality", "--top", "1", "--format", "csv", "--at", "2014-12-31")
    assert "slice: at 2014-12-31" in result.stderr
    assert result.stdout.count("\n") == 2


def test_centrality_states_what_it_rests_on() -> None:
    """Projection, slice and weight stand above the ranks."""
    text = ok("centrality", "--measure", "pagerank", "--at", "2014-12-31", "--layer", "dialogue", "--top", "3")
    assert "projection: one-mode co-participation" in text
    assert "slice: at 2014-12-31; certainly in force; layers: dialogue" in text
    assert "reads: strength" in text


def test_export_is_turtle_of_the_whole_record() -> None:
    """Without options the whole record comes as Turtle; a slice leaves out what did not hold."""
    assert "mech:japan-germany-2-plus-2 a acc:TwoPlusTwoDialogue" in ok("export")
    assert "mech:japan-germany-2-plus-2" not in ok("export", "--at", "2014-12-31")
    assert "mech:japan-france-2-plus-2" in ok("export", "--between", "2013", "2014", "--layer", "dialogue")


def test_view_writes_a_page(tmp_path: Path) -> None:
    """The page is one HTML file; - writes it to stdout."""
    path = tmp_path / "page.html"
    assert ok("view", "-o", str(path)) == ""
    page = path.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert ok("view", "-o", "-") == page


def test_view_opens_the_browser_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--open launches what was written; there is nothing to open where the page goes to stdout."""
    launched: list[str] = []
    monkeypatch.setattr("click.launch", launched.append)
    path = tmp_path / "page.html"
    ok("view", "-o", str(path), "--open")
    assert launched == [str(path)]
    assert run("view", "-o", "-", "--open").exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "SELECT ?x WHERE { ?x a acc:BasingAgreement ; acc:party actor:VAT }"),
        ("ask", "allies", "STATE=Switzerland"),
        ("export", "--at", "1300-01-01"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_an_empty_answer_fails_where_that_is_asked_for(arguments: tuple[str, ...]) -> None:
    """An empty answer exits with 0, and with 1 under --fail-empty."""
    assert run(*arguments).exit_code == 0
    assert run(*arguments, "--fail-empty").exit_code == 1


@pytest.mark.parametrize(
    ("sparql", "exit_code", "stdout"),
    [
        ("ASK { actor:JPN acc:ally|^acc:ally actor:USA }", 0, "true\n"),
        ("ASK { actor:JPN acc:ally|^acc:ally actor:CHN }", 1, "false\n"),
    ],
)
def test_ask_answers_with_its_exit_code(sparql: str, exit_code: int, stdout: str) -> None:
    """True exits with 0, false with 1."""
    result = run("query", sparql)
    assert (result.exit_code, result.stdout) == (exit_code, stdout)


def test_a_query_from_stdin_a_file_and_the_command_line(tmp_path: Path) -> None:
    """The three ways to give a query have the same answer."""
    sparql = "SELECT ?label WHERE { actor:JPN skos:prefLabel ?label }"
    path = tmp_path / "query.rq"
    path.write_text(sparql, encoding="utf-8")
    answers = {ok("query", sparql), ok("query", str(path)), run("query", "-", input=sparql).stdout}
    assert len(answers) == 1
    assert "Japan" in answers.pop()


def test_a_query_sees_the_slice() -> None:
    """Japan and the United States were no allies under the treaty of 1960 in 1950."""
    ally = "ASK { actor:JPN acc:ally|^acc:ally actor:USA }"
    assert run("query", ally, "--at", "1950-01-01").stdout == "false\n"


def test_construct_answers_in_turtle() -> None:
    """CONSTRUCT and DESCRIBE come as Turtle with the project's prefixes."""
    text = ok("query", "CONSTRUCT { ?s skos:prefLabel ?l } WHERE { ?s a acc:State ; skos:prefLabel ?l }")
    assert text.startswith("@prefix actor:")
    assert 'actor:JPN skos:prefLabel "Japan"@en .' in text


def test_show_tells_claims_under_their_holder() -> None:
    """A claim about an actor stands apart, with who holds it and who reports it."""
    text = ok("show", "Iwaya Takeshi")
    assert "claim: Iwaya Takeshi, as Sun Wenzhu reports (hope)" in text


def test_source_counts_every_sentence() -> None:
    """The op-ed is shown sentence by sentence."""
    text = ok("source", "SEED")
    assert text.count("Sentence ") == 24
    assert "(contradicted)" in text


@pytest.mark.parametrize(
    ("arguments", "head"),
    [
        (("Japan", "France"), "AFP"),
        (("GCAP", "--format", "bibtex"), "@misc{"),
        (("allies", "STATE=Japan", "--format", "csl"), "["),
    ],
)
def test_cite_prints_the_sources_behind_an_answer(arguments: tuple[str, ...], head: str) -> None:
    """A tie, a record and a question are cited in the three formats."""
    assert ok("cite", *arguments).startswith(head)


def test_a_parameter_of_a_citation_must_be_one() -> None:
    """A value without a question is wrong usage."""
    assert run("cite", "Japan", "AT=2020-01-01").exit_code == 2


def test_coverage_tells_what_is_unverified_at_its_head() -> None:
    """The share of records that rest on unverified evidence alone stands in the first lines."""
    assert "rest on unverified" in " ".join(ok("coverage").splitlines()[:5])


def test_versions_of_code_and_record() -> None:
    """--version tells both."""
    assert ok("--version") == "accord 0.1.0, record 0.5.0, checked to 2026-12-01\n"


def test_own_files_join_or_replace_the_record(tmp_path: Path) -> None:
    """--graph adds a file; with --only it stands alone."""
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix acc: <https://w3id.org/accord-graph/ontology#> .\n"
        "@prefix actor: <https://w3id.org/accord-graph/id/actor/> .\n"
        "@prefix mech: <https://w3id.org/accord-graph/id/mechanism/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        'actor:A a acc:State ; skos:prefLabel "State A"@en .\n'
        'actor:B a acc:State ; skos:prefLabel "State B"@en .\n'
        'mech:m a acc:TwoPlusTwoDialogue ; acc:party actor:A , actor:B ; acc:established "2020-01-01"^^xsd:date .\n',
        encoding="utf-8",
    )
    assert "2+2 dialogue: active" in ok("tie", "State A", "State B", "--graph", str(path))
    alone = json.loads(ok("info", "--graph", str(path), "--only", "--format", "json"))
    assert {"what": "actors", "which": "State", "count": 2} in alone["rows"]


def test_a_store_takes_the_place_of_the_record(tmp_path: Path) -> None:
    """`accord load` makes a store, and every command reads it with --graph."""
    path = tmp_path / "own.ttl"
    path.write_text(
        "@prefix acc: <https://w3id.org/accord-graph/ontology#> .\n"
        "@prefix actor: <https://w3id.org/accord-graph/id/actor/> .\n"
        "@prefix mech: <https://w3id.org/accord-graph/id/mechanism/> .\n"
        "actor:A a acc:State . actor:B a acc:State .\n"
        'mech:m a acc:DefencePact ; acc:party actor:A , actor:B ; acc:entryIntoForce "2000-01-01"^^'
        "<http://www.w3.org/2001/XMLSchema#date> .\n",
        encoding="utf-8",
    )
    store = str(tmp_path / "own.store")
    result = run("load", str(path), "--only", "-o", store, "--at", "2020-01-01")
    assert result.exit_code == 0
    assert "with what follows for 2020-01-01" in result.stderr
    assert ok("query", "--graph", store, "--at", "2020-01-01", "ASK { actor:A acc:partner actor:B }") == "true\n"
    assert json.loads(ok("tie", "A", "B", "--graph", store, "--format", "json"))["holding"] == 1
    assert run("load", "--only", "-o", store).exit_code == 2
    bare = str(tmp_path / "bare.store")
    assert run("load", str(path), "-o", bare, "--records-only", "--at", "2020-01-01").exit_code == 2
    result = run("load", str(path), "--only", "-o", bare, "--records-only")
    assert result.stderr.endswith("with nothing that follows from them\n")
    # What reads nothing that follows has an answer on any day.
    asked = run("query", "--graph", bare, "--at", "1900-01-01", "SELECT ?s { ?s acc:iso3 ?code }")
    assert asked.exit_code == 0
