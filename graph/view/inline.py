"""The page's template, style and scripts: how they are read, inlined and vouched for."""

from __future__ import annotations

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, cast

from ..errors import FileError

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

STYLES: Final = ("page.css",)
#: In the order in which they need each other.
SCRIPTS: Final = (
    "vis-network.min.js",
    "record.js",
    "time.js",
    "state.js",
    "active.js",
    "measures.js",
    "dom.js",
    "layouts.js",
    "labels.js",
    "colours.js",
    "scene.js",
    "picture.js",
    "cards.js",
    "reading.js",
    "panel.js",
    "story.js",
    "table.js",
    "download.js",
    "timebar.js",
    "search.js",
    "controls.js",
    "keys.js",
    "main.js",
)


@cache
def asset(name: str) -> str:
    """Return the text of a file in ``assets/``, safe to stand inside a script or style element.

    Raises
    ------
    FileError
        Where the text would end the element early.
    """
    text = text_of(name)
    if any(mark in text.casefold() for mark in ("</script", "</style", "<!--")):
        raise FileError(f"graph/view/assets/{name} holds a tag that would end its element", "Take the tag out.")
    # A source map is looked for when a developer opens the tools, and is not there.
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL"))


def text_of(name: str) -> str:
    """Return the text of a file in ``assets/``."""
    package, _, _ = __name__.rpartition(".")
    return (files(package) / "assets" / name).read_text(encoding="utf-8")


def island(value: object) -> str:
    """Return strict JSON that no HTML parser can mistake for anything else."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def content_security_policy() -> str:
    """Return the policy: nothing from anywhere, and only the scripts and styles whose hashes it names."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(_hash(asset(name)) for name in SCRIPTS)}",
            f"style-src {' '.join(_hash(asset(name)) for name in STYLES)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def environment(names: dict[str, Any]) -> Environment:
    """Return a Jinja environment that escapes everything and fails on an unknown name."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    template = text_of("page.html")
    found = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=DictLoader({"page.html": template}),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    known = cast("dict[str, Any]", found.globals)
    known |= names
    known |= {"asset": _inlined, "island": _island, "model": _model, "scripts": SCRIPTS, "styles": STYLES}
    known["policy"] = content_security_policy()
    return found


def _inlined(name: str) -> Markup:
    from markupsafe import Markup

    return Markup(asset(name))  # noqa: S704 -- a file of ours, which `asset` checked


def _model(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], options: str) -> dict[str, Any]:
    """Return pyvis's model as the page carries it: what the page styles itself is left out."""
    from .pack import pack

    def packed(rows: list[dict[str, Any]], *names: str) -> dict[str, Any]:
        return pack({name: [row[name] for row in rows] for name in names})

    return {
        "nodes": packed(nodes, "id", "label", "shape", "x", "y", "sort"),
        "edges": packed(edges, "from", "to", "sort", "through"),
        "options": json.loads(options),
    }


def _island(**value: Any) -> Markup:
    from markupsafe import Markup

    return Markup(island(value))  # noqa: S704 -- `island` escaped it
