"""The documentation says what the code does: its commands exist, its examples run, its links lead somewhere."""

from __future__ import annotations

import doctest
import importlib.util
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import pytest
from click.testing import CliRunner

from accord.cli import accord
from accord.graph import KnowledgeGraph
from accord.graph.answers.query import run_query
from accord.graph.answers.questions import read_question

if TYPE_CHECKING:
    from types import ModuleType

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
HAND_WRITTEN: Final = [path for path in PAGES if path.name not in ("cli.md", "ontology.md")]

_BLOCK: Final = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CALL: Final = re.compile(r"(?:^|[`$/(\s])accord (?:-\S+ )*([a-z][a-z-]+)", re.MULTILINE)
_CONSOLE: Final = re.compile(r"^\$ accord (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_LINK: Final = re.compile(r"\]\(([^)\s]+)\)")


def _generator() -> ModuleType:
    """Import the script that writes the generated pages, which is in no package."""
    spec = importlib.util.spec_from_file_location("accord_docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _blocks(path: Path, language: str) -> list[str]:
    """Return the code blocks of a page in one language."""
    return [code for name, code in _BLOCK.findall(path.read_text(encoding="utf-8")) if name == language]


def _code(path: Path) -> str:
    """Return all that a page sets as code, in blocks and in lines."""
    text = path.read_text(encoding="utf-8")
    inline = re.findall(r"`([^`\n]+)`", _BLOCK.sub("", text))
    return "\n".join([*(code for _, code in _BLOCK.findall(text)), *inline])


def _named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _commands(path: str = "accord", command: click.Command = accord) -> list[tuple[str, click.Command]]:
    """Return a command by its whole name, and those of a group after it."""
    inner = command.commands.items() if isinstance(command, click.Group) else ()
    return [(path, command), *(found for name, one in inner for found in _commands(f"{path} {name}", one))]


def _anchors(path: Path) -> set[str]:
    """Return the anchors that a page's headings have where it is shown."""
    prose = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    heads = re.findall(r"^#+ (.+)$", prose, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_the_pages_are_there() -> None:
    """The README, the guide for contributors, the changelog and the pages of the documentation exist."""
    expected = {"README.md", "CONTRIBUTING.md", "CHANGELOG.md"} | {
        f"docs/{name}.md" for name in ("README", "cli", "ontology", "python", "record", "slices")
    }
    assert expected <= {_named(path) for path in PAGES}


@pytest.mark.parametrize("name", ["cli.md", "ontology.md"])
def test_generated_pages_are_current(name: str) -> None:
    """A generated page is what ``python docs/generate.py`` would write."""
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == _generator().pages()[name], "run: python docs/generate.py"


def test_pages_are_generated_alike_each_time() -> None:
    """Two runs of the generator write the same bytes."""
    assert _generator().pages() == _generator().pages()


@pytest.mark.parametrize(("path", "command"), _commands())
def test_each_command_and_option_is_documented(path: str, command: click.Command) -> None:
    """The page on the command line has every command and each of its options, and all have help texts."""
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    _, found, section = page.partition(f"\n## `{path}`\n")
    section = section.partition("\n## ")[0]
    assert found
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name
            assert all(re.search(rf"[`\s]{re.escape(name)}[`,\s]", section) for name in option.opts), option.name


@pytest.mark.parametrize("path", PAGES, ids=_named)
def test_documented_commands_exist(path: Path) -> None:
    """Whatever a page calls as ``accord NAME`` is a command, or one that the page itself adds."""
    known = set(accord.commands)
    added = re.findall(r"^def (\w+)\(kg:", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(_CALL.findall(_code(path))) <= known | set(added)


@pytest.mark.parametrize("path", PAGES, ids=_named)
def test_documented_options_exist(path: Path) -> None:
    """Every option after ``accord NAME`` in a block of commands is one that the command has."""
    for line in "\n".join([*_blocks(path, "sh"), *_blocks(path, "console")]).splitlines():
        call = re.search(r"\baccord ([a-z][a-z-]*)(.*)", line.partition(" #")[0].partition(" | ")[0])
        if call is None or call[1] not in accord.commands:
            continue
        command = accord.commands[call[1]]
        if isinstance(command, click.Group) and (inner := call[2].split()):
            command = command.commands[inner[0]]
        known = {name for option in command.params for name in option.opts} | {"--help", "-h"}
        assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", call[2])) <= known, line


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=_named)
def test_python_examples_run(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples of a page run in their order and print what the page shows."""
    monkeypatch.chdir(tmp_path)
    blocks = _blocks(path, "python")
    names: dict[str, object] = {"__name__": "__main__"}
    for block in blocks:
        if ">>>" in block:
            examples = doctest.DocTestParser().get_doctest(block, names, _named(path), str(path), 0)
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            assert runner.run(examples, clear_globs=False).failed == 0
            names.update(examples.globs)
        elif "from ." in block:  # part of a module: it stands in no package here
            compile(block, str(path), "exec")
        else:
            exec(compile(block, str(path), "exec"), names)  # noqa: S102 - our own page


@pytest.mark.parametrize("path", HAND_WRITTEN, ids=_named)
def test_console_examples_print_what_they_show(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command after ``$`` prints the lines below it; a last line of three dots leaves the rest out."""
    monkeypatch.chdir(tmp_path)
    for call, shown in re.findall(
        r"^\$ accord (.+)\n((?:(?!\$ ).*\n)*)", "".join(_blocks(path, "console")), re.MULTILINE
    ):
        result = CliRunner().invoke(accord, shlex.split(call), prog_name="accord")
        assert result.exit_code == 0, call
        if shown.strip():
            start, cut, _ = shown.rstrip().partition("\n...")
            assert result.stdout.startswith(start) if cut else result.stdout.rstrip() == start, call


@pytest.mark.parametrize("path", PAGES, ids=_named)
def test_links_between_pages_resolve(path: Path) -> None:
    """A link that stays in the tree leads to a file, and to a heading of it where it names one."""
    for link in _LINK.findall(_BLOCK.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", link):
            assert link.startswith("https://"), link
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


@pytest.fixture
def worked_example(tmp_path: Path, first_record: None) -> Path:
    """Give the file of the treaty that the guide for contributors adds."""
    (turtle,) = _blocks(ROOT / "CONTRIBUTING.md", "turtle")
    path = tmp_path / "japan-philippines-raa.ttl"
    path.write_text(turtle, encoding="utf-8")
    return path


def test_the_worked_example_validates(worked_example: Path) -> None:
    """The treaty conforms beside the shipped record, in the words that the guide shows."""
    result = CliRunner().invoke(accord, ["validate", str(worked_example)], prog_name="accord")
    assert result.exit_code == 0, result.output
    assert result.stdout in _blocks(ROOT / "CONTRIBUTING.md", "text")


def test_the_worked_example_makes_the_tie_that_it_promises(worked_example: Path) -> None:
    """The example ties Japan and the Philippines from its entry into force, and not before."""
    name = "example-japan-philippines-raa"
    more = KnowledgeGraph.load(worked_example)
    for day, status, holds in (("2025-09-10", "signed, not in force", False), ("2025-09-11", "in force", True)):
        then = more.slice(at=day)
        (tie,) = [dyad for dyad in then.tie("Japan", "Philippines") if dyad.mechanism.id == name]
        assert (tie.mechanism.status(then.today), then.at.holds(tie.interval)) == (status, holds)


#: The message that the guide explains to the fault that brings it about: what is replaced, and by what.
FAULTS: Final = {
    "It names a record that is not in the graph": ("actor:PHL", "actor:PHI"),
    "It uses a term that the ontology does not have": ("acc:signed", "acc:singed"),
    "It rests on no evidence": ("acc:evidence ev:", "dcterms:relation ev:"),
    "Evidence that was seen says where it stands": ('  acc:locator "first paragraph and point 1" ;\n', ""),
    "Evidence rests on this source, which nobody has opened": ("acc:consulted", "dcterms:available"),
    "An alternative label names its language": ('RAA"@en', 'RAA"'),
    "A mechanism has exactly one kind": (" acc:ReciprocalAccessAgreement", " acc:Dialogue , acc:AccessAgreement"),
    "A mechanism of this kind has exactly two parties": (", actor:PHL", ""),
    "acc:entryIntoForce takes one date": ('"2025-09-11"^^xsd:date', '"11 September 2025"'),
    "acc:entryIntoForce is too early for acc:signed": ('"2025-09-11"', '"2024-06-11"'),
    "Parser error at line": ("actor:PHL ;", "actor:PHL"),
}


@pytest.mark.parametrize("message", FAULTS)
def test_the_guide_quotes_the_validator(message: str, worked_example: Path) -> None:
    """Each fault that the guide explains is reported in the words that it quotes."""
    right, wrong = FAULTS[message]
    good = worked_example.read_text(encoding="utf-8")
    assert right in good
    worked_example.write_text(good.replace(right, wrong), encoding="utf-8")
    result = CliRunner().invoke(accord, ["validate", str(worked_example)], prog_name="accord")
    assert message in result.output
    assert result.exit_code == (3 if message.startswith("Parser") else 1)


def test_the_guide_explains_messages_that_are_tested() -> None:
    """The guide's table of messages and the faults above are the same list."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("| message |")[2].partition("\n\n")[0]
    assert [row.split(" | ")[0].removeprefix("| ") for row in table.splitlines()[2:]] == list(FAULTS)


def test_the_question_of_the_guide_has_an_answer(tmp_path: Path, kg: KnowledgeGraph) -> None:
    """The competency question that the guide adds is well formed and finds something."""
    from pyoxigraph import NamedNode

    (sparql,) = _blocks(ROOT / "CONTRIBUTING.md", "sparql")
    path = tmp_path / "hosted-exercises.rq"
    path.write_text(sparql, encoding="utf-8")
    question = read_question(path)
    (parameter,) = question.parameters
    answer = run_query(kg.store, question.with_values({parameter.name: NamedNode(kg.actor(parameter.example).iri)}))
    assert not isinstance(answer, (str, bool))
    assert len(answer.rows) == len(set(answer.rows)) > 0


def test_the_kind_of_the_guide_uses_known_terms(kg: KnowledgeGraph) -> None:
    """The kind that the guide adds stands below a kind of the ontology and declares what kinds declare."""
    from pyoxigraph import RdfFormat, parse

    from accord.ontology import PREFIXES, load_taxonomy, terms
    from accord.ontology.prefixes import local

    (turtle,) = _blocks(ROOT / "CONTRIBUTING.md", "ttl")
    heads = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    triples = list(parse(heads + turtle, format=RdfFormat.TURTLE))
    (parent,) = [t.object.value for t in triples if t.predicate.value == f"{PREFIXES['rdfs']}subClassOf"]
    assert local(parent) in load_taxonomy().kinds
    assert local(triples[0].subject.value) not in load_taxonomy().kinds
    declared = {t.predicate.value for t in triples if t.predicate.value.startswith(terms.ACC)}
    assert declared <= {terms.layer, terms.depth, terms.tieShape, terms.forceRule}
