"""The sections of a report that say what is on record."""

from __future__ import annotations

from typing import Any

from .blocks import Block, Grid, Heading, Items, Paragraph, Words
from .wording import and_more, counted, dates, left_out, number, sources


def profile(part: dict[str, Any]) -> list[Block]:
    """Return names, codes and dates as a table, and what the record is complete for."""
    schemes = {"iso2": "ISO", "iso3": "ISO", "cow": "Correlates of War", "gw": "Gleditsch-Ward"}
    codes = [f"{schemes.get(scheme) or scheme} {code}" for scheme, code in part["codes"].items()]
    codes += [f"Wikidata {part['wikidata']}"] if part["wikidata"] else []
    rows: list[tuple[str, str]] = [
        ("type", part["type"]),
        ("also called", "; ".join(part["also"])),
        ("region", part["region"]),
        ("codes", "; ".join(codes)),
        *part["dates"].items(),
        *((name, "; ".join(values)) for name, values in part["facts"].items()),
    ]
    table = Grid(("", part["name"]), tuple((Words(name), Words(text)) for name, text in rows if text), shape="facts")
    blocks: list[Block] = [Paragraph(Words(part["description"]))] if part["description"] else []
    blocks.append(table)
    if part["sources"]:
        blocks.append(Paragraph(Words("Names, codes and dates:", sources(part)), note=True))
    if part["complete"]:
        blocks.append(Paragraph(Words("The record is said to be complete for it, up to the day given, for:")))
        said = (Words(", ".join(one["kinds"]), soft=f"to {one['checked_to']}") for one in part["complete"])
        blocks.append(Items(tuple(said)))
    else:
        blocks.append(Paragraph(Words("For no kind of mechanism is the record said to be complete for it.")))
    if part["incomplete"]:
        told = "statement says" if part["incomplete"] == 1 else "statements say"
        text = f"{part['incomplete']} further {told} that it is held in part, and what is knowingly missing"
        blocks.append(Paragraph(Words(f"{text}: accord coverage lists them."), note=True))
    return blocks


def ties(part: dict[str, Any]) -> list[Block]:
    """Return a summary by layer, then each kind with its mechanisms."""
    if not part["mechanisms"]:
        return [Paragraph(Words("Nothing on record ties it on the day."))]
    first = (
        f"{counted(part['mechanisms'], 'mechanism')} in force or active tie it to {counted(part['partners'], 'actor')}."
    )
    layers = tuple(
        (Words(one["layer"]), Words(number(one["mechanisms"])), Words(number(one["partners"])))
        for one in part["layers"]
    )
    blocks: list[Block] = [
        Paragraph(Words(first)),
        Grid(("layer", "mechanisms", "partners"), layers, frozenset((1, 2))),
    ]
    for kind in part["kinds"]:
        held = len(kind["mechanisms"]) + kind["left_out"]
        blocks.append(Heading(f"{kind['kind'][:1].upper()}{kind['kind'][1:]} ({held}; depth {kind['depth']})"))
        blocks.append(_mechanisms(kind["mechanisms"]))
        blocks += left_out(kind["left_out"], "of this kind, which began earlier")
    return blocks


def changes(part: dict[str, Any]) -> list[Block]:
    """Return the steps, the latest first."""
    if not part["steps"]:
        return [Paragraph(Words(f"No change is on record between {part['from']} and {part['to']}."))]
    rows = tuple(
        (
            Words(step["date"]),
            Words(step["what"]),
            Words(step["record"], sources(step), soft=step["kind"]),
            Words(and_more(step["partners"], step["partners_left_out"])),
        )
        for step in part["steps"]
    )
    blocks: list[Block] = [Grid(("date", "what", "mechanism", "partners"), rows, shape="steps")]
    return blocks + left_out(part["left_out"], f"since {part['from']}, which came earlier")


def near_misses(part: dict[str, Any]) -> list[Block]:
    """Return what does not hold and may come to, by how it stands."""
    if not part["statuses"]:
        return [Paragraph(Words("No mechanism of it is on record as signed, announced or under negotiation alone."))]
    blocks: list[Block] = [Paragraph(Words("None of these makes a tie or enters a measure."))]
    for status in part["statuses"]:
        blocks.append(Heading(f"{status['status'][:1].upper()}{status['status'][1:]}"))
        blocks.append(_mechanisms(status["mechanisms"], kinds=True))
        blocks += left_out(status["left_out"], "that stand so")
    return blocks


def obligations(part: dict[str, Any]) -> list[Block]:
    """Return whom it must defend and who must defend it, by treaty."""
    if not part["treaties"]:
        return [Paragraph(Words("No treaty on record that is in force on the day obliges to defence here."))]
    first = (
        f"It must defend {counted(part['defends'], 'actor')}, and {counted(part['defended_by'], 'actor')} must defend "
        "it, by what the texts state. Whether a treaty would be honoured is not asked."
    )
    rows = tuple(
        (
            Words(treaty["label"], sources(treaty), soft=treaty["status"]),
            Words(", ".join(treaty["defends"]) or "nobody"),
            Words(
                "the same"
                if treaty["defends"] == treaty["defended_by"]
                else ", ".join(treaty["defended_by"]) or "nobody"
            ),
        )
        for treaty in part["treaties"]
    )
    return [Paragraph(Words(first)), Grid(("treaty", "it must defend", "must defend it"), rows, shape="treaties")]


def claims(part: dict[str, Any]) -> list[Block]:
    """Return claims, set apart from the record."""
    if not part["held"]["claims"] and not part["about"]["claims"]:
        return [Paragraph(Words("No claim of it or about it is on record."))]
    blocks: list[Block] = [
        Paragraph(
            Words("What somebody holds, wants, fears or predicts. A claim is no fact of the record and makes no tie.")
        )
    ]
    for name, heading in (("held", "What it holds"), ("about", "What others hold of it")):
        if found := part[name]["claims"]:
            blocks += [Heading(heading), Items(tuple(map(_claim, found)))]
            blocks += left_out(part[name]["left_out"], "claims")
    return blocks


def _mechanisms(found: list[dict[str, Any]], *, kinds: bool = False) -> Grid:
    rows = tuple(
        (
            Words(one["label"], sources(one), soft=one["kind"] if kinds else ""),
            Words(and_more(one["partners"], one["partners_left_out"])),
            Words(dates(one)),
            *(() if kinds else (Words(one["status"]),)),
        )
        for one in found
    )
    heads = ("mechanism", "partners", "dates", *(() if kinds else ("status",)))
    return Grid(heads, rows, shape="near" if kinds else "mechanisms")


def _claim(claim: dict[str, Any]) -> Words:
    reported = f", as {claim['reported_by']} reports" if claim["reported_by"] else ""
    return Words(f"{claim['holder']}{reported}: {claim['holds']}", sources(claim), soft=claim["kind"])
