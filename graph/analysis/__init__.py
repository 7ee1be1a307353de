"""What networks say: each module takes a network, or the graph that it is drawn from, and returns a table.

`centrality` ranks actors. Every table names the projection, the slice, the edge attribute that was read, the
number of actors and ties, and the version of the record.
"""
