"""The prefixes that every file, query and export of the project uses."""

from __future__ import annotations

_BASE = "https://w3id.org/accord-graph/"
_ID = f"{_BASE}id/"
#: Where the columns of other people's data sets live, each in a namespace of its own.
DATASETS = f"{_BASE}dataset/"

#: Prefix to namespace. Record namespaces first, then the vocabularies that are reused.
PREFIXES: dict[str, str] = {
    "acc": f"{_BASE}ontology#",
    "actor": f"{_ID}actor/",
    "asrt": f"{_ID}assertion/",
    "asset": f"{_ID}asset/",
    "claim": f"{_ID}claim/",
    "code": f"{_ID}code/",
    "conflict": f"{_ID}conflict/",
    "count": f"{_ID}event-count/",
    "coverage": f"{_ID}coverage/",
    "ev": f"{_ID}evidence/",
    "event": f"{_ID}event/",
    "graph": f"{_ID}graph/",
    "interval": f"{_ID}interval/",
    "mech": f"{_ID}mechanism/",
    "part": f"{_ID}participation/",
    "policy": f"{_ID}policy/",
    "psg": f"{_ID}passage/",
    "set": f"{_ID}record-set/",
    "src": f"{_ID}source/",
    "tenure": f"{_ID}tenure/",
    "tie": f"{_ID}tie/",
    "bibo": "http://purl.org/ontology/bibo/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: What says of which class something is.
RDF_TYPE = f"{PREFIXES['rdf']}type"


def compact(iri: str) -> str:
    """Return the IRI as ``prefix:local`` where a prefix fits, and as it is otherwise.

    Examples
    --------
    >>> compact("https://w3id.org/accord-graph/id/actor/JPN")
    'actor:JPN'
    """
    # The last of either: the table of an answer compacts thousands.
    namespace, mark, name = iri.rpartition("/")
    if "#" in name:
        namespace, mark, name = iri.rpartition("#")
    prefix = _BY_NAMESPACE.get(namespace + mark)
    return f"{prefix}:{name}" if prefix and name else iri


def local(iri: str) -> str:
    """Return what follows the last ``/`` or ``#`` of an IRI.

    Examples
    --------
    >>> local("https://w3id.org/accord-graph/id/actor/JPN")
    'JPN'
    """
    return iri[max(iri.rfind("/"), iri.rfind("#")) + 1 :]


def sparql_prefixes() -> str:
    """Return the ``PREFIX`` lines for all prefixes, to stand before a query."""
    return "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())


_BY_NAMESPACE = {iri: prefix for prefix, iri in PREFIXES.items()}
