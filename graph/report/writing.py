"""Writing a report as HTML, Markdown or JSON."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from ..errors import RequestError
from ..output import check_folder, write_file
from ..table import to_json
from . import sparklines
from .document import document
from .markdown import markdown

if TYPE_CHECKING:
    from markupsafe import Markup

    from .blocks import Document

#: Suffix of a file to the format that it asks for.
FORMATS: Final = {".html": "html", ".htm": "html", ".md": "md", ".json": "json"}


def check_report(path: Path | str) -> str:
    """Return the format that a file's suffix asks for, and refuse what could not be written.

    Raises
    ------
    RequestError
        Where the suffix asks for another format.
    FileError
        Where there is no such folder.
    """
    suffix = Path(path).suffix.casefold()
    if suffix not in FORMATS:
        raise RequestError(
            f"{str(path)!r} tells no format of a report", "Give a file that ends in .html, .md or .json."
        )
    check_folder(path)
    return FORMATS[suffix]


def write_report(answer: dict[str, Any], path: Path | str) -> str:
    """Write a report in the format that the file's suffix asks for; equal answers give equal bytes.

    Parameters
    ----------
    answer
        What `accord.graph.report.report` returns.
    path
        A file that ends in ``.html``, ``.md`` or ``.json``.

    Returns
    -------
    str
        The text that was written.

    Raises
    ------
    RequestError
        Where the suffix is another.
    FileError
        Where the file cannot be written.
    """
    text = written(answer, check_report(path))
    write_file(path, text)
    return text


def written(answer: dict[str, Any], report_format: str) -> str:
    """Return a report as ``html``, ``md`` or ``json``.

    Raises
    ------
    RequestError
        Where the format is another.
    """
    if report_format == "json":
        return to_json(answer)
    if report_format == "md":
        return markdown(document(answer))
    if report_format == "html":
        return _html(document(answer))
    raise RequestError(f"no format of a report is called {report_format!r}", "Use html, md or json.")


def _html(found: Document) -> str:
    """Return the document as one HTML file without scripts, that asks nothing of the network."""
    from jinja2 import DictLoader, Environment, StrictUndefined
    from markupsafe import Markup

    style = _asset("report.css")
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=DictLoader({"report.html": _asset("report.html")}),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    known = cast("dict[str, Any]", environment.globals)
    styled: Markup = Markup(style)  # noqa: S704 -- a file of ours
    policy = f"default-src 'none'; style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    known |= {"style": styled, "policy": f"{policy}; base-uri 'none'; form-action 'none'"}
    known |= {"path_of": sparklines.path_of, "spoken": sparklines.spoken}
    known |= {"line_width": sparklines.WIDTH, "line_height": sparklines.HEIGHT}
    return environment.get_template("report.html").render(document=found)


def _asset(name: str) -> str:
    return (files(__package__ or __name__.rpartition(".")[0]) / "assets" / name).read_text(encoding="utf-8")
