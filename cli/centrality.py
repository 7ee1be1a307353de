"""``accord centrality``: the most central actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import depths_option, graph_options, output_options, progress_on, slice_options, weight_option

if TYPE_CHECKING:
    from ..graph import KnowledgeGraph
    from .output import Output


class _ListsMeasures(click.Command):
    """A command whose help ends with the measures, read from the library only when help is asked for."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from ..graph.analysis.measures import MEASURES_ON
        from ..graph.networks.projection_names import PROJECTIONS

        super().format_options(ctx, formatter)
        for name, projection in PROJECTIONS.items():
            with formatter.section(f"Measures on {name}"):
                formatter.write_dl(
                    [
                        (m.name, f"{m.definition[0].upper()}{m.definition[1:]}.{_reads(m.reads)}")
                        for m in MEASURES_ON[projection].values()
                    ]
                )


def _reads(attribute: str) -> str:
    return f" Reads {attribute}." if attribute else ""


@click.command(cls=_ListsMeasures)
@graph_options
@slice_options
@depths_option
@output_options(plot=True)
@click.option(
    "--measure", default="degree", show_default=True, metavar="NAME", help="What to rank by; --help lists the measures."
)
@click.option(
    "--by",
    type=click.Choice(("region", "type", "community")),
    help="The groups of actors that participation reads. Default: region. Refused for other measures.",
)
@click.option(
    "--projection",
    type=click.Choice(("co-participation", "two-mode", "obligations", "events")),
    default="co-participation",
    show_default=True,
    help="The network that is measured: of actors, of actors and mechanisms, of who must defend whom, or of events.",
)
@click.option("--mechanisms", is_flag=True, help="Rank the mechanisms of the two-mode network, not its actors.")
@weight_option
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Show the first N actors alone.")
@click.option("--null", type=click.IntRange(min=20), metavar="N", help="Compare with N random networks; 200 are usual.")
@click.option(
    "--sample",
    type=click.IntRange(min=2),
    metavar="K",
    help="Estimate betweenness, closeness or harmonic from K actors. Default: exact, and of very large networks 1,000.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), metavar="N", help="Where random networks or the sample begin. Default: 0."
)
@click.option("--backend", metavar="NAME", help="The networkx backend that computes it; networkx for networkx itself.")
@click.pass_context
def centrality(
    ctx: click.Context,
    kg: KnowledgeGraph,
    output: Output,
    measure: str,
    by: str | None,
    projection: str,
    mechanisms: bool,
    weight: str,
    top: int | None,
    null: int | None,
    sample: int | None,
    seed: int | None,
    backend: str | None,
) -> None:
    """Rank states and organisations by a measure of their place in the network.

    The answer says on which projection, slice and weight the numbers were computed. Strength is how much
    there is between two actors, distance its inverse; a measure that reads neither counts ties alike. Actors
    with equal values share a rank.

    With --null, each value is compared with random networks in which every actor has as many ties as it has:
    what its number of ties alone would give it, the middle 95 % of them, and the z-score.

    Large networks are measured from arrays, small ones by networkx; the values are the same, and the answer
    says which it was. With --sample, values are estimates, with the ends of their interval of 95 %.

    \b
    Examples:
      accord centrality --measure betweenness --top 10
      accord centrality --measure strength --at 2014-12-31 --layer dialogue
      accord centrality --measure eigenvector --weight newman
      accord centrality --measure participation --by type
      accord centrality --measure betweenness --null 200 --top 10
      accord centrality --measure betweenness --sample 100
      accord centrality --projection two-mode --mechanisms --measure betweenness --top 10
      accord centrality --projection obligations --measure in-degree --top 10
      accord centrality --graph events.ttl --projection events --measure strength --between 2018-01 2018-06
    """
    from ..graph.analysis.centrality import centrality as ranking

    if seed is not None and null is None and sample is None:
        raise click.UsageError("--seed needs --null N or --sample K.")
    if null is not None and (sample is not None or backend is not None or mechanisms):
        raise click.UsageError("--null goes with neither --sample, --backend nor --mechanisms.")
    if projection != "co-participation" and (null is not None or weight != "count"):
        raise click.UsageError(f"--null and --weight are of the co-participation network, not of {projection}.")
    made = {"two-mode": kg.two_mode, "obligations": kg.obligations, "events": kg.event_network}
    network = made[projection]() if projection in made else kg.network(weight)
    if null is None:
        output.table(
            ranking(
                network,
                measure,
                top=top,
                by=by,
                mechanisms=mechanisms,
                sample=sample,
                seed=seed or 0,
                backend=backend,
                progress=progress_on(ctx),
            )
        )
    else:
        from ..graph.analysis.nulls import null_centrality

        progress = progress_on(ctx)
        output.table(null_centrality(network, measure, null, seed or 0, top=top, by=by, progress=progress))
