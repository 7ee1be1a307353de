"""``accord view`` with a story, and as files change."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from accord.cli import accord
from accord.graph.view import watch
from accord.ontology import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_STORY = "title: A story\nsteps: [{title: One, text: Words, at: 2021, focus: Arcadia}]\n"
_RECORD = """
<https://example.org/id/set> a acc:RecordSet ; acc:checkedTo "2024-06-30"^^xsd:date .
<https://example.org/id/A> a acc:State ; skos:prefLabel "Arcadia" .
<https://example.org/id/B> a acc:State ; skos:prefLabel "LABEL" .
<https://example.org/id/pact> a acc:DefencePact ; skos:prefLabel "Pact" ; acc:entryIntoForce "2020-02-03"^^xsd:date ;
  acc:party <https://example.org/id/A> , <https://example.org/id/B> .
"""


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Give a small record in a file."""
    return _written(tmp_path / "record.ttl", "Bohemia")


def _written(path: Path, label: str) -> Path:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    path.write_text(head + _RECORD.replace("LABEL", label), encoding="utf-8")
    return path


def test_a_story_comes_with_the_page(record: Path, tmp_path: Path) -> None:
    """--story puts the steps into the page, and says what is wrong with a story that is none."""
    story = tmp_path / "story.yaml"
    story.write_text(_STORY, encoding="utf-8")
    arguments = ["view", "--graph", str(record), "--only", "-o", "-"]
    found = CliRunner().invoke(accord, [*arguments, "--story", str(story)])
    assert found.exit_code == 0
    assert '"title":"One"' in found.stdout
    assert CliRunner().invoke(accord, [*arguments, "--watch"]).exit_code == 2


def test_the_page_follows_its_files(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--watch writes the page anew after a change, keeps the last page where a file is broken, and goes on."""
    page = tmp_path / "page.html"
    seen: list[str] = []

    def edits(paths: list[Path]) -> Iterator[list[Path]]:
        assert paths == [record]
        for label in ("Candia", None, "Dalmatia"):
            if label is None:
                record.write_text("this is no Turtle", encoding="utf-8")
            else:
                _written(record, label)
            yield [record]
            seen.append(page.read_text(encoding="utf-8"))

    monkeypatch.setattr(watch, "changes", edits)
    found = CliRunner().invoke(accord, ["view", "--graph", str(record), "--only", "-o", str(page), "--watch"])
    assert found.exit_code == 0
    assert ["Candia" in text for text in seen] == [True, True, False]
    assert "Dalmatia" in seen[2]
    assert "record.ttl" in found.stderr


def test_a_page_made_anew_keeps_its_slice(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--watch writes the page of the same slice as the first time, whichever options narrow it."""
    page = tmp_path / "page.html"
    said: list[str] = []

    def edits(_paths: list[Path]) -> Iterator[list[Path]]:
        said.append(page.read_text(encoding="utf-8"))
        _written(record, "Candia")
        yield [record]
        said.append(page.read_text(encoding="utf-8"))

    monkeypatch.setattr(watch, "changes", edits)
    narrowed = ["--parties", "bilateral", "--confidence", "low", "--region", "Western Europe", "--states-only"]
    dated = ["--between", "2020", "2022", "--throughout", "--possibly", "--layer", "alliance"]
    arguments = ["view", "--graph", str(record), "--only", "-o", str(page), "--watch", *dated, *narrowed]
    assert CliRunner().invoke(accord, arguments).exit_code == 0
    slices = [json.loads(text.split('"slice":', 1)[1].split(',"membership"', 1)[0]) for text in said]
    assert slices[0] == slices[1]
    assert slices[1]["only"] == ["alliance", "bilateral mechanisms", "evidence at least low"]
    assert slices[1]["among"] == ["within Western Europe", "states alone"]
    assert (slices[1]["first"], slices[1]["mode"], slices[1]["possibly"]) == ("2020-01-01", "throughout", True)


def test_changes_are_seen(tmp_path: Path) -> None:
    """A file that is written to, that comes or that goes is told; one that is only read is not."""
    one, other, third = (tmp_path / name for name in ("a", "b", "c"))
    one.write_text("1", encoding="utf-8")
    third.write_text("1", encoding="utf-8")
    found = watch.changes([one, other, third], every=0.01)
    # The generator looks at the files when it is first asked: change them after that, from its own sleep.
    steps = iter([lambda: os.utime(one, ns=(1, 1)), lambda: other.write_text("2", encoding="utf-8"), third.unlink])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watch, "sleep", lambda _: next(steps)())
        assert next(found) == [one]
        assert next(found) == [other]
        assert next(found) == [third]
