"""What the tests of the analysis share: the network of the whole record, drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import networkx as nx

    from accord.graph import KnowledgeGraph


@pytest.fixture(scope="session")
def world(kg: KnowledgeGraph) -> nx.Graph[str]:
    """Give the network of the whole record on the day to which it was checked; nobody may change it."""
    return kg.network()
