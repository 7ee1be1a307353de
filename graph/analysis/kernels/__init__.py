"""The arithmetic of measures on arrays: numpy, and scipy for large networks, one family of measures a module.

A kernel takes an `accord.graph.analysis.arrays.Arrays` and returns one value an actor, in the actors' order.
Which kernel a measure has, and from which size on it is used, is written in `accord.graph.analysis.engines`.
"""
