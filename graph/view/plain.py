"""The table that the page is without scripts: every mechanism, with its sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..answers.describe import dated
from .links import safe_url

if TYPE_CHECKING:
    from datetime import date

    from markupsafe import Markup

    from ..knowledge import KnowledgeGraph
    from ..model import Mechanism, Source


_MARKS = re.compile("[&<>\"']").search


def plain_rows(kg: KnowledgeGraph) -> Markup:
    """Return a row a mechanism, as HTML.

    The rows are put together here and not by the template, which takes five times as long where they are thousands.
    """
    from markupsafe import Markup

    today = kg.today
    linked: dict[str, Markup] = {}
    rows = [
        "".join(
            [
                f'<tr><th scope="row">{_escaped(mechanism.label)}</th>',
                *[f"<td>{_escaped(text)}</td>" for text in _texts(mechanism, today)],
                f"<td>{'; '.join(_links(mechanism, linked))}</td></tr>",
            ]
        )
        for mechanism in kg.record.mechanisms.values()
    ]
    return Markup("\n".join(rows))  # noqa: S704 -- each text was escaped


def _escaped(text: str) -> str:
    """Escape a text; most have nothing to escape, and to look is quicker."""
    if not _MARKS(text):
        return text
    from markupsafe import escape

    return str(escape(text))


def _texts(mechanism: Mechanism, today: date) -> tuple[str, ...]:
    return (
        mechanism.kind.label,
        ", ".join(dict.fromkeys([part.actor.label for part in mechanism.participations])),
        "; ".join([f"{words} {text}" for words, text in dated(mechanism)]),
        mechanism.status(today),
    )


def _links(mechanism: Mechanism, linked: dict[str, Markup]) -> list[Markup]:
    """Return the mechanism's sources, each once; `linked` keeps what others that cite them need as well."""
    sources = {evidence.source.iri: evidence.source for evidence in mechanism.evidence}
    return [linked.get(iri) or linked.setdefault(iri, _link(source)) for iri, source in sources.items()]


def _link(source: Source) -> Markup:
    from markupsafe import Markup, escape

    title = ", ".join(filter(None, (source.publisher, source.issued))) or source.title
    url = safe_url(source.url)
    return Markup('<a href="{}">{}</a>').format(url, title) if url else escape(title)
