"""What networks say: each module takes a network, or the graph that it is drawn from, and returns a table.

`centrality` and `brokerage` rank actors, `paths` and `pairs` speak of two, `quasi_alliance` of how near a pair
comes to being allied; `whole` measures the network, `nulls` draws random ones to compare with, `trend` follows
actors from year to year; `communities` finds groups, and `whatif` changes the network. Every table names the
projection, the slice, the edge attribute that was read, the number of actors and ties, and the version of the
record.
"""
