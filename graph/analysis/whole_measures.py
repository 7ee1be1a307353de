"""The measures of a whole network: what each means, and how it is computed from actors and ties.

All count ties alike; strengths are not read. What needs paths between all actors is measured within the
largest component.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose
from typing import TYPE_CHECKING, Final

import numpy as np

from .arrays import Arrays

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx
    from numpy.typing import NDArray

_FEW: Final = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A network's arrays, with what is known of its actors.

    Attributes
    ----------
    arrays
        Actors and ties.
    groups
        Attribute to one value an actor, in the actors' order; empty where an actor has none.
    """

    arrays: Arrays
    groups: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, network: nx.Graph[str]) -> Figure:
        """Return the figure of a network."""
        arrays = Arrays.of(network)
        return cls(
            arrays,
            {name: tuple(network.nodes[a].get(name) or "" for a in arrays.actors) for name in ("region", "type")},
        )

    def grouped(self, name: str) -> tuple[Arrays, NDArray[np.int64]]:
        """Return the network among those who have the attribute, and the number of each one's group."""
        values = self.groups[name]
        among = self.arrays.among(np.array([bool(value) for value in values], dtype=bool))
        number = {value: i for i, value in enumerate(sorted(set(filter(None, values))))}
        return among, np.array([number[value] for value in values if value], dtype=np.int64)

    def without(self, name: str) -> str:
        """Say how many actors do not have the attribute."""
        missing = sum(1 for value in self.groups[name] if not value)
        return f"{missing} actors without a {name} are left out" if missing else ""


@dataclass(frozen=True, slots=True)
class WholeMeasure:
    """A measure of the whole network.

    Attributes
    ----------
    name
        Its name in tables.
    definition
        What it measures, with the formula, in a line.
    reads
        The edge attribute that it reads; empty for ties counted alike.
    reference
        Where it was defined.
    compute
        From a network to the value; ``None`` where it has none.
    note
        From a network to what must be known of its value; where it has none, `why_not` is said as well.
    why_not
        Why a network has no value.
    """

    name: str
    definition: str
    reads: str
    reference: str
    compute: Callable[[Figure], float | None]
    note: Callable[[Figure], str] = lambda _: ""
    why_not: str = ""


def mean(values: NDArray[np.float64]) -> float | None:
    """Return the mean; ``None`` of nothing."""
    return float(values.mean()) if len(values) else None


def _density(arrays: Arrays) -> float | None:
    n = len(arrays.actors)
    return 2 * len(arrays.ties) / (n * (n - 1)) if n > 1 else None


def _density_note(figure: Figure) -> str:
    tied = figure.arrays.tied
    among = _density(tied)
    if among is None or len(tied.actors) == len(figure.arrays.actors):
        return ""
    return f"{among:.6f} among the {len(tied.actors)} actors with a tie"


def _isolates(figure: Figure) -> int:
    return int((figure.arrays.degrees == 0).sum())


def _components(figure: Figure) -> int:
    return len(set(figure.arrays.components.tolist()))


def _components_note(figure: Figure) -> str:
    alone = _isolates(figure)
    return f"{alone} of them are isolates" if alone else ""


def _largest(figure: Figure) -> int:
    return int(figure.arrays.in_largest.sum())


def _share_in_largest(figure: Figure) -> float | None:
    return _largest(figure) / len(figure.arrays.actors) if figure.arrays.actors else None


def _largest_note(figure: Figure) -> str:
    return f"{_largest(figure)} of {len(figure.arrays.actors)} actors"


def _centralisation(values: NDArray[np.float64], maximum: float) -> float:
    return float((values.max() - values).sum() / maximum)


def _degree_centralisation(figure: Figure) -> float | None:
    n = len(figure.arrays.actors)
    return _centralisation(figure.arrays.degrees.astype(float), (n - 1) * (n - 2)) if n >= _FEW else None


def _betweenness_centralisation(figure: Figure) -> float | None:
    n = len(figure.arrays.actors)
    return _centralisation(figure.arrays.betweenness, n - 1) if n >= _FEW else None


def _closeness_centralisation(figure: Figure) -> float | None:
    n = _largest(figure)
    if n < _FEW:
        return None
    closeness = (n - 1) / figure.arrays.steps[figure.arrays.in_largest]
    return _centralisation(closeness, (n - 1) * (n - 2) / (2 * n - 3))


def _degree_assortativity(figure: Figure) -> float | None:
    """Correlate the degrees at the two ends of the ties, each tie taken in both directions."""
    arrays = figure.arrays
    ends = arrays.degrees[arrays.ties].astype(float)
    if not len(ends):
        return None
    one, other = ends[:, 0], ends[:, 1]
    mean = ends.mean()
    spread = ((ends - mean) ** 2).mean()
    return float(((one - mean) * (other - mean)).mean() / spread) if spread > 0 else None


def _mixing(figure: Figure, name: str) -> tuple[float, float] | None:
    """Return the share of ties within groups, and what it would be if ends met at random."""
    arrays, group = figure.grouped(name)
    if not len(arrays.ties):
        return None
    ends = group[arrays.ties]
    shares = np.bincount(ends.ravel()) / ends.size
    return float((ends[:, 0] == ends[:, 1]).mean()), float((shares**2).sum())


def _assortativity(name: str) -> Callable[[Figure], float | None]:
    def compute(figure: Figure) -> float | None:
        found = _mixing(figure, name)
        if found is None or isclose(found[1], 1):
            return None
        return (found[0] - found[1]) / (1 - found[1])

    return compute


def _modularity(figure: Figure) -> float | None:
    found = _mixing(figure, "region")
    return found[0] - found[1] if found else None


def _pairs(arrays: Arrays) -> NDArray[np.int64]:
    return arrays.degrees * (arrays.degrees - 1) // 2


def _transitivity(figure: Figure) -> float | None:
    pairs = int(_pairs(figure.arrays).sum())
    return float(figure.arrays.triangles.sum() / pairs) if pairs else None


def local_clustering(arrays: Arrays) -> NDArray[np.float64]:
    """Return for each actor the share of pairs of its partners that are tied; 0 without a pair."""
    return arrays.triangles / np.maximum(_pairs(arrays), 1)


def _clustering(figure: Figure) -> float | None:
    return mean(local_clustering(figure.arrays))


def _clustering_note(figure: Figure) -> str:
    few = int((figure.arrays.degrees < 2).sum())
    return f"{few} actors with fewer than two ties count as 0" if few else ""


def mean_distance(figure: Figure) -> float | None:
    """Return the mean number of steps in the largest component; ``None`` where no two actors are tied."""
    n = _largest(figure)
    return float(figure.arrays.steps[figure.arrays.in_largest].sum() / (n * (n - 1))) if n > 1 else None


def _diameter(figure: Figure) -> int | None:
    return int(figure.arrays.farthest[figure.arrays.in_largest].max()) if _largest(figure) > 1 else None


_NO_TIE: Final = "no two actors are tied"
_TOO_FEW: Final = "fewer than three actors"
_FREEMAN: Final = "Freeman 1978"

WHOLE_MEASURES: Final[dict[str, WholeMeasure]] = {
    measure.name: measure
    for measure in (
        WholeMeasure(
            "actors", "number n of states and organisations", "", "", lambda figure: len(figure.arrays.actors)
        ),
        WholeMeasure(
            "ties", "number m of pairs with a mechanism between them", "", "", lambda figure: len(figure.arrays.ties)
        ),
        WholeMeasure("isolates", "number of actors without a tie", "", "", _isolates),
        WholeMeasure(
            "density",
            "ties over pairs of actors, 2 m / (n (n - 1))",
            "",
            "Wasserman and Faust 1994, ch. 4",
            lambda figure: _density(figure.arrays),
            _density_note,
            "fewer than two actors",
        ),
        WholeMeasure(
            "mean degree",
            "ties an actor has, 2 m / n",
            "",
            "Wasserman and Faust 1994, ch. 4",
            lambda figure: mean(figure.arrays.degrees.astype(float)),
            why_not="no actor",
        ),
        WholeMeasure(
            "components",
            "number of parts among which there is no path",
            "",
            "Wasserman and Faust 1994, ch. 4",
            _components,
            _components_note,
        ),
        WholeMeasure(
            "share in largest component",
            "actors in the largest component over all actors",
            "",
            "Newman 2018, ch. 10",
            _share_in_largest,
            _largest_note,
            "no actor",
        ),
        WholeMeasure(
            "degree centralisation",
            "sum of (highest degree - degree), over its maximum (n - 1)(n - 2), that of a star",
            "",
            _FREEMAN,
            _degree_centralisation,
            why_not=_TOO_FEW,
        ),
        WholeMeasure(
            "betweenness centralisation",
            "sum of (highest normalised betweenness - betweenness), over its maximum n - 1, that of a star",
            "",
            _FREEMAN,
            _betweenness_centralisation,
            why_not=_TOO_FEW,
        ),
        WholeMeasure(
            "closeness centralisation",
            "sum of (highest closeness - closeness) in the largest component, over its maximum "
            "(n - 1)(n - 2) / (2 n - 3), that of a star",
            "",
            _FREEMAN,
            _closeness_centralisation,
            _largest_note,
            _TOO_FEW,
        ),
        WholeMeasure(
            "degree assortativity",
            "correlation of the degrees at the two ends of a tie",
            "",
            "Newman 2002",
            _degree_assortativity,
            why_not="no tie, or all ties end at actors of one degree",
        ),
        *(
            WholeMeasure(
                f"assortativity by {name}",
                f"(w - e) / (1 - e): w the share of ties within a {name}, e the same if ends met at random",
                "",
                "Newman 2003",
                _assortativity(name),
                lambda figure, name=name: figure.without(name),
                f"no tie, or all ties end at actors of one {name}",
            )
            for name in ("region", "type")
        ),
        WholeMeasure(
            "modularity by region",
            "w - e: w the share of ties within a region, e the same if ends met at random",
            "",
            "Newman and Girvan 2004",
            _modularity,
            lambda figure: figure.without("region"),
            _NO_TIE,
        ),
        WholeMeasure(
            "transitivity",
            "share of closed triples: 3 triangles over pairs of ties that share an actor",
            "",
            "Wasserman and Faust 1994, ch. 6; Newman, Watts and Strogatz 2002",
            _transitivity,
            why_not="no actor has two ties",
        ),
        WholeMeasure(
            "mean clustering",
            "mean over actors of the share of pairs of their partners that are tied",
            "",
            "Watts and Strogatz 1998",
            _clustering,
            _clustering_note,
            "no actor",
        ),
        WholeMeasure(
            "mean distance",
            "mean number of steps between two actors of the largest component",
            "",
            "Watts and Strogatz 1998",
            mean_distance,
            _largest_note,
            _NO_TIE,
        ),
        WholeMeasure(
            "diameter",
            "most steps between two actors of the largest component",
            "",
            "Wasserman and Faust 1994, ch. 4",
            _diameter,
            _largest_note,
            _NO_TIE,
        ),
    )
}
