"""``python -m accord.graph.view`` writes the sidecar anew, from the shipped record; see `sidecar`."""

from .sidecar import main

main()
