"""A story: annotated states of the page, read from YAML, through which a briefing steps."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from ...ontology import load_taxonomy
from ..dates import parse_date
from ..errors import FileError, RequestError, UnknownNameError
from ..names import find

if TYPE_CHECKING:
    from ..knowledge import KnowledgeGraph
    from .drawing import Drawing

#: What a step may say besides its title and its text.
_STEP: Final = (
    *("title", "text", "at", "between", "compare", "focus", "ego", "layers", "view", "map", "memberships"),
    *("statements", "possibly"),
)
_VIEWS: Final = ("network", "map", "rings", "twomode", "table")
_MAPS: Final = ("polar", "pacific", "atlantic")


@dataclass(frozen=True, slots=True)
class Story:
    """A story as its file has it.

    Attributes
    ----------
    name
        The file, for messages.
    title, about
        What it is called, and a sentence on it; the latter may be empty.
    steps
        What each step says.
    """

    name: str
    title: str
    about: str
    steps: tuple[dict[str, Any], ...]

    def resolved(self, kg: KnowledgeGraph, drawing: Drawing) -> dict[str, Any]:
        """Return the story as the page carries it: names become keys, dates become days.

        Raises
        ------
        RequestError
            Where a step names an actor, a mechanism, a layer, a statement or a date that is none.
        """
        steps: list[dict[str, Any]] = []
        for number, step in enumerate(self.steps, start=1):
            try:
                steps.append(_resolved(step, kg, drawing))
            except RequestError as error:
                raise RequestError(f"{self.name}, step {number}: {error}", error.hint) from None
        return {"title": self.title, "about": self.about, "steps": steps}


def shipped_stories() -> dict[str, str]:
    """Return the stories that come along, name to text."""
    package, _, _ = __name__.rpartition(".")
    found = [entry for entry in (files(package) / "stories").iterdir() if entry.name.endswith(".yaml")]
    return {
        entry.name.removesuffix(".yaml"): entry.read_text(encoding="utf-8")
        for entry in sorted(found, key=lambda entry: entry.name)
    }


def read_story(path: Path | str) -> Story:
    """Read a story.

    Parameters
    ----------
    path
        A YAML file, or the name of a story that comes along, such as ``japan-europe``.

    Raises
    ------
    FileError
        Where the file cannot be read, or is no story.

    Examples
    --------
    >>> read_story("japan-europe").title
    'Japan and Europe, 2011 to 2025'
    """
    import yaml

    shipped = shipped_stories()
    name = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8") if Path(path).is_file() or name not in shipped else shipped[name]
        found = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        hint = f"Give a YAML file, or one of the stories that come along: {', '.join(shipped)}."
        raise FileError(f"cannot read {name}: {getattr(error, 'strerror', None) or 'it is not UTF-8'}", hint) from None
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f":{where.line + 1}" if where else ""
        raise FileError(f"{name}{line} is no YAML: {getattr(error, 'problem', error)}", "Mend the line.") from None
    return _checked(name, found)


def _checked(name: str, found: Any) -> Story:
    def refuse(what: str) -> FileError:
        return FileError(f"{name} is no story: {what}", "docs/view.md says what a story holds.")

    if not isinstance(found, dict):
        raise refuse("it is not a mapping with `title` and `steps`")
    known = cast("dict[str, Any]", found)
    steps: Any = known.get("steps")
    if not isinstance(known.get("title"), str) or not isinstance(steps, list) or not steps:
        raise refuse("it needs a `title` and a list of `steps`")
    for number, step in enumerate(cast("list[Any]", steps), start=1):
        if not isinstance(step, dict):
            raise refuse(f"step {number} is not a mapping")
        named = cast("dict[str, Any]", step)
        if unknown := sorted(set(map(str, named)) - set(_STEP)):
            raise refuse(f"step {number} has `{unknown[0]}`, which is none of {', '.join(_STEP)}")
        if not isinstance(named.get("title"), str) or not isinstance(named.get("text"), str):
            raise refuse(f"step {number} needs a `title` and a `text`")
    return Story(name, known["title"], str(known.get("about", "")), tuple(cast("list[dict[str, Any]]", steps)))


def _resolved(step: dict[str, Any], kg: KnowledgeGraph, drawing: Drawing) -> dict[str, Any]:
    state: dict[str, Any] = {}
    if "between" in step:
        first, last = _list(step["between"])
        state["when"] = f"{parse_date(first).earliest.isoformat()}..{parse_date(last).latest.isoformat()}"
    elif "at" in step:
        state["when"] = "any" if step["at"] == "any" else parse_date(str(step["at"])).latest.isoformat()
    if "compare" in step:
        state["vs"] = parse_date(str(step["compare"])).latest.isoformat()
    if "layers" in step:
        state["layers"] = [_one_of("layer", name, load_taxonomy().layers) for name in _list(step["layers"])]
    if "focus" in step:
        state["sel"] = _focus(_list(step["focus"]), kg, drawing)
    if "ego" in step:
        state["ego"] = int(_one_of("depth of a neighbourhood", str(step["ego"]), ("0", "1", "2")))
    if "view" in step:
        state["view"] = _one_of("view", str(step["view"]), _VIEWS)
    if "map" in step:
        state["map"] = _one_of("map", str(step["map"]), _MAPS)
    state |= {name: bool(step[word]) for word, name in _SWITCHES.items() if word in step}
    known = {assertion.id: assertion.id for assertion in kg.record.assertions.values()}
    return {
        "title": step["title"],
        "text": [part.strip() for part in step["text"].split("\n\n") if part.strip()],
        "state": state,
        "statements": [_one_of("assertion", name, known) for name in _list(step.get("statements", []))],
    }


_SWITCHES: Final = {"memberships": "spokes", "possibly": "possibly"}


def _list(value: Any) -> list[str]:
    return [str(entry) for entry in (cast("list[Any]", value) if isinstance(value, list) else [value])]


def _one_of(what: str, name: str, known: Any) -> str:
    if name not in known:
        raise UnknownNameError(what, name, list(known))
    return name


def _focus(names: list[str], kg: KnowledgeGraph, drawing: Drawing) -> str:
    """Return the key of an actor or a mechanism, or of the pair of two actors."""
    if len(names) == 1:
        items = [*kg.record.actors.values(), *kg.record.mechanisms.values()]
        return drawing.keys[find(names[0], items, "actor or mechanism").iri]
    if len(names) != 2:
        raise RequestError("a focus is an actor, a mechanism, or a pair of actors", "Name one or two.")
    return "|".join(sorted(drawing.keys[kg.actor(name).iri] for name in names))
