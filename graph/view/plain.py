"""The table that the page is without scripts: every mechanism, with its sources."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...ontology import load_taxonomy
from .links import safe_url

if TYPE_CHECKING:
    from markupsafe import Markup

    from ..knowledge import KnowledgeGraph
    from ..model import Mechanism, Source

#: What HTML has a meaning for.
_MARKS = re.compile("[&<>\"']").search


def plain_rows(kg: KnowledgeGraph) -> Markup:
    """Return a row a mechanism, as HTML.

    The rows are put together here and not by the template, which takes five times as long where they are thousands.
    """
    from markupsafe import Markup, escape

    today, words = kg.today, load_taxonomy().labels
    linked: dict[str, Markup] = {}
    rows: list[str] = []
    for mechanism in kg.record.mechanisms.values():
        cells = (
            mechanism.label,
            mechanism.kind.label,
            ", ".join(dict.fromkeys([part.actor.label for part in mechanism.participations])),
            "; ".join([f"{words[name]} {when.text}" for name, when in mechanism.dates.items()]),
            mechanism.status(today),
        )
        # Most have nothing to escape, and one look at all of a row is quick.
        label, *others = map(escape, cells) if _MARKS("".join(cells)) else cells
        links = "; ".join(_links(mechanism, linked)) if mechanism.evidence else ""
        rows.append(f'<tr><th scope="row">{label}</th><td>{"</td><td>".join([*others, links])}</td></tr>')
    return Markup("\n".join(rows))  # noqa: S704 -- each text was escaped


def _links(mechanism: Mechanism, linked: dict[str, Markup]) -> list[Markup]:
    """Return the mechanism's sources, each once; `linked` keeps what others that cite them need as well."""
    sources = {evidence.source.iri: evidence.source for evidence in mechanism.evidence}
    return [linked.get(iri) or linked.setdefault(iri, _link(source)) for iri, source in sources.items()]


def _link(source: Source) -> Markup:
    from markupsafe import Markup, escape

    title = ", ".join(filter(None, (source.publisher, source.issued))) or source.title
    url = safe_url(source.url)
    return Markup('<a href="{}">{}</a>').format(url, title) if url else escape(title)
