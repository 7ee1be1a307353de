"""From mechanisms to networks: which pairs a mechanism ties, and the projections that networks are."""
