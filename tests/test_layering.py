"""Imports point one way: the command line to the graph, the graph to the ontology."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import resolve_name
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import networkx as nx
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).parents[1]
ROOMS: Final = ("ontology", "graph", "cli")


class Import(NamedTuple):
    """One imported name and where it stands."""

    module: str
    line: int
    target: str
    level: int
    runs_at_import: bool


def sources() -> dict[str, Path]:
    """Return every module of the package by its full name; packages go by their own name."""
    paths = [ROOT / "__init__.py", *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    names = {path: ".".join(("accord", *path.relative_to(ROOT).with_suffix("").parts)) for path in paths}
    return {name.removesuffix(".__init__"): path for path, name in names.items()}


def waits(node: ast.stmt) -> bool:
    """Say whether what `node` holds is passed over at import: a function, or an ``if TYPE_CHECKING:``."""
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)


def statements(body: list[ast.stmt], runs: bool = True) -> Iterator[tuple[ast.stmt, bool]]:
    """Yield every statement, at any depth, and whether it runs when its module is imported."""
    for node in body:
        yield node, runs
        inner_runs = runs and not waits(node)
        for child in ast.iter_child_nodes(node):
            # `except` handlers and `match` cases hold statements without being statements.
            if isinstance(child, ast.stmt):
                yield from statements([child], inner_runs)
            elif isinstance(child, ast.ExceptHandler | ast.match_case):
                yield from statements(child.body, inner_runs)


def imports() -> Iterator[Import]:
    """Yield every import in the package, with its target as a full name."""
    modules = sources()
    for module, path in modules.items():
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        for node, runs in statements(ast.parse(path.read_text(encoding="utf-8")).body):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(module, node.lineno, alias.name, 0, runs)
            elif isinstance(node, ast.ImportFrom):
                base = resolve_name("." * node.level + (node.module or ""), package)
                for alias in node.names:
                    # `from .. import ontology` imports a module, `from ..ontology import PREFIXES` a name in one.
                    submodule = f"{base}.{alias.name}"
                    yield Import(module, node.lineno, submodule if submodule in modules else base, node.level, runs)


IMPORTS: Final = list(imports())


def inside(name: str, package: str) -> bool:
    """Say whether `name` is `package` or within it."""
    return f"{name}.".startswith(f"{package}.")


@pytest.mark.parametrize(
    ("room", "forbidden"),
    [
        ("accord.ontology", ["accord.graph", "accord.cli", "click"]),
        ("accord.graph", ["accord.cli", "click"]),
    ],
)
def test_imports_point_one_way(room: str, forbidden: list[str]) -> None:
    """A room never imports a room above it, nor click below the command line, not even inside a function."""
    wrong = [i for i in IMPORTS if inside(i.module, room) and any(inside(i.target, name) for name in forbidden)]
    assert not wrong


def test_inside_the_package_imports_are_relative() -> None:
    """No module of the package names the package absolutely, so checkers need no install to follow it."""
    assert not [i for i in IMPORTS if i.level == 0 and inside(i.target, "accord")]


def test_no_circle() -> None:
    """No two modules need each other while they are being imported."""
    needs = nx.DiGraph((i.module, i.target) for i in IMPORTS if i.runs_at_import and inside(i.target, "accord"))
    assert [sorted(circle) for circle in nx.strongly_connected_components(needs) if len(circle) > 1] == []


def test_contracts_are_kept() -> None:
    """The contracts in pyproject.toml, which an independent tool checks, are kept."""
    lint = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
    done = subprocess.run([sys.executable, "-c", lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_command_line_starts_light() -> None:
    """The command line, whole, loads none of the heavy libraries before a command needs them."""
    heavy = {"rdflib", "networkx", "pyvis", "pyoxigraph", "rich"}
    code = f"import sys, accord.cli; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
