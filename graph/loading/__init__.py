"""Loading a graph, wherever it lies: files into columns, records and triples, a store on disk, an endpoint."""
