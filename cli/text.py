"""Nested answers as text for a terminal: a record, a tie, a source sentence by sentence."""

from __future__ import annotations

from typing import Any, cast

from .output import wrapped


def record_text(answer: dict[str, Any]) -> str:
    """Return a record as ``accord show`` prints it."""
    lines = [*wrapped("", answer["label"]), *wrapped("", f"{answer['type']} {answer['id']}, {answer['as_of']}")]
    lines += wrapped("", answer.get("description", ""))
    plain = {k: v for k, v in answer.items() if k not in _SHOWN_APART}
    lines += [line for name, value in plain.items() for line in wrapped(f"{name.replace('_', ' ')}: ", _inline(value))]
    if parties := answer.get("parties"):
        lines += ["", f"parties ({len(parties)})", *_each(_party(p) for p in parties)]
    if partners := answer.get("partners"):
        lines += ["", f"partners ({len(partners)})"]
        lines += _each(f"{label}: {', '.join(layers)}" for label, layers in partners.items())
    if mechanisms := answer.get("mechanisms"):
        lines += ["", f"mechanisms ({len(mechanisms)})"]
        lines += _each(f"{m['kind']}: {m['label']} [{m['id']}], {m['status']}" for m in mechanisms)
    if statements := _statements(answer):
        lines += ["", *statements]
    lines += _sources(answer.get("sources", []), "")
    return "\n".join(lines) + "\n"


def tie_text(answer: dict[str, Any]) -> str:
    """Return the mechanisms between two actors as ``accord tie`` prints them."""
    found = answer["mechanisms"]
    one, other = answer["actors"]
    if not found:
        return f"{one} and {other}: no mechanism between them is recorded.\n"
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
        lines += _sources(mechanism["sources"], "   ")
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
) | {"sources"}


def _statements(answer: dict[str, Any], indent: str = "") -> list[str]:
    lines: list[str] = []
    for assertion in answer.get("assertions", []):
        lines += wrapped(f"{indent}assertion: ", f"{assertion['says']} ({assertion['verdict']}) {assertion['reason']}")
    for claim in answer.get("claims", []):
        reported = f", as {claim['reported_by']} reports" if "reported_by" in claim else ""
        lines += wrapped(f"{indent}claim: ", f"{claim['holder']}{reported} ({claim['kind']}): {claim['holds']}")
    return lines


def _sources(sources: list[dict[str, str]], indent: str) -> list[str]:
    lines: list[str] = ["", "sources"] if sources and not indent else []
    for source in sources:
        lines += wrapped(f"{indent}- ", f"{_cited(source)} [{source['confidence']}]")
        if "url" in source:
            lines.append(f"{indent}  {source['url']}")
    return lines


def _cited(source: dict[str, Any]) -> str:
    return ", ".join(source[name] for name in ("author", "publisher", "title", "date", "locator") if source.get(name))


def _party(party: dict[str, Any]) -> str:
    parts = [party["label"]]
    parts += [party[name] for name in ("role",) if name in party]
    parts += [f"{name} {party[name]}" for name in ("side", "from", "until") if name in party]
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
