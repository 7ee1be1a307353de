"""Measures of the whole network: how large, how dense, how centralised, how clustered, how far.

All count ties alike; strengths are not read. Isolates count as actors, as the field has it, unless they are
left out beforehand. What needs paths between all actors is measured within the largest component.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..table import Table
from .nulls import Compared, about_null, check_runs, random_arrays
from .ranking import computed_on, without
from .whole_measures import WHOLE_MEASURES, Figure, local_clustering, mean, mean_distance

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

#: Below this sigma a network does not pass for a small world.
_SMALL_WORLD: Final = 1.0


def whole_network(
    network: nx.Graph[str],
    *,
    isolates: bool = True,
    null: int | None = None,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Table:
    """Measure a network as a whole.

    Parameters
    ----------
    network
        A network made by `KnowledgeGraph.network`.
    isolates
        Whether actors without a tie count; without them, the network is that of the tied actors.
    null
        Compare with so many random networks of the same degrees; with none where ``None``.
    seed
        Where chance begins.
    progress
        Called after each random network with how many are done and how many there are.

    Returns
    -------
    Table
        Columns ``measure``, ``value``, ``definition``, ``note``. With `null` also ``expected``, ``low``,
        ``high``, ``z`` and ``share``; see `accord.graph.analysis.nulls.Compared`. A measure without a value
        has ``None``, and the note says why.

    Raises
    ------
    RequestError
        Where `null` is less than 20.

    Examples
    --------
    >>> import networkx as nx
    >>> table = whole_network(nx.florentine_families_graph())
    >>> {row["measure"]: row["value"] for row in table.records()}["diameter"]
    5
    """
    if null is not None:
        check_runs(null)
    if not isolates:
        network = without(network, [node for node in network if network.degree(node) == 0])
    figure = Figure.of(network)
    about = {"measures": "of the whole network", "reads": "ties counted alike", **computed_on(network)}
    values = {name: measure.compute(figure) for name, measure in WHOLE_MEASURES.items()}
    notes = {
        name: "; ".join(filter(None, (measure.why_not if values[name] is None else "", measure.note(figure))))
        for name, measure in WHOLE_MEASURES.items()
    }
    if null is None:
        rows = [(n, _told(values[n]), m.definition, notes[n]) for n, m in WHOLE_MEASURES.items()]
        rows.append((_SIGMA, None, _SIGMA_IS, "needs random networks to compare with"))
        return Table(("measure", "value", "definition", "note"), tuple(rows), about)
    sample: dict[str, list[float | None]] = {name: [] for name in WHOLE_MEASURES}
    worlds: list[tuple[float | None, float | None]] = []
    for done, arrays in enumerate(random_arrays(figure.arrays, null, seed), start=1):
        chance = Figure(arrays, figure.groups)
        for name, measure in WHOLE_MEASURES.items():
            sample[name].append(measure.compute(chance))
        worlds.append(_world(chance))
        if progress:
            progress(done, null)
    compared = {name: Compared.of(values[name], sample[name]) for name in WHOLE_MEASURES}
    rows = [_row(n, values[n], compared[n], m.definition, notes[n]) for n, m in WHOLE_MEASURES.items()]
    rows.append(_small_world(figure, worlds))
    columns = ("measure", "value", "expected", "low", "high", "z", "share", "definition", "note")
    return Table(columns, tuple(rows), {**about, **about_null(null, seed)})


def _row(name: str, value: float | None, found: Compared, definition: str, note: str) -> tuple[Any, ...]:
    said = "; ".join(filter(None, (note, found.note)))
    return name, _told(value), found.expected, found.low, found.high, found.z, found.share, definition, said


def _told(value: float | None) -> float | None:
    """Return a value without the noise of its last digits; whole numbers stay whole."""
    return round(value, 12) + 0.0 if isinstance(value, float) else value


# -- the small world ----------------------------------------------------------------------------------

_SIGMA: Final = "small-world sigma"
_SIGMA_IS: Final = (
    "(C / C of random networks) / (L / L of random networks), with the mean clustering C and the mean distance L "
    "of the largest component"
)
_SIGMA_CAVEAT: Final = (
    "sigma grows with the number of actors and is near 1 in dense networks; one-mode projections are clustered "
    "whatever the actors do, since a treaty of many parties is a clique"
)


def _world(figure: Figure) -> tuple[float | None, float | None]:
    """Return clustering and mean distance of the largest component."""
    return mean(local_clustering(figure.arrays)[figure.arrays.in_largest]), mean_distance(figure)


def _small_world(figure: Figure, worlds: list[tuple[float | None, float | None]]) -> tuple[Any, ...]:
    """Return the row of sigma: the network's, and that of each random network against the mean of all."""
    both = [(c, length) for c, length in worlds if c is not None and length is not None]
    own_c, own_l = _world(figure)
    c_mean = sum(c for c, _ in both) / len(both) if both else 0.0
    l_mean = sum(length for _, length in both) / len(both) if both else 0.0
    if own_c is None or own_l is None or not c_mean or not l_mean:
        return _row(_SIGMA, None, Compared(), _SIGMA_IS, "the random networks have no triangle or no path to divide by")
    sigma = (own_c / c_mean) / (own_l / l_mean)
    found = Compared.of(sigma, [(c / c_mean) / (length / l_mean) for c, length in both])
    verdict = "a small world by this measure" if sigma > _SMALL_WORLD else "no small world by this measure"
    parts = f"C {own_c:.3f} against {c_mean:.3f}, L {own_l:.3f} against {l_mean:.3f}"
    return _row(_SIGMA, sigma, found, _SIGMA_IS, f"{parts}; {verdict} (above 1); {_SIGMA_CAVEAT}")
