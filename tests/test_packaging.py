"""What is built is what is in the tree, and it runs where nothing but itself is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import Final, NamedTuple

import pytest

import accord

ROOT: Final = Path(__file__).parents[1]
ROOMS: Final = ("ontology", "graph", "cli")


class Built(NamedTuple):
    """One release: the two files that would be uploaded."""

    sdist: Path
    wheel: Path


def run(*command: str | Path, cwd: Path) -> str:
    """Run `command` away from the tree's own modules and return what it printed."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files_in(*folders: str) -> set[str]:
    """Return the files below `folders` of the tree, without what tools left there."""
    found = (path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not any(part.startswith((".", "__pycache__")) for part in path.parts)}


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the sdist and, from it, the wheel, in a copy that is called as a downloaded archive is."""
    tree = tmp_path_factory.mktemp("release") / "accord-main"
    shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist"))
    run(sys.executable, "-m", "build", "--no-isolation", tree, cwd=tree.parent)
    (sdist,) = (tree / "dist").glob("*.tar.gz")
    (wheel,) = (tree / "dist").glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="session")
def elsewhere(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in a new environment, far from the tree, and return the folder of its commands."""
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, symlinks=os.name != "nt")
    paths = sysconfig.get_paths("venv", vars={"base": str(home), "platbase": str(home)})
    # The dependencies are borrowed rather than downloaded. A path from a .pth file comes last, and no .pth file
    # below it is read: the editable install of this tree stays out of sight.
    borrowed = f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n"
    Path(paths["purelib"], "borrowed.pth").write_text(borrowed, encoding="utf-8")
    commands = Path(paths["scripts"])
    pip = [sys.executable, "-m", "pip", "--python", commands / "python"]
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", built.wheel, cwd=home)
    return commands


def test_wheel_holds_the_tree(built: Built) -> None:
    """The wheel has every source and data file of the three rooms under ``accord/``, and nothing else."""
    with zipfile.ZipFile(built.wheel) as wheel:
        names = {name for name in wheel.namelist() if not name.endswith("/")}
    expected = {f"accord/{name}" for name in files_in(*ROOMS) | {"__init__.py", "py.typed"}}
    metadata = {name for name in names if re.match(r"accord_graph-[^/]+\.dist-info/", name)}
    assert names - metadata == expected


def test_no_module_beside_the_root() -> None:
    """The root holds no module but its ``__init__.py``: any other would ship as ``accord.<module>``."""
    assert [path.name for path in ROOT.glob("*.py")] == ["__init__.py"]


def test_sdist_holds_what_a_tester_needs(built: Built) -> None:
    """The sdist has the tests with their data, the docs, the benchmarks and the files about the project."""
    with tarfile.open(built.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    about = {"CHANGELOG.md", "CITATION.cff", "LICENSE", "MANIFEST.in", "Makefile", "README.md", "pyproject.toml"}
    assert about | files_in("bench", "docs", "tests") <= names
    assert not [name for name in names if "__pycache__" in name]


@pytest.mark.parametrize("command", [["accord"], ["python", "-m", "accord.cli"]])
def test_command_runs_from_the_wheel(command: list[str], elsewhere: Path, tmp_path: Path) -> None:
    """Both ways to start the command line work from an installed wheel, in any folder."""
    printed = run(elsewhere / command[0], *command[1:], "--version", cwd=tmp_path)
    assert accord.__version__ in printed


def test_graph_loads_from_the_wheel(elsewhere: Path, tmp_path: Path) -> None:
    """The installed package, not this tree, reads the record and the ontology that it ships."""
    code = "from accord import graph; print(graph.KnowledgeGraph.load().actor('JP').id, graph.__file__)"
    actor, where = run(elsewhere / "python", "-c", code, cwd=tmp_path).split(maxsplit=1)
    assert actor == "JPN"
    assert Path(where.strip()).is_relative_to(elsewhere.parent)


def test_citation_names_the_version() -> None:
    """CITATION.cff cites the version that the package has."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {accord.__version__}\n" in citation
