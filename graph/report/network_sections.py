"""The sections of a report that say what follows from the network."""

from __future__ import annotations

from typing import Any

from .blocks import Block, Grid, Heading, Items, Line, Paragraph, Words
from .wording import and_more, counted, left_out, number, signed


def measures(part: dict[str, Any]) -> list[Block]:
    """Return each measure with its rank and its trend."""
    rows: list[tuple[Words | Line, ...]] = []
    for one in part["measures"]:
        points = one["trend"]
        line = Line(
            tuple(point["value"] for point in points),
            points[0]["date"][:4] if points else "",
            points[-1]["date"][:4] if points else "",
        )
        first = points[0] if points else {"value": None, "rank": None}
        then = (
            f"{number(first['value'])}, rank {first['rank']}" if first["rank"] is not None else number(first["value"])
        )
        rows.append(
            (
                Words(one["measure"], soft=one["definition"]),
                Words(number(one["value"]), soft=one["note"]),
                Words(f"{one['rank']} of {part['of']}" if one["rank"] is not None else number(None)),
                line if points else Words("no earlier year"),
                Words(f"{then} in {points[0]['date'][:4]}" if points else number(None)),
            )
        )
    heads = ("measure", "value", "rank", "trend", "at its beginning")
    note = (
        "A trend is read on 31 December of each year. The record thickens towards the present, and so do its networks."
    )
    return [Grid(heads, tuple(rows), frozenset((1, 2))), Paragraph(Words(note), note=True)]


def communities(part: dict[str, Any]) -> list[Block]:
    """Return the actor's community and how sure it is."""
    if not part["name"]:
        return [Paragraph(Words("It has no tie on the day, and is in no community."))]
    text = (
        f"It is in the community called after {part['name']}, of {counted(part['size'], 'actor')}, one of "
        f"{part['communities']} communities. In {part['share']:.0%} of {part['runs']} runs it sat with its majority."
    )
    agreed = f"The runs agree by a mean adjusted Rand index of {part['stability']:.2f}." if part["stability"] else ""
    return [
        Paragraph(Words(text)),
        Paragraph(Words(f"Those with the strongest ties within: {and_more(part['members'], part['left_out'])}.")),
        Paragraph(
            Words(f"Groups with more ties inside than chance gives (Louvain, consensus of runs). {agreed}"), note=True
        ),
    ]


def what_if(part: dict[str, Any]) -> list[Block]:
    """Return the actor's place with and without its main ally."""
    what = "Main ally" if part["promise"] else "Closest state"
    promise = "A promise of defence ties the two" if part["promise"] else "No promise of defence ties the two"
    text = (
        f"{what}: {part['ally']}, the state with which the depth of commitment is greatest, "
        f"{number(part['depth'])}, through {counted(part['mechanisms'], 'mechanism')}. {promise}."
    )
    rows = tuple(
        (
            Words(row["measure"]),
            Words(number(row["before"])),
            Words(number(row["rank_before"])),
            Words(number(row["after"])),
            Words(number(row["rank_after"])),
            Words(signed(row["change"])),
        )
        for row in part["actor"]
    )
    whole = tuple(
        (Words(row["measure"]), Words(number(row["before"])), Words(number(row["after"])), Words(signed(row["change"])))
        for row in part["network"]
    )
    kept = part["company_kept"]
    moved = (
        "More than half of its company would be the same."
        if kept is None
        else f"It would change company: {kept:.0%} of those it shares a community with would be the same."
    )
    alone = part["left_alone"]
    left = f" Left without any tie: {', '.join(alone)}." if alone else ""
    note = (
        "Among equally deep ones the state with more mechanisms is taken, then the one whose name comes first. Nothing "
        "else is taken to change: no state answers a change by another. The communities here are those of "
        f"{part['runs']} runs."
    )
    return [
        Paragraph(Words(text)),
        Heading(f"Its place with {part['ally']} and without"),
        Grid(("measure", "with", "rank", "without", "rank then", "change"), rows, frozenset(range(1, 6))),
        Heading("The network as a whole"),
        Grid(("measure", "with", "without", "change"), whole, frozenset((1, 2, 3))),
        Paragraph(Words(moved + left)),
        Paragraph(Words(note), note=True),
    ]


def quasi_allies(part: dict[str, Any]) -> list[Block]:
    """Return the states that come nearest to its allies in practice."""
    if not part["pairs"]:
        return [Paragraph(Words("No state without a promise of defence is tied to it."))]
    rows = tuple(
        (
            Words(number(row["rank"])),
            Words(row["b"]),
            Words(number(None) if row["index"] is None else f"{row['index']:.1f}"),
            Words(f"{row['depth']:.2f}"),
            Words(row["below"] or number(None)),
            Words(row["above"] or number(None)),
        )
        for row in part["pairs"]
    )
    note = f"Index: {part['definition']}. Allied pairs: {part['allied_pairs']}."
    heads = ("rank", "state", "index", "practical depth", "next allied pair below", "above")
    return [
        Grid(heads, rows, frozenset((0, 2, 3))),
        *left_out(part["left_out"], "states, which come less near"),
        Paragraph(Words(note), note=True),
    ]


def next_partners(part: dict[str, Any]) -> list[Block]:
    """Return the pairs that stand highest, labelled as what they are."""
    blocks: list[Block] = [
        Paragraph(
            Words(
                "This is a prediction from the shape of the network, and no statement of the record. A score says how "
                "a pair stands beside pairs that got such an agreement in the past; it foretells no pair and favours "
                "none."
            )
        )
    ]
    for kind in part["kinds"]:
        blocks.append(Heading(f"{kind['kind'][:1].upper()}{kind['kind'][1:]}"))
        if kind["note"]:
            blocks.append(Paragraph(Words(f"{kind['note'][:1].upper()}{kind['note'][1:]}."), note=True))
            continue
        rows = tuple(
            (
                Words(number(row["rank"])),
                Words(row["b"]),
                Words(f"{row['value']:.3f}"),
                Words(number(row["common_partners"])),
                Words(number(row["strength"])),
                Words(row["near_miss"] or "nothing"),
            )
            for row in kind["pairs"]
        )
        heads = (
            "rank",
            "state",
            "score, 0 to 1",
            "common partners",
            "mechanisms between them",
            "on record of this kind",
        )
        blocks.append(Grid(heads, rows, frozenset((0, 2, 3, 4))))
    blocks.append(
        Items(
            (
                Words("Score: mean percentile rank of common neighbours, Adamic-Adar, resource allocation and degree."),
                Words("States that have or had such an agreement with it are no candidates."),
            )
        )
    )
    return blocks
