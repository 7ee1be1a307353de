"""Nested answers as text for a terminal: a record, a tie, a source sentence by sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from .output import wrapped

if TYPE_CHECKING:
    from ..graph import Table


def record_text(answer: dict[str, Any]) -> str:
    """Return a record as ``accord show`` prints it."""
    lines = [*wrapped("", answer["label"]), *wrapped("", f"{answer['type']} {answer['id']}, {answer['as_of']}")]
    lines += wrapped("", answer.get("description", ""))
    plain = {k: v for k, v in answer.items() if k not in _SHOWN_APART}
    lines += [line for name, value in plain.items() for line in wrapped(f"{name.replace('_', ' ')}: ", _inline(value))]
    lines += _each(f"earlier code: {_inline(code)}" for code in answer.get("earlier_codes", []))
    lines += _each(
        f"sources differ on {c['date']}: {c['sets_aside']} gives {c['other_date']}; "
        f"the record follows {c['follows']}: {c['reason']}"
        for c in answer.get("conflicts", [])
    )
    if parties := answer.get("parties"):
        lines += ["", f"parties ({len(parties)})", *_each(_party(p) for p in parties)]
    if counterparts := answer.get("counterparts"):
        lines += ["", f"other records of the same mechanism ({len(counterparts)}), which are not counted besides"]
        lines += [line for other in counterparts for line in _counterpart(other, "")]
    if partners := answer.get("partners"):
        lines += ["", f"partners ({len(partners)})"]
        lines += _each(f"{label}: {', '.join(layers)}" for label, layers in partners.items())
    if mechanisms := answer.get("mechanisms"):
        lines += ["", f"mechanisms ({len(mechanisms)})"]
        lines += _each(f"{m['kind']}: {m['label']} [{m['id']}], {m['status']}" for m in mechanisms)
    if statements := _statements(answer):
        lines += ["", *statements]
    lines += sources_lines(answer.get("sources", []), "")
    return "\n".join(lines) + "\n"


def tie_text(answer: dict[str, Any]) -> str:
    """Return the mechanisms between two actors as ``accord tie`` prints them."""
    found = answer["mechanisms"]
    one, other = answer["actors"]
    if not found:
        head = wrapped("", f"{one} and {other}: no mechanism between them is recorded {answer['as_of']}.")
        return "\n".join([*head, *_completeness(answer)]) + "\n"
    lines = wrapped(
        "", f"{one} and {other}: {answer['holding']} of {len(found)} recorded mechanisms hold {answer['as_of']}"
    )
    for number, mechanism in enumerate(found, start=1):
        lines += ["", *wrapped(f"{number}. ", f"{mechanism['kind']}: {mechanism['status']}")]
        lines += wrapped("   ", f"{mechanism['label']} [{mechanism['id']}]")
        lines += wrapped("   ", _inline(mechanism.get("dates", {})))
        if obligations := mechanism.get("obligations"):
            lines += wrapped("   obligations: ", _inline(obligations))
        parties = mechanism.get("parties", [])
        if len(parties) > len(answer["actors"]):
            lines += wrapped(f"   {len(parties)} parties: ", _inline([p["label"] for p in parties]))
        lines += sources_lines(mechanism["sources"], "   ")
        for other in mechanism.get("counterparts", []):
            lines += ["   the same by another record:", *_counterpart(other, "   ")]
    lines += ["", *_completeness(answer)]
    return "\n".join(lines) + "\n"


def coverage_text(answer: dict[str, Any]) -> str:
    """Return what the record covers as ``accord coverage`` prints it."""
    share = f"{answer['unverified_share']:.1%}"
    lines = wrapped("", f"record {answer['record']}; {answer['slice']}")
    lines += wrapped(
        "",
        f"{answer['mechanisms']} mechanisms, {answer['participations']} participations; {answer['unverified']} of "
        f"{answer['records']} records ({share}) rest on unverified evidence alone; {answer['conflicts']} conflicts "
        "between sources are recorded",
    )
    for part in ("kinds", "regions"):
        lines += ["", f"{part}: held / holding / participations; how complete; checked to"]
        lines += _each(
            f"{row['name']}: {row['mechanisms']} / {row['holding']} / {row['participations']}"
            + (f"; {row['completeness']}; {row['checked_to']}" if row["completeness"] else "; nothing said")
            for row in answer[part]
        )
    lines += ["", "what is said to be complete or not, and what is knowingly missing"]
    lines += _each(
        f"{_inline(s['kinds'])}, of {_inline(s['of'])}: {s['completeness']}"
        + (f". Missing: {s['missing']}" if "missing" in s else "")
        for s in answer["statements"]
    )
    return "\n".join(lines) + "\n"


def _completeness(answer: dict[str, Any]) -> list[str]:
    """Say where the record is complete, so that *none* is told apart from *unknown*."""
    said = [f"{_inline(s['kinds'])} of {_inline(s['of'])} (to {s['checked_to']})" for s in answer["complete_for"]]
    if not said:
        return wrapped("", "What else there may be is unknown: the record is not said to be complete for either.")
    return [
        *wrapped("", "Complete, so that what is not here does not exist as far as the sources tell:"),
        *_each(said),
        *wrapped("", "What else there may be is unknown."),
    ]


def steps_text(table: Table) -> str:
    """Return dated steps as ``accord timeline`` and ``accord changes`` print them."""
    lines = [line for name, value in table.about.items() for line in wrapped(f"{name}: ", _inline(value))]
    if not table.rows:
        return "\n".join([*lines, "nothing found"]) + "\n"
    lines.append("")
    for date, what, kind, record, record_id, parties in table.rows:
        named = f" ({parties})" if parties else ""
        first, *rest = wrapped(" " * 12, f"{what}: {record} [{record_id}], {kind}{named}")
        lines += [f"{date:<12}{first.lstrip()}", *rest]
    return "\n".join(lines) + "\n"


def source_text(answer: dict[str, Any]) -> str:
    """Return a source sentence by sentence as ``accord source`` prints it."""
    lines = [*wrapped("", _cited(answer)), answer.get("url", ""), f"SHA-256 {answer['sha256']}"]
    if answer.get("verified"):
        lines.append("The file at hand is the text that was read: its hash is the same.")
    for sentence in answer["sentences"]:
        first, after = sentence["characters"]
        lines += ["", f"Sentence {sentence['sentence']}, characters {first} to {after}"]
        if "text" in sentence:
            lines += wrapped("  | ", sentence["text"])
        if records := sentence["records"]:
            lines += wrapped("  records: ", "; ".join(record["label"] for record in records))
        lines += _statements(sentence, "  ")
    return "\n".join(lines) + "\n"


_SHOWN_APART = frozenset(
    ("id", "iri", "type", "label", "as_of", "description", "parties", "partners", "mechanisms", "assertions", "claims")
) | {"sources", "conflicts", "earlier_codes", "counterparts"}


def _statements(answer: dict[str, Any], indent: str = "") -> list[str]:
    lines: list[str] = []
    for assertion in answer.get("assertions", []):
        lines += wrapped(f"{indent}assertion: ", f"{assertion['says']} ({assertion['verdict']}) {assertion['reason']}")
    for claim in answer.get("claims", []):
        reported = f", as {claim['reported_by']} reports" if "reported_by" in claim else ""
        lines += wrapped(f"{indent}claim: ", f"{claim['holder']}{reported} ({claim['kind']}): {claim['holds']}")
    return lines


def sources_lines(sources: list[dict[str, str]], indent: str) -> list[str]:
    """Return sources as lines: publisher, title, date, locator and confidence, then the address."""
    lines: list[str] = ["", "sources"] if sources and not indent else []
    for source in sources:
        lines += wrapped(f"{indent}- ", f"{_cited(source)} [{source['confidence']}]")
        if "url" in source:
            lines.append(f"{indent}  {source['url']}")
    return lines


def _cited(source: dict[str, Any]) -> str:
    return ", ".join(source[name] for name in ("author", "publisher", "title", "date", "locator") if source.get(name))


def _counterpart(other: dict[str, Any], indent: str) -> list[str]:
    named = ", ".join(filter(None, (other["label"], other.get("identifier", ""))))
    lines = wrapped(f"{indent}- ", f"{other['kind']}: {named} [{other['id']}]")
    for name in ("dates", "obligations", "parties"):
        if name in other:
            lines += wrapped(f"{indent}  {name}: ", _inline(other[name]))
    return lines + sources_lines(other.get("sources", []), f"{indent}  ")


def _party(party: dict[str, Any]) -> str:
    parts = [party["label"]]
    parts += [party[name] for name in ("role",) if name in party]
    parts += [f"{name} {party[name]}".replace("from by ", "by ") for name in ("side", "from", "until") if name in party]
    parts += [_inline(party[name]) for name in ("services", "assets") if name in party]
    return ", ".join(parts)


def _inline(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')} {part}" for name, part in cast("dict[str, object]", value).items())
    if isinstance(value, list):
        return "; ".join(str(part) for part in cast("list[object]", value))
    return str(value)


def _each(lines: Any) -> list[str]:
    return [part for line in lines for part in wrapped("- ", line)]
