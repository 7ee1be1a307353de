"""From the gathered parts of a report to a document: which words, tables and lists a reader meets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..view.links import safe_url
from . import network_sections, record_sections
from .blocks import Block, Document, Items, Paragraph, Reference, Section, Words
from .record_parts import CHANGES_SHOWN, CLAIMS_SHOWN, MECHANISMS_SHOWN, NEAR_SHOWN, PARTNERS_SHOWN
from .references import SOURCES_SHOWN
from .wording import number

if TYPE_CHECKING:
    from collections.abc import Callable

#: Part to the title of its section and to what makes its blocks, in the order of the document.
_SECTIONS: Final[dict[str, tuple[str, Callable[[dict[str, Any]], list[Block]]]]] = {
    "profile": ("Profile", record_sections.profile),
    "ties": ("Ties by kind", record_sections.ties),
    "obligations": ("Obligations to defend", record_sections.obligations),
    "changes": ("What changed in the last two years", record_sections.changes),
    "near_misses": ("Near misses", record_sections.near_misses),
    "measures": ("Place in the network", network_sections.measures),
    "communities": ("In whose company", network_sections.communities),
    "what_if": ("Without its main ally", network_sections.what_if),
    "quasi_allies": ("Nearest quasi-allies", network_sections.quasi_allies),
    "next": ("Who is next: a prediction", network_sections.next_partners),
    "claims": ("Claims, under their holders' names", record_sections.claims),
}


def document(answer: dict[str, Any]) -> Document:
    """Return the document that a report's answer becomes; see `accord.graph.report.report`."""
    about = answer["about"]
    sections: list[Section] = []
    for part, (title, blocks) in _SECTIONS.items():
        found = _empty(answer, part) if answer[part] is None else blocks(answer[part])
        sections.append(Section(part.replace("_", "-"), title, tuple(found)))
    sections.append(Section("method", "Method and caveats", tuple(_method(answer))))
    return Document(
        title=about["title"],
        subtitle=f"{about['slice']}. Record {about['record']}.",
        glance=tuple(_glance(answer)),
        sections=tuple(sections),
        references=tuple(_reference(source) for source in answer["references"]),
        cite=about["cite"],
    )


def _empty(answer: dict[str, Any], part: str) -> list[Block]:
    """Say why a part is left out."""
    if part not in answer["left_out"]:
        return [Paragraph(Words("No state is tied to it on the day."))]
    reasons = {
        "obligations": "the record states obligations of states to one another",
        "what_if": "a main ally is a state's",
        "quasi_allies": "the index compares pairs of states",
        "next": "the scores were tested on pairs of states",
    }
    return [Paragraph(Words(f"Left out of a report on an organisation: {reasons[part]}."), note=True)]


def _glance(answer: dict[str, Any]) -> list[tuple[str, str]]:
    ties, placed = answer["ties"], answer["measures"]
    found = [(number(ties["partners"]), "partners"), (number(ties["mechanisms"]), "mechanisms in force or active")]
    if answer["obligations"]:
        found.append((number(answer["obligations"]["defended_by"]), "bound to defend it"))
    degree = placed["measures"][0]
    if degree["rank"] is not None:
        found.append((f"{degree['rank']} of {placed['of']}", "rank by number of partners"))
    if answer["what_if"]:
        found.append((answer["what_if"]["ally"], "main ally" if answer["what_if"]["promise"] else "closest state"))
    return found


def _method(answer: dict[str, Any]) -> list[Block]:
    about, ties = answer["about"], answer["ties"]
    rules = [
        f"Slice: {about['slice']}. What is in force or active on {about['at']} makes ties; what is signed and not in "
        "force, or announced, makes none. Dates are as precise as their source.",
        "Two actors are linked where at least one mechanism ties them (one-mode co-participation). Strength is the "
        "number of those mechanisms. A treaty of thirty parties links each to the others, so that large treaties make "
        "many links.",
        "Depth is the editors' ordering of kinds from 1 (contact) to 10 (mutual defence). The depth of a pair is that "
        "of its deepest mechanism, plus half the next, a quarter of the third, and so on.",
        "Absence is not denial: that the record holds no mechanism between two actors does not say that there is none, "
        "but for the kinds named as complete in the profile.",
        f"{number(ties['unverified'])} of the {number(ties['mechanisms'])} mechanisms that hold rest on unverified "
        "evidence alone.",
        f"Long lists are cut: {MECHANISMS_SHOWN} mechanisms of a kind, those that began last; {PARTNERS_SHOWN} "
        f"partners of a mechanism, by name; the last {CHANGES_SHOWN} changes; {NEAR_SHOWN} near misses of a status, "
        f"the latest; {CLAIMS_SHOWN} claims. Each list says how many it leaves out, and none leaves out one alone.",
        f"A statement that rests on more than {SOURCES_SHOWN} documents names the surest {SOURCES_SHOWN}, among "
        "equally sure ones those issued last.",
        "An exercise ties on its own days alone, and is left out of the changes.",
    ]
    return [
        Items(tuple(Words(rule) for rule in rules)),
        Paragraph(Words(f"How to cite: {about['cite']}")),
        Paragraph(Words(f"Licence of the record: {about['license']}"), note=True),
    ]


def _reference(source: dict[str, Any]) -> Reference:
    before = ", ".join(part for part in (source["author"], source["publisher"]) if part)
    opened = f"opened {source['opened']}" if source["opened"] else "not opened"
    return Reference(
        number=source["number"],
        before=f"{before}, " if before else "",
        title=source["title"],
        after=f"{', ' + source['date'] if source['date'] else ''} ({opened}).",
        url=safe_url(source["url"]),
    )
