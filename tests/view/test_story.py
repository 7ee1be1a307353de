"""Stories: what a file may say, what is refused and why, and how the page steps through one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accord.graph import AccordError, KnowledgeGraph
from accord.graph.view import page, read_story
from accord.graph.view.drawing import draw
from accord.graph.view.story import shipped_stories

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_the_shipped_story_names_only_what_the_record_knows(kg: KnowledgeGraph) -> None:
    """Each step of the shipped story resolves, and each statement that the op-ed has against it is in it."""
    assert list(shipped_stories()) == ["japan-europe"]
    story = read_story("japan-europe").resolved(kg, draw(kg.record))
    told = {name for step in story["steps"] for name in step["statements"]}
    contradicted = {a.id for a in kg.record.assertions.values() if a.verdict == "contradicted"}
    assert contradicted <= told
    days = [step["state"]["when"] for step in story["steps"]]
    assert min(days) < "2011"
    assert max(days) > "2025"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a", "is no story: it is not a mapping"),
        ("title: x", "needs a `title` and a list of `steps`"),
        ("title: x\nsteps: [a]", "step 1 is not a mapping"),
        ("title: x\nsteps: [{title: a, text: b, at: 2020, colour: red}]", "step 1 has `colour`, which is none of"),
        ("title: x\nsteps: [{title: a}]", "step 1 needs a `title` and a `text`"),
        ("title: [\n", "is no YAML"),
        (
            "title: x\nsteps: [{title: a, text: b, focus: Atlantis}]",
            "step 1: no actor or mechanism is called 'Atlantis'",
        ),
        ("title: x\nsteps: [{title: a, text: b, at: soon}]", "step 1: "),
        ("title: x\nsteps: [{title: a, text: b, layers: [peace]}]", "step 1: no layer is called 'peace'"),
        ("title: x\nsteps: [{title: a, text: b, view: sphere}]", "step 1: no view is called 'sphere'"),
        ("title: x\nsteps: [{title: a, text: b, focus: [A, B, C]}]", "step 1: a focus is"),
    ],
)
def test_what_is_no_story_is_refused(tmp_path: Path, small: KnowledgeGraph, text: str, said: str) -> None:
    """Each mistake is named, with the step in which it stands."""
    path = tmp_path / "story.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AccordError) as caught:
        read_story(path).resolved(small, draw(small.record))
    assert said in str(caught.value)


_STORY = """
title: A short story
about: It has two steps.
steps:
  - title: First
    text: |
      One <b>paragraph</b>.

      Another.
    at: 2012
    focus: [Arcadia, Bohemia]
  - title: Second
    text: The pact.
    between: [2000, 2010]
    focus: Pact of three
    memberships: true
    layers: [alliance]
    view: rings
"""


@pytest.mark.browser
def test_the_page_steps_through_a_story(opened, small: KnowledgeGraph, tmp_path: Path) -> None:
    """The story begins, goes on, and is left; each step has its text, its date and its focus, and an address."""
    path = tmp_path / "story.yaml"
    path.write_text(_STORY, encoding="utf-8")
    html = tmp_path / "page.html"
    html.write_text(page(small, read_story(path)), encoding="utf-8", newline="\n")
    with opened(html.as_uri()) as drive:
        shown = drive.page
        assert "A short story" in shown.inner_text("#story h2")
        shown.locator("#story button", has_text="Begin").click()
        assert shown.locator("#story p").all_inner_texts() == ["One <b>paragraph</b>.", "Another."]
        assert drive.ask("[a.state().when, a.state().sel]") == ["2012-12-31", "A|B"]
        assert shown.inner_text("#panel h2") == "Arcadia \N{EN DASH} Bohemia"
        shown.locator("#story button", has_text="Next").click()
        assert drive.ask("[a.state().when, a.state().view]") == ["2000-01-01..2010-12-31", "rings"]
        assert set(drive.ask("a.active().ties.map((tie) => tie.mechanism.key)")) == {"m:pact"}
        shown.go_back()
        drive.until("a.state().step === 1")
        shown.locator("#story button", has_text="Leave").click()
        assert drive.ask("a.state().step") == 0
    with opened(f"{html.as_uri()}#step=2") as drive:
        assert drive.ask("a.state().sel") == "m:pact"


def test_a_page_without_a_story_has_none(small: KnowledgeGraph, write: Callable[[KnowledgeGraph], str]) -> None:
    """Nothing of a story stands in the data of a page without one."""
    assert '"story":null' in page(small)
