"""What tests share: one loaded graph and one browser for the whole session."""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import TYPE_CHECKING

import pytest

from accord.graph import KnowledgeGraph, knowledge
from accord.graph.loading.reading import Reading
from accord.graph.loading.store import shipped_files
from accord.ontology import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

# Quiet and offline: the pages under test need no network, and the browser should ask for none.
_CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def _chromiums() -> list[str | None]:
    """Return the browsers to try, in order; ``None`` is the one that Playwright brings along."""
    if chosen := os.environ.get("ACCORD_CHROMIUM"):
        return [chosen]
    found = map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])
    return [*filter(None, found), None]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a headless Chromium."""
    from playwright.sync_api import Error, sync_playwright

    failures: list[str] = []
    with sync_playwright() as playwright:
        for path in _chromiums():
            try:
                chromium = playwright.chromium.launch(executable_path=path, args=_CHROMIUM_ARGS)
            except Error as error:
                failures.append(f"{path or 'the Chromium of Playwright'}: {error.message.splitlines()[0]}")
                continue
            yield chromium
            chromium.close()
            return
    pytest.fail(
        "No Chromium could be launched. Install one (`apt-get install chromium`, or "
        "`python -m playwright install chromium`), or name one in ACCORD_CHROMIUM.\n" + "\n".join(failures),
        pytrace=False,
    )


_OWN_CACHE = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep what tests make of the record in a folder that they share, and not in the user's own."""
    if "ACCORD_CACHE" not in os.environ:
        config.stash[_OWN_CACHE] = os.environ["ACCORD_CACHE"] = tempfile.mkdtemp(prefix="accord-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove that folder where this process made it."""
    if own := config.stash.get(_OWN_CACHE, None):
        shutil.rmtree(own, ignore_errors=True)
        del os.environ["ACCORD_CACHE"]


@pytest.fixture(scope="session")
def kg() -> KnowledgeGraph:
    """Give the shipped graph, whole, whatever part of it a module's commands may read."""
    return KnowledgeGraph(Reading(shipped_files(), keep=True))


@pytest.fixture(scope="session")
def graph_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], KnowledgeGraph]:
    """Give a way to load a record from Turtle alone; the project's prefixes need not be declared."""
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())

    def loaded(turtle: str) -> KnowledgeGraph:
        path = tmp_path_factory.mktemp("record") / "small.ttl"
        path.write_text(head + turtle, encoding="utf-8")
        return KnowledgeGraph.load(path, shipped=False)

    return loaded


#: The files of the record with which it began: the op-ed, Japan, its European partners, the EU and NATO.
_FIRST_FILES = frozenset(
    (
        *("about", "nato", "eu", "seed", "policies-people", "programmes"),
        *("japan-bilateral", "japan-dialogues", "japan-eu-nato", "japan-exercises"),
    )
)


@pytest.fixture(scope="session")
def first_files() -> list[Path]:
    """Give the files of that part of the record."""
    return [path for path in shipped_files() if path.stem in _FIRST_FILES or path.stem.startswith("states-")]


@pytest.fixture(scope="session")
def japan_and_europe(first_files: list[Path]) -> KnowledgeGraph:
    """Give the part of the record that the op-ed speaks of: small enough to work out every answer by hand."""
    return KnowledgeGraph.load(*first_files, shipped=False)


@pytest.fixture(scope="module")
def first_record(first_files: list[Path]) -> Iterator[None]:
    """Let commands read that part of the record alone, where the whole would only take longer."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("knowledge", "validation.validate"):
            patch.setattr(f"accord.graph.{module}.shipped_files", lambda: first_files)
        knowledge._shipped.cache_clear()  # pyright: ignore[reportPrivateUsage] -- what it read is of other files
        yield
    knowledge._shipped.cache_clear()  # pyright: ignore[reportPrivateUsage] -- what it read is of other files
