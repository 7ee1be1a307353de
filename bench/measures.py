"""How fast the measures are, beside networkx and igraph: ``python bench/measures.py [ROUNDS] [MEASURE ...]``.

Each measurement is a child process of its own, with a cap on its memory, that reads a stored network and measures
the CPU seconds (user and system) from the networkx graph to a dictionary of values: converting the graph counts.
"""

from __future__ import annotations

import json
import math
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    import networkx as nx

    Values = dict[str, float]

sys.path.insert(0, str(Path(__file__).parent))

#: The memory, and the CPU seconds, that a child may take.
CAP, LIMIT = 8 * 2**30, 1_200
SMALL, LARGE = (2_000, 40_000), (20_000, 400_000)
#: The measure, the network, and what its ratio is asked to be: at least so many times as fast as networkx, or at
#: most so many times as slow as igraph.
ASKED: dict[str, tuple[tuple[int, int], str, float | None]] = {
    "betweenness": (SMALL, "networkx", 10),
    "betweenness-distance": (SMALL, "networkx", 10),
    "closeness": (SMALL, "networkx", 5),
    "closeness-distance": (SMALL, "networkx", None),
    "harmonic": (SMALL, "networkx", 5),
    "eigenvector": (LARGE, "networkx", 25),
    "pagerank": (LARGE, "networkx", 5),
    "clustering": (LARGE, "networkx", 20),
    "clustering-strength": (LARGE, "networkx", None),
    "constraint": (LARGE, "igraph", 5),
    "core": (LARGE, "networkx", 3),
    "communities": (LARGE, "networkx", 10),
    "betweenness, estimated": (LARGE, "", None),
    "betweenness-distance, estimated": (LARGE, "", None),
    "closeness, estimated": (LARGE, "", None),
    "closeness, exact": (LARGE, "", None),
}
_ROW = "{:32}{:>8}" + "{:>11}" * 8 + "{:>16}  {}"
_HEAD = (
    *("measure", "ties", "ours s", "convert s", "MB", "networkx s", "ratio", "unconvert.", "igraph s", "ratio"),
    *("asked", "difference"),
)
#: These take networkx minutes, or say nothing beside it.
_NOT_BY_NETWORKX = {"constraint"}
_NOT_BY_IGRAPH = {"clustering-strength"}


# -- in a child ----------------------------------------------------------------------------------------


def _ours(network: nx.Graph[str], measure: str) -> Values:
    from accord.graph.analysis import engines

    name, _, how = measure.partition(", ")
    if name == "communities":
        return _ours_communities(network)
    if how == "estimated":
        found = engines.computed(network, name, engines.PIVOTS, 0, None)
        assert found is not None  # noqa: S101 -- a script
        return found.values
    from accord.graph.analysis.arrays import Arrays

    return engines.array_values(Arrays.of(network, *engines.ENGINES[name].reads), name) or {}


def _ours_communities(network: nx.Graph[str]) -> Values:
    """Return one run, as `networkx.community.louvain_communities` is one."""
    import numpy as np

    from accord.graph.analysis.arrays import Arrays
    from accord.graph.analysis.kernels import louvain

    arrays = Arrays.of(network, "strength").tied
    matrix = louvain.matrix(len(arrays.actors), arrays.ties, arrays.strength, np.zeros(len(arrays.actors)))
    return dict(zip(arrays.actors, louvain.louvain(matrix, 1.0, 0).tolist(), strict=True))


def _networkx(network: nx.Graph[str], measure: str) -> Values:
    """Call plain networkx as its documentation has it, with its own tolerances."""
    import networkx as nx

    calls: dict[str, Callable[[], Any]] = {
        "betweenness": lambda: nx.betweenness_centrality(network),
        "betweenness-distance": lambda: nx.betweenness_centrality(network, weight="distance"),
        "closeness": lambda: nx.closeness_centrality(network),
        "closeness-distance": lambda: _in_units(network, nx.closeness_centrality(network, distance="distance")),
        "harmonic": lambda: nx.harmonic_centrality(network),
        "eigenvector": lambda: nx.eigenvector_centrality(network, weight="strength", max_iter=10_000),
        "pagerank": lambda: nx.pagerank(network, weight="strength"),
        "clustering": lambda: nx.clustering(network),
        "clustering-strength": lambda: nx.clustering(network, weight="strength"),
        "core": lambda: nx.core_number(network),
        "communities": lambda: {
            node: number
            for number, group in enumerate(nx.community.louvain_communities(network, weight="strength", seed=0))
            for node in group
        },
    }
    return calls[measure]()


def _igraph(network: nx.Graph[str], measure: str) -> Values:
    import igraph

    nodes = list(network)
    number = {node: i for i, node in enumerate(nodes)}
    weighted = measure in ("eigenvector", "pagerank", "constraint", "communities")
    graph = igraph.Graph(len(nodes), [(number[a], number[b]) for a, b in network.edges])
    if weighted:
        graph.es["w"] = [strength for *_, strength in network.edges(data="strength")]
    if measure.endswith("-distance"):
        graph.es["w"] = [distance for *_, distance in network.edges(data="distance")]
    pairs, others = (len(nodes) - 1) * (len(nodes) - 2) / 2, len(nodes) - 1
    calls: dict[str, Callable[[], Any]] = {
        "betweenness": lambda: [value / pairs for value in graph.betweenness(directed=False)],
        "betweenness-distance": lambda: [value / pairs for value in graph.betweenness(directed=False, weights="w")],
        "closeness": graph.closeness,
        "closeness-distance": lambda: [value * _unit(network) for value in graph.closeness(weights="w")],
        "harmonic": lambda: [value * others for value in graph.harmonic_centrality()],
        "eigenvector": lambda: _of_length_one(graph.eigenvector_centrality(weights="w")),
        "pagerank": lambda: graph.pagerank(directed=False, weights="w"),
        "clustering": lambda: graph.transitivity_local_undirected(mode="zero"),
        "constraint": lambda: graph.constraint(weights="w"),
        "core": graph.coreness,
        "communities": lambda: graph.community_multilevel(weights="w").membership,
    }
    return dict(zip(nodes, calls[measure](), strict=True))


def _in_units(network: nx.Graph[str], values: Values) -> Values:
    unit = _unit(network)
    return {node: value * unit for node, value in values.items()}


def _unit(network: nx.Graph[str]) -> int:
    """Return how long a tie of strength 1 is, which Accord takes for the unit of closeness."""
    tie = next(data for *_, data in network.edges(data=True))
    return round(tie["strength"] * tie["distance"])


def _of_length_one(values: list[float]) -> list[float]:
    length = math.sqrt(math.fsum(value**2 for value in values))
    return [value / length for value in values]


_BY = {"ours": _ours, "networkx": _networkx, "igraph": _igraph}


def child(by: str, measure: str, path: str) -> None:
    """Measure once: print the CPU seconds, and store the values beside the network."""
    resource.setrlimit(resource.RLIMIT_AS, (CAP, CAP))
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    # What is imported when a program starts is not part of a measure; it is measured by startup.py.
    import networkx as nx  # noqa: F401
    import scipy.sparse.csgraph
    import scipy.sparse.linalg
    import scipy.special  # noqa: F401

    if by == "igraph":
        import igraph  # noqa: F401
    if by == "ours":
        import accord.graph.analysis.kernels.sampling  # noqa: F401
    network = pickle.loads(Path(path).read_bytes())  # noqa: S301 -- written by the parent
    before = time.process_time()
    values = _BY[by](network, measure)
    seconds = time.process_time() - before
    # Of ours, how much of it was the conversion: measured apart, since it is part of the call.
    before = time.process_time()
    if by == "ours":
        from accord.graph.analysis.arrays import Arrays
        from accord.graph.analysis.engines import ENGINES

        name = measure.partition(", ")[0]
        Arrays.of(network, *(ENGINES[name].reads if name in ENGINES else ("strength",)))
    converting = time.process_time() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    Path(path).with_name("values.json").write_text(json.dumps(values), encoding="utf-8")
    print(json.dumps([seconds, peak, converting]))


# -- the parent ----------------------------------------------------------------------------------------


class _Measured(NamedTuple):
    """What a child found: CPU seconds, its memory in MB, the seconds that went into converting, the values."""

    seconds: float
    peak: float
    converting: float
    values: Values


def _measured(by: str, measure: str, path: Path) -> _Measured | None:
    """Run a child; ``None`` where it failed, for want of memory or time or otherwise."""
    command = [sys.executable, __file__, "--child", by, measure, str(path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode != 0:
        return None
    seconds, peak, converting = json.loads(done.stdout)
    values = json.loads(path.with_name("values.json").read_text(encoding="utf-8"))
    return _Measured(seconds, peak, converting, values)


def _difference(network: nx.Graph[str], measure: str, ours: Values, theirs: Values) -> str:
    """Say how far two answers are apart: the greatest difference, or the two modularities."""
    if measure == "communities":
        import networkx as nx

        parts: list[float] = []
        for values in (ours, theirs):
            groups: dict[float, set[str]] = {}
            for node, number in values.items():
                groups.setdefault(number, set()).add(node)
            left = [{node} for node in network if node not in values]
            parts.append(nx.community.modularity(network, [*groups.values(), *left], weight="strength"))
        return f"modularity {parts[0]:.4f} and {parts[1]:.4f}"
    return f"{max(abs(ours[node] - theirs[node]) for node in ours):.1e}"


def _stored(folder: Path, size: tuple[int, int]) -> tuple[nx.Graph[str], Path]:
    """Make a network of a size, the largest component of the workload, and store it."""
    import networkx as nx
    from workload import network as make

    path = folder / f"{size[0]}" / "network.pickle"
    graph = make(*size)
    largest = max(nx.connected_components(graph), key=len)
    graph.remove_nodes_from([node for node in graph if node not in largest])
    path.parent.mkdir()
    path.write_bytes(pickle.dumps(graph))
    return graph, path


def main(rounds: int, chosen: list[str]) -> None:
    """Measure everything in turn, again and again, and print the medians and their ratios."""
    wanted = {name: asked for name, asked in ASKED.items() if not chosen or name in chosen}
    with tempfile.TemporaryDirectory() as folder:
        networks = {size: _stored(Path(folder), size) for size in sorted({size for size, *_ in wanted.values()})}
        for (actors, ties), (graph, _) in networks.items():
            found = f"{graph.number_of_nodes()} actors, {graph.number_of_edges()} ties"
            print(f"workload of {actors} actors and {ties} ties; its largest component: {found}")
        print(_ROW.format(*_HEAD))
        for name, (size, against, ratio) in wanted.items():
            graph, path = networks[size]
            ways = ["ours"]
            if against:
                ways += [
                    way
                    for way, not_by in (("networkx", _NOT_BY_NETWORKX), ("igraph", _NOT_BY_IGRAPH))
                    if name not in not_by
                ]
            results = [{way: _measured(way, name, path) for way in ways} for _ in range(rounds)]
            _print_row(graph, name, size, results, f"{against} {ratio:g}x" if ratio else "")


def _print_row(
    graph: nx.Graph[str], name: str, size: tuple[int, int], results: list[dict[str, _Measured | None]], asked: str
) -> None:
    """Print the medians of a measure; where a child failed, say so."""
    found = {way: [one for result in results if (one := result[way])] for way in results[0]}
    cpu = {way: median(one.seconds for one in ones) for way, ones in found.items() if ones}
    cells, said = ["failed", "", ""], []
    if ours := found["ours"]:
        converting = median(one.converting for one in ours)
        cells = [f"{cpu['ours']:.2f}", f"{converting:.2f}", f"{max(one.peak for one in ours):.0f}"]
        for way in ("networkx", "igraph"):
            if way not in found:
                cells += [""] * (2 if way == "igraph" else 3)
                continue
            cells += [f"{cpu[way]:.2f}", f"{cpu[way] / cpu['ours']:.1f}x"] if way in cpu else ["failed", ""]
            if way == "networkx":
                cells.append(f"{cpu[way] / max(cpu['ours'] - converting, 1e-3):.1f}x" if way in cpu else "")
            if found[way]:
                said.append(f"{way}: {_difference(graph, name, ours[0].values, found[way][0].values)}")
    cells += [""] * (8 - len(cells))
    print(_ROW.format(name, size[1], *cells, asked, "; ".join(said)), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(*sys.argv[2:5])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3, sys.argv[2:])
