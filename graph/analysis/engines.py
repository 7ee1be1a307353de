"""Which engine computes a measure of actors: networkx, arrays, or a networkx backend that the user names.

A measure is defined in `accord.graph.analysis.centrality`, by the networkx function that computes it. Small
networks are measured by that function. From the size in `ENGINES` on, the same values come from arrays, ten to a
hundred times faster: of numpy alone up to 500 actors, and of scipy as well beyond, whose import takes longer than
any measure of 500 actors. Beyond a second size, those that need the shortest paths of all actors are estimated
from a sample of them, and say how far they may be off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..errors import RequestError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    from .arrays import Arrays
    from .kernels.sampling import Estimate

    Progress = Callable[[int, int], None]

NETWORKX: Final = "networkx"
ARRAYS: Final = "arrays (numpy, scipy)"
#: How many pivots an estimate has where nobody says.
PIVOTS: Final = 1_000

#: The attenuation of Katz centrality, as a share of the inverse of the leading eigenvalue, below which it converges.
KATZ_SHARE: Final = 0.85
#: With this probability the walk of PageRank goes on.
DAMPING: Final = 0.85


@dataclass(frozen=True, slots=True)
class Engine:
    """How arrays compute a measure.

    Attributes
    ----------
    above
        From so many ties on arrays compute it; below, networkx.
    compute
        From a network without isolates to one value an actor, not a number where it has none.
    reads
        The attributes of ties that it reads.
    estimate
        From such a network, a number of pivots and a seed to an estimate; ``None`` where the measure needs none.
    exact
        Up to so many actors times ties the exact values are computed where nobody asks for an estimate.
    """

    above: int
    compute: Callable[[Arrays, Progress | None], NDArray[Any]]
    reads: tuple[str, ...] = ()
    estimate: Callable[[Arrays, int, int, Progress | None], Estimate] | None = None
    exact: int = 0


@dataclass(frozen=True, slots=True)
class Computed:
    """The values of a measure, and where they come from.

    Attributes
    ----------
    values
        Actor to value; actors without one are left out.
    engine
        What computed them.
    intervals
        Actor to the ends of the interval of 95 %, where the values are estimates.
    estimate
        How they were estimated, in a line; empty where they are exact.
    """

    values: dict[str, float]
    engine: str
    intervals: dict[str, tuple[float, float]] | None = None
    estimate: str = ""


def array_values(arrays: Arrays, measure: str, progress: Progress | None = None) -> dict[str, float] | None:
    """Return what `centrality` computes, from arrays.

    Parameters
    ----------
    arrays
        The network, with the attributes that the measure reads.
    measure
        The measure's name.
    progress
        Called with how many actors are done and how many there are, by the measures that need all paths.

    Returns
    -------
    dict or None
        A value for each actor with a tie that has one; ``None`` for a measure that arrays do not compute.

    Raises
    ------
    accord.graph.analysis.kernels.lengths.NearTieError
        Where two paths are so nearly equally long that doubles cannot tell which is the shorter.
    """
    if measure not in ENGINES:
        return None
    tied = arrays.tied
    return _named(tied, ENGINES[measure].compute(tied, progress)) if tied.actors else {}


def computed(
    network: nx.Graph[str], measure: str, sample: int | None, seed: int, progress: Progress | None
) -> Computed | None:
    """Measure a network with arrays, where it is large enough for them, or a sample is asked for.

    Parameters
    ----------
    network
        The network.
    measure
        The measure's name.
    sample
        How many pivots an estimate is to have; ``None`` to let the size of the network decide.
    seed
        From where the pivots are drawn.
    progress
        Called with how many actors are done and how many there are.

    Returns
    -------
    Computed or None
        ``None`` where networkx is to compute the measure.

    Raises
    ------
    RequestError
        Where a sample is asked for, and the measure is not estimated, or the sample is smaller than 2.
    """
    engine = ENGINES.get(measure)
    if sample is not None:
        _check_sample(measure, sample)
    size = max(network.number_of_edges(), network.number_of_nodes())
    if engine is None or (sample is None and size < engine.above) or not network.number_of_edges():
        return None
    from .arrays import Arrays
    from .kernels import lengths

    arrays = Arrays.of(network, *engine.reads).tied
    if "distance" in engine.reads and not lengths.are_whole(arrays):
        return None
    try:
        if engine.estimate and _is_sampled(engine, arrays, sample):
            found = engine.estimate(arrays, sample or PIVOTS, seed, progress)
            if found.pivots < len(arrays.actors):
                said = (
                    f"from {found.pivots} of {len(arrays.actors)} tied actors as pivots, seed {seed}; low and high "
                    "hold the exact value in 95 of 100 cases"
                )
                ends = zip(found.low.tolist(), found.high.tolist(), strict=True)
                intervals = dict(zip(arrays.actors, ends, strict=True))
                return Computed(_named(arrays, found.values), ARRAYS, intervals, said)
            return Computed(_named(arrays, found.values), ARRAYS)
        return Computed(_named(arrays, engine.compute(arrays, progress)), ARRAYS)
    except lengths.NearTieError:
        return None


def check_backend(backend: str) -> None:
    """Refuse a networkx backend that is not installed.

    Raises
    ------
    UnknownNameError
        Where there is none of that name; the hint lists those installed.
    """
    from networkx.utils import backends

    known: dict[str, Any] = vars(backends)["backends"]  # of which the type stubs know nothing
    installed = sorted({NETWORKX, *known})
    if backend not in installed:
        error = UnknownNameError("installed networkx backend", backend, installed)
        error.hint = f"Installed: {', '.join(installed)}."
        raise error


def _check_sample(measure: str, sample: int) -> None:
    sampled = [name for name, engine in ENGINES.items() if engine.estimate]
    if measure not in sampled:
        raise RequestError(
            f"{measure} is never estimated: it is computed exactly at every size", f"Estimated: {', '.join(sampled)}."
        )
    if sample < 2:
        raise RequestError(f"a sample of {sample} has no spread, and its error is unknown", "Ask for 100 or more.")


def _is_sampled(engine: Engine, arrays: Arrays, sample: int | None) -> bool:
    if sample is not None:
        return sample < len(arrays.actors)
    return len(arrays.actors) * len(arrays.ties) > engine.exact


def _named(arrays: Arrays, values: NDArray[Any]) -> dict[str, float]:
    """Return the values by actor, without those that are no number."""
    return {actor: value for actor, value in zip(arrays.actors, values.tolist(), strict=True) if value == value}


# -- the measures ------------------------------------------------------------------------------------------
# Kernels are imported when they are used: a small network needs none of them.


def _betweenness(arrays: Arrays, progress: Progress | None) -> NDArray[np.float64]:
    from .kernels import walks

    return walks.dependencies(arrays, progress=progress).sums / _pairs(arrays)


def _betweenness_distance(arrays: Arrays, progress: Progress | None) -> NDArray[np.float64]:
    from .kernels import lengths

    found = lengths.dependencies_by_length(arrays, lengths.of(arrays), progress=progress)
    return found.sums / _pairs(arrays)


def _pairs(arrays: Arrays) -> int:
    n = len(arrays.actors)
    return max((n - 1) * (n - 2), 1)


def _closeness(arrays: Arrays, progress: Progress | None) -> NDArray[np.float64]:
    from .kernels import walks

    return walks.closeness(walks.reach(arrays, progress=progress))


def _closeness_distance(arrays: Arrays, progress: Progress | None) -> NDArray[np.float64]:
    import numpy as np

    from .kernels import lengths

    own = lengths.of(arrays)
    sums = lengths.distance_sums(arrays, own, progress=progress).sums * own.unit
    others = np.bincount(arrays.components)[arrays.components] - 1
    return others / sums * others / max(len(arrays.actors) - 1, 1)


def _harmonic(arrays: Arrays, progress: Progress | None) -> NDArray[np.float64]:
    from .kernels import walks

    return walks.reach(arrays, progress=progress).inverse


def _eigenvector(arrays: Arrays, _: Progress | None) -> NDArray[np.float64]:
    from .kernels import spectral

    return spectral.eigenvector(arrays)


def _katz(arrays: Arrays, _: Progress | None) -> NDArray[np.float64]:
    from .kernels import spectral

    return spectral.katz(arrays, KATZ_SHARE)


def _pagerank(arrays: Arrays, _: Progress | None) -> NDArray[np.float64]:
    from .kernels import spectral

    return spectral.pagerank(arrays, DAMPING)


def _core(arrays: Arrays, _: Progress | None) -> NDArray[np.int64]:
    from .kernels import cores

    return cores.core(arrays)


def _of_triangles(name: str) -> Callable[[Arrays, Progress | None], NDArray[np.float64]]:
    def compute(arrays: Arrays, _: Progress | None) -> NDArray[np.float64]:
        from .kernels import triangles

        return getattr(triangles, name)(arrays)

    return compute


def _sampled(name: str, **more: bool) -> Callable[[Arrays, int, int, Progress | None], Estimate]:
    def estimate(arrays: Arrays, sample: int, seed: int, progress: Progress | None) -> Estimate:
        from .kernels import sampling

        return getattr(sampling, name)(arrays, sample, seed, progress, **more)

    return estimate


#: From so many ties on arrays gain more than loading them costs, about 0.02 s.
_PATHS: Final = 1_000
_COUNTS: Final = 5_000
#: These networkx computes with scipy or LAPACK: loading the one, or waiting for the threads of the other, costs 0.2 s.
_LOADS: Final = 100

#: The measures that arrays compute. Beyond the second size the exact values take more than about a minute.
ENGINES: Final[dict[str, Engine]] = {
    "betweenness": Engine(_PATHS, _betweenness, (), _sampled("betweenness"), 2 * 10**9),
    "betweenness-distance": Engine(
        _PATHS, _betweenness_distance, ("distance",), _sampled("betweenness", by_length=True), 10**9
    ),
    "closeness": Engine(_PATHS, _closeness, (), _sampled("closeness"), 4 * 10**10),
    "closeness-distance": Engine(
        _PATHS, _closeness_distance, ("distance", "strength"), _sampled("closeness", by_length=True), 2 * 10**9
    ),
    "harmonic": Engine(_PATHS, _harmonic, (), _sampled("harmonic"), 4 * 10**10),
    "eigenvector": Engine(_PATHS, _eigenvector, ("strength",)),
    "katz": Engine(_LOADS, _katz, ("strength",)),
    "pagerank": Engine(_LOADS, _pagerank, ("strength",)),
    "core": Engine(_COUNTS, _core),
    "clustering": Engine(_COUNTS, _of_triangles("clustering")),
    "clustering-strength": Engine(_COUNTS, _of_triangles("clustering_by_strength"), ("strength",)),
    "constraint": Engine(_LOADS, _of_triangles("constraint"), ("strength",)),
    "effective-size": Engine(_LOADS, _of_triangles("effective_size")),
}
