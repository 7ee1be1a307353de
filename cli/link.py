"""``accord link``: which records that somebody brought are of a mechanism that the record has."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .notes import note
from .options import output_option, output_options

if TYPE_CHECKING:
    from .output import Output

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_AGAINST = click.option(
    "--against",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="Compare with the records of this file, and not with the shipped record. Repeatable.",
)


@click.group()
def link() -> None:
    """Judge which imported records are of a mechanism that the record has.

    Pairs are proposed with a score and judged by a person; nothing is merged without a judgement. An imported record
    that is judged the same points at the other, and is not counted beside it.

    \b
    Examples:
      accord link propose atop.ttl -o judgements.csv
      accord link apply judgements.csv atop.ttl -o linked.ttl
      accord show north-atlantic-treaty --graph linked.ttl
    """


@link.command("propose")
@click.argument("imported", type=_FILE, metavar="IMPORTED")
@output_option("Where to write the pairs; judgements that are in it are kept. - for stdout.")
@_AGAINST
@click.option(
    "--least", type=float, default=0.1, show_default=True, metavar="SCORE", help="The least score that is proposed."
)
@click.option(
    "--years", type=float, default=2, show_default=True, metavar="NUMBER", help="How far apart the two may begin."
)
@click.pass_context
def propose_(
    ctx: click.Context, imported: Path, path: str, against: tuple[Path, ...], least: float, years: float
) -> None:
    """Propose pairs of records that may be of one mechanism.

    IMPORTED is a file that accord import made, or any other of records. The pairs have two parties in common and begin
    within some years. Each has a score from 0 to 1 and the reasons for it. Write same, different or unsure into the
    column judgement, and why into note. Needs the extra 'link'.

    \b
    Examples:
      accord link propose atop.ttl -o judgements.csv
      accord link propose dcad.ttl --against atop.ttl --least 0.5
    """
    from ..graph.linking import judgements_csv, propose, read_judgements
    from ..graph.output import write_file

    judged = read_judgements(path) if path != "-" and Path(path).is_file() else []
    found = propose(imported, against=against, judged=judged, least=least, years=years)
    text = judgements_csv(found)
    if path == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_file(path, text)
        note(ctx, f"wrote {path}")
    open_ = sum(not one.judgement for one in found)
    note(ctx, f"{len(found)} pairs, {len(found) - open_} of them judged")


@link.command("apply")
@click.argument("judgements", type=_FILE, metavar="JUDGEMENTS")
@click.argument("imported", type=_FILE, metavar="IMPORTED")
@output_option("Where to write the Turtle; - for stdout.")
@_AGAINST
@click.pass_context
def apply_(ctx: click.Context, judgements: Path, imported: Path, path: str, against: tuple[Path, ...]) -> None:
    """Write imported records with links to those that they are the same as.

    JUDGEMENTS is a file that accord link propose made and a person judged. What is judged the same is linked; what is
    different, unsure or not judged stays as it is. What is unsure is listed on stderr.

    \b
    Examples:
      accord link apply judgements.csv atop.ttl -o linked.ttl
      accord centrality --graph linked.ttl --at 1960-01-01
    """
    from ..graph.linking import apply
    from ..graph.output import write_file

    applied = apply(judgements, imported, against=against)
    if path == "-":
        sys.stdout.write(applied.turtle)
        sys.stdout.flush()
    else:
        write_file(path, applied.turtle)
        note(ctx, f"wrote {path}")
    for line in applied.account:
        note(ctx, line)


@link.command("check")
@output_options(can_be_empty=False)
@click.argument("judgements", type=_FILE, metavar="JUDGEMENTS")
def check(output: Output, judgements: Path) -> None:
    """Compare judgements with the scores that were proposed.

    A row a score: were all pairs from it on called the same, how many of the judged pairs that would be, which share
    of them is (precision), and which share of what was judged the same they are (recall).

    \b
    Examples:
      accord link check judgements.csv
      accord link check judgements.csv --format csv
    """
    from ..graph.linking import agreement, read_judgements

    output.table(agreement(read_judgements(judgements)))
