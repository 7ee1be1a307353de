"""Writes ``ontology.md`` from the ontology and ``cli.md`` from the command line: ``python docs/generate.py``.

Both pages follow from what they describe alone: no clock, no terminal, no path. A test compares them with
what this script would write.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
from pyoxigraph import parse

from accord.cli import accord
from accord.graph.answers.questions import load_questions
from accord.ontology import PREFIXES, load_taxonomy, ontology_files, rule_files
from accord.ontology.prefixes import compact, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from accord.graph.answers.questions import Parameter
    from accord.ontology import Kind

_MARK = "<!-- Written by docs/generate.py. Edit what it describes, and run it again. -->"
_SECTION = re.compile(r"# -- (.+?) -+")
_SUBJECT = re.compile(r"acc:(\w+)")

#: Term to property to values, all compact: ``{"acc:State": {"rdfs:label": ["state"], ...}, ...}``.
Facts = dict[str, dict[str, list[str]]]


def pages() -> dict[str, str]:
    """Return the name and the text of each generated page."""
    return {"cli.md": cli_page(), "ontology.md": ontology_page()}


# -- Markdown -----------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table, or nothing where it has no rows."""
    found = list(rows)
    if not found:
        return
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    for row in found:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


def page(title: str, lines: Iterable[str]) -> str:
    """Return a page under its title, with one line break at its end."""
    return "\n".join([f"# {title}", "", _MARK, "", *lines]).rstrip() + "\n"


# -- The ontology -------------------------------------------------------------------------------------


def ontology_page() -> str:
    """Return the page of classes, properties, kinds, values, rules and questions."""
    return page("The ontology", _ontology())


def _ontology() -> Iterator[str]:
    facts = _facts()
    head = next(f for f in facts.values() if "owl:Ontology" in f["rdf:type"])
    yield f"The ontology, version {head['owl:versionInfo'][0]}, says what the terms of the record mean."
    yield f"The prefix `acc:` stands for `{PREFIXES['acc']}`; the other prefixes are at the end of the page."
    yield "[The record](record.md) says how the classes and the properties are used."
    yield ""
    for path in ontology_files():
        for section, terms in _sections(path):
            if path.stem == "accord":
                yield from _core_section(section, terms, facts)
            elif path.stem == "values":
                yield from _value_section(terms, facts)
        if path.stem == "accord":
            yield from _kinds(facts)
    yield from _rules_and_questions()
    yield "## Prefixes"
    yield ""
    yield from table(("prefix", "namespace"), ((f"`{name}:`", f"`{iri}`") for name, iri in PREFIXES.items()))


def _facts() -> Facts:
    facts: Facts = {}
    for path in ontology_files():
        for triple in parse(path=str(path)):
            subject, predicate = compact(triple.subject.value), compact(triple.predicate.value)
            facts.setdefault(subject, {}).setdefault(predicate, []).append(compact(triple.object.value))
    return facts


def _sections(path: Path) -> list[tuple[str, list[str]]]:
    """Return the sections of a Turtle file, as its comments head them, with the terms in each."""
    found: list[tuple[str, list[str]]] = []
    for line in path.read_text("utf-8").splitlines():
        if head := _SECTION.fullmatch(line):
            found.append((head[1], []))
        elif (subject := _SUBJECT.fullmatch(line)) and found:
            found[-1][1].append(f"acc:{subject[1]}")
    return found


def _core_section(section: str, terms: list[str], facts: Facts) -> Iterator[str]:
    classes = [term for term in terms if "owl:Class" in facts[term]["rdf:type"]]
    properties = [term for term in terms if term not in classes]
    title, _, rest = section.partition(". ")
    yield f"## {title}"
    yield ""
    if rest:
        yield from (f"{rest}.", "")
    yield from table(
        ("class", "below", "meaning", "example"),
        ((f"`{t}`", _terms(facts[t], "rdfs:subClassOf"), *_meaning(facts[t])) for t in classes),
    )
    yield from table(
        ("property", "from", "to", "meaning", "example"),
        (
            (f"`{t}`", _terms(facts[t], "rdfs:domain"), _terms(facts[t], "rdfs:range"), *_meaning(facts[t]))
            for t in properties
        ),
    )


def _terms(fact: dict[str, list[str]], name: str) -> str:
    return ", ".join(f"`{value}`" for value in fact.get(name, []))


def _meaning(fact: dict[str, list[str]]) -> tuple[str, str]:
    example = fact.get("skos:example", [""])[0]
    is_code = re.fullmatch(r'["<].*|\S*\w|\w+:\S+ .* \.', example) is not None
    return fact["skos:definition"][0], f"`{example}`" if is_code else example


def _kinds(facts: Facts) -> Iterator[str]:
    taxonomy = load_taxonomy()
    yield "## Kinds of mechanism"
    yield ""
    yield "A kind stands below its parent and takes from it what it does not declare itself."
    yield "Depth runs from 1 (contact) to 10 (mutual defence)."
    yield "Tie shapes and force rules are defined among the values below."
    yield ""
    children: dict[str, list[Kind]] = {}
    for kind in taxonomy.kinds.values():
        children.setdefault(kind.lineage[1] if len(kind.lineage) > 1 else "", []).append(kind)
    for top in sorted(children[""], key=lambda kind: kind.name):
        yield f"### {_capital(top.label)}"
        yield ""
        yield from table(
            ("kind", "layer", "depth", "tie shape", "force rule", "meaning"),
            (
                (
                    f"{'&emsp;' * level}`acc:{kind.name}`",
                    kind.layer.name,
                    str(kind.depth),
                    taxonomy.labels[kind.tie_shape],
                    taxonomy.labels[kind.force_rule.name],
                    _kind_meaning(kind, facts[f"acc:{kind.name}"]),
                )
                for level, kind in _below(top, children, 0)
            ),
        )


def _kind_meaning(kind: Kind, fact: dict[str, list[str]]) -> str:
    also = f", also {', '.join(fact['skos:altLabel'])}" if "skos:altLabel" in fact else ""
    return " ".join([f"{_capital(kind.label)}{also}.", kind.definition, *fact.get("skos:note", [])])


def _below(kind: Kind, children: dict[str, list[Kind]], level: int) -> Iterator[tuple[int, Kind]]:
    yield level, kind
    for child in sorted(children.get(kind.name, []), key=lambda k: k.name):
        yield from _below(child, children, level + 1)


def _value_section(terms: list[str], facts: Facts) -> Iterator[str]:
    first = facts[terms[0]]
    if "owl:Class" in first["rdf:type"]:
        yield f"## Values: {first['rdfs:label'][0]}"
        yield ""
        yield f"`{terms[0]}`: {first['skos:definition'][0]}"
        yield ""
        yield from table(("value", "label", "meaning", "more"), (_value(term, facts[term]) for term in terms[1:]))
    else:
        yield from _core_section("Properties of values", terms, facts)


def _value(term: str, fact: dict[str, list[str]]) -> tuple[str, str, str, str]:
    shown = ("acc:family", "acc:rank", "acc:startsWith", "acc:endsWith", "skos:notation")
    more = [f"{local(name)}: {', '.join(fact[name])}" for name in shown if name in fact]
    return f"`{term}`", fact["rdfs:label"][0], fact["skos:definition"][0], "; ".join(more)


def _rules_and_questions() -> Iterator[str]:
    yield "## Rules"
    yield ""
    yield "Each rule is a SPARQL CONSTRUCT in `ontology/rules/` and draws ties that follow from records."
    yield ""
    heads = ((path.stem, path.read_text("utf-8").splitlines()) for path in rule_files())
    yield from table(("rule", "meaning"), ((f"`{name}`", lines[1].removeprefix("# ")) for name, lines in heads))
    yield "## Competency questions"
    yield ""
    yield "Each question is a SPARQL SELECT in `ontology/questions/`; `accord ask` answers it."
    yield "A parameter in brackets may be left out."
    yield ""
    questions = load_questions().values()
    yield from table(
        ("question", "meaning", "parameters"),
        ((f"`{q.name}`", q.description, ", ".join(map(_parameter, q.parameters))) for q in questions),
    )


def _parameter(parameter: Parameter) -> str:
    return f"`{parameter.name}`" if parameter.default is None else f"`[{parameter.name}]`"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# -- The command line ---------------------------------------------------------------------------------


def cli_page() -> str:
    """Return the page of commands and options."""
    return page("The command line", _cli())


def _cli() -> Iterator[str]:
    root = click.Context(accord, info_name="accord", **accord.context_settings)
    yield "`accord` prints data on stdout and notes on stderr, so that its answers can be piped."
    yield "`accord --help` and `accord COMMAND --help` print what this page says."
    yield ""
    yield from table(
        ("exit code", "meaning"),
        (
            ("0", "done"),
            ("1", "the answer is no: validation failed, `ASK` was false, or nothing was found under `--fail-empty`"),
            ("2", "wrong usage: an unknown command, option, name or date"),
            ("3", "could not run: a file that cannot be read, understood or written"),
        ),
    )
    yield from _command(accord, root)
    yield from table(
        ("command", "what it does"),
        (
            (f"[`{name}`](#accord-{name})", command.get_short_help_str(limit=200))
            for name, command in sorted(accord.commands.items())
        ),
    )
    yield from _commands(accord, root)


def _commands(group: click.Group, parent: click.Context) -> Iterator[str]:
    """Yield the commands of a group, those of a group among them after it."""
    for name, command in sorted(group.commands.items()):
        context = click.Context(command, info_name=name, parent=parent)
        yield from _command(command, context)
        if isinstance(command, click.Group):
            yield from _commands(command, context)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## `{context.command_path}`"
    yield ""
    yield "```text"
    yield " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield "```"
    yield ""
    yield from _help(command.help or "")
    options = [param for param in command.get_params(context) if isinstance(param, click.Option)]
    yield from table(("option", "meaning"), ((_spelling(option), _option(option)) for option in options))


def _help(text: str) -> Iterator[str]:
    """Yield a help text as Markdown: prose as it is, examples as code."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line.rstrip() for line in paragraph.strip("\n").splitlines()]
        if lines[0].strip() == "\b":
            indent = min((len(line) - len(line.lstrip()) for line in lines[2:]), default=0)
            yield from (lines[1].strip(), "", "```sh", *(line[indent:] for line in lines[2:]), "```", "")
        else:
            yield from (*(line.strip() for line in lines), "")


def _spelling(option: click.Option) -> str:
    if option.is_flag:
        value = ""
    elif isinstance(option.type, click.Choice):
        value = f" {'|'.join(map(str, option.type.choices))}"
    else:
        value = f" {option.metavar or option.type.name.upper()}"
    return f"`{', '.join(sorted(option.opts, key=len))}{value}`"


def _option(option: click.Option) -> str:
    default = f" Default: `{option.default}`." if option.show_default else ""
    return f"{option.help or ''}{default}"


if __name__ == "__main__":
    for name, text in pages().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
