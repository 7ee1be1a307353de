"""``accord who-next``: which pairs without a tie of a kind stand as pairs stood that got one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from .options import date_options, graph_options, output_options, progress_on
from .output import wrapped

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph, Table
    from .output import Output

#: The names are those of `accord.graph.analysis.prediction.SCORES`, with what a head of a column calls them.
_SCORES: Final = {
    "common-neighbours": "CN",
    "adamic-adar": "AA",
    "resource-allocation": "RA",
    "preferential-attachment": "PA",
    "combined": "comb.",
}
_LEGEND: Final = (
    "CN common neighbours, AA Adamic-Adar, RA resource allocation, PA preferential attachment, comb. combined"
)
_COUNTED: Final = "first: pairs that had their first tie in the window; by: the mechanisms that made them"
#: Columns of a pair's names and of each of the five numbers: together with the rank they fill a terminal of 80.
_PAIR, _NUMBER = 34, 8
#: From so much on a score is shown without decimals, or with one.
_GREAT, _MIDDLING = 1000, 10


@click.command("who-next")
@graph_options
@date_options
@output_options()
@click.argument("kind")
@click.argument("actor", required=False)
@click.option("--by", type=click.Choice(tuple(_SCORES)), help="The score to rank by. Default: combined.")
@click.option(
    "--on",
    type=click.Choice(("all", "kind")),
    help="Read scores on the network of all kinds, a treaty of k weighing 1 / (k - 1), or of KIND alone. Default: all.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    metavar="N",
    help="Show the first N pairs; with --backtest, take the precision of the first N.",
)
@click.option("--organisations", is_flag=True, help="Count organisations beside states.")
@click.option("--backtest", is_flag=True, help="Test all scores on the past instead.")
@click.option(
    "--from", "first", type=int, metavar="YEAR", help="Test: the first cut is at this year's end. Default: 1990."
)
@click.option(
    "--to", "last", type=int, metavar="YEAR", help="Test: the last year. Default: the last whole one on record."
)
@click.option("--horizon", type=click.IntRange(min=1), metavar="YEARS", help="Test: years in a window. Default: 5.")
@click.option(
    "--dcad",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Test on your copy of DCAD's main file, which covers 1980 to 2010; by default from 1985.",
)
@click.pass_context
def who_next(
    ctx: click.Context,
    kg: KnowledgeGraph,
    output: Output,
    kind: str,
    actor: str | None,
    by: str | None,
    on: str | None,
    top: int,
    organisations: bool,
    backtest: bool,
    first: int | None,
    last: int | None,
    horizon: int | None,
    dcad: Path | None,
) -> None:
    """Rank pairs that no mechanism of a kind has tied yet, by link prediction.

    KIND is a kind of mechanism or a layer. Five scores say how a pair stands in the network: how many
    partners both share, how exclusive these are, how many ties both have, and all of it combined. Below
    them stand the common partners, the mechanisms that tie the two already, and whether one of the kind
    is under negotiation, announced or signed. A score foretells no pair, and favours none.

    With --backtest, scores from what held at a year's end are compared with the pairs that had their
    first tie of the kind in the years after: the AUC, and the precision of the first N pairs.

    \b
    Examples:
      accord who-next ReciprocalAccessAgreement Japan
      accord who-next DefenceCooperationAgreement --at 2020-12-31 --by adamic-adar --top 10
      accord who-next DefenceCooperationAgreement --backtest --from 1990 --to 2025
      accord who-next DefenceCooperationAgreement --backtest --dcad DCAD-v1.0-main.csv
    """
    if not backtest:
        from ..graph.analysis.prediction import who_next as ranked_pairs

        if first is not None or last is not None or horizon or dcad:
            raise click.UsageError("--from, --to, --horizon and --dcad need --backtest.")
        measure = by or "combined"
        table = ranked_pairs(kg, kind, actor, measure=measure, top=top, on=on or "all", organisations=organisations)
        output.table(table, _ranking)
        return
    from ..graph.analysis.backtest import backtest as tested

    if actor or by or on:
        raise click.UsageError("--backtest tests all pairs, all scores and both networks: leave ACTOR, --by, --on out.")
    if kg.within and (kg.within.first != kg.within.last or kg.within.last != kg.about.checked_to.latest):
        raise click.UsageError("--backtest takes its dates from --from, --to and --horizon.")
    table = tested(
        kg,
        kind,
        first=first,
        last=last,
        horizon=horizon or 5,
        k=top,
        organisations=organisations,
        data=dcad,
        progress=progress_on(ctx),
    )
    output.table(table, _test)


def _head(table: Table) -> list[str]:
    """Return what the table says of itself, and what the heads of columns stand for."""
    from ..graph.table import cell_text

    said = [line for name, value in table.about.items() for line in wrapped(f"{name}: ", cell_text(value))]
    return [*said, "", *wrapped("", _LEGEND)]


def _ranking(table: Table) -> str:
    """Return each pair as a line of numbers, with what is known of the two below it."""
    lines = _head(table)
    if not table.rows:
        return "\n".join([*lines, "", "nothing found"]) + "\n"
    one = "actor" in table.about
    heads = "".join(f"{head:>{_NUMBER}}" for head in _SCORES.values())
    lines += ["", f"rank  {'partner' if one else 'pair':<{_PAIR}}{heads}", ""]
    for row in table.records():
        rank = f"{row['rank'] if row['rank'] is not None else '':>4}  "
        names = wrapped("", row["b"] if one else f"{row['a']}, {row['b']}")
        numbers = "".join(_score(row[name.replace("-", "_")]) for name in _SCORES)
        # A name too long for its column has a line of its own.
        if len(names[0]) < _PAIR:
            lines.append((f"{rank}{names[0]:<{_PAIR}}" + numbers).rstrip())
        else:
            lines += [f"{rank}{names[0]}", (" " * (len(rank) + _PAIR) + numbers).rstrip()]
        lines += wrapped(" " * len(rank), _known(row))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _known(row: dict[str, Any]) -> str:
    """Return what is known of the two, in a sentence."""
    counted = [(row["common_partners"], "common partner"), (row["strength"], "mechanism")]
    parts = [f"{number} {what}{'' if number == 1 else 's'}" for number, what in counted]
    return "; ".join(filter(None, (", ".join(parts), row["near_miss"], row["note"])))


def _score(value: float | None) -> str:
    if value is None:
        return " " * _NUMBER
    digits = 0 if value >= _GREAT else 1 if value >= _MIDDLING else 4
    return f"{value:>{_NUMBER}.{digits}f}"


def _test(table: Table) -> str:
    """Return the AUC by window on each network, and below what comes of all windows."""
    lines = [*_head(table), *wrapped("", _COUNTED)]
    rows = table.records()
    k = table.about["k"]
    last = f"P@{k}"
    for network in dict.fromkeys(row["network"] for row in rows):
        heads = "".join(f"{head:>7}" for head in _SCORES.values())
        lines += ["", f"AUC on the network '{network}'; {last} is the precision of the combined score", ""]
        lines += [f"{'window':<10}{'pairs':>8}{'first':>6}{'by':>5}{heads}{last:>8}", ""]
        windows: dict[str, dict[str, dict[str, Any]]] = {}
        for row in rows:
            if row["network"] == network:
                windows.setdefault(row["window"], {})[row["measure"]] = row
        for window, by in windows.items():
            row = by["combined"]
            numbers = "".join(_share(by[name]["auc"], 7) for name in _SCORES)
            size = f"{window:<10}{row['pairs']:>8}{row['positives']:>6}{row['mechanisms']:>5}"
            lines.append(size + numbers + _share(row["precision"], 8))
            lines += wrapped("  ", row["note"])
    columns = {"auc": "AUC", "low": "from", "high": "to", "auc_tied": "tied", "precision": last}
    lines += ["", *wrapped("", "over all windows; 'tied' is the AUC among pairs of which both have a tie"), ""]
    lines += [f"{'network':<10}{'score':<26}" + "".join(f"{head:>8}" for head in columns.values()), ""]
    lines += [
        f"{row['network']:<10}{row['measure']:<26}" + "".join(_share(row[name], 8) for name in columns)
        for row in rows
        if row["window"] == "all"
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _share(value: float | None, width: int) -> str:
    return f"{'' if value is None else f'{value:.3f}':>{width}}"
