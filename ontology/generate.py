"""Writes ``terms.py`` and the two files of JSON-LD from the Turtle: ``python -m accord.ontology.generate``."""

from __future__ import annotations

import json
import keyword
from pathlib import Path
from typing import Any, Final

from .files import ontology_files
from .prefixes import PREFIXES, local
from .rdf import text_of

_HEAD = '''"""The ontology's terms as typed constants. Generated: ``python -m accord.ontology.generate``."""

from __future__ import annotations

from typing import Final

'''

#: Terms of other vocabularies that the record uses, by the names that the context has for them.
_REUSED: Final = {
    "label": "skos:prefLabel",
    "altLabel": "skos:altLabel",
    "notation": "skos:notation",
    "title": "dcterms:title",
    "description": "dcterms:description",
    "publisher": "dcterms:publisher",
    "issued": "dcterms:issued",
    "license": "dcterms:license",
    "conformsTo": "dcterms:conformsTo",
    "version": "owl:versionInfo",
    "latitude": "geo:lat",
    "longitude": "geo:long",
}
#: Those of them that point at something, and those whose texts have a language.
_LINKS: Final = ("license", "conformsTo")
_TEXTS: Final = ("label", "altLabel", "description", "officialName", "verdictReason", "capital", "office")
#: Of whom a frame shows no more than the name, and what it shows whole; what else a mechanism names stays an id.
_NAMED: Final = ("party", "constitutes")


def terms_source() -> str:
    """Return the text that ``terms.py`` should have, from the ontology's files."""
    from pyoxigraph import parse

    acc = PREFIXES["acc"]
    found = {
        local(subject)
        for path in ontology_files()
        for triple in parse(path=str(path))
        if (subject := text_of(triple.subject)).startswith(acc) and triple.predicate.value.endswith("#label")
    }
    names = sorted(found, key=lambda name: (not name[0].isupper(), name))
    lines = [f'ACC: Final = "{acc}"\n\n']
    for name in names:
        safe = f"{name}_" if keyword.iskeyword(name) else name
        lines.append(f'{safe}: Final = f"{{ACC}}{name}"\n')
    return _HEAD + "".join(lines)


def context_source() -> str:
    """Return the text that ``context.jsonld`` should have: every property by its name, with how its values are read.

    What points at a record, a kind or a value is read as its IRI; a text in languages as a map from language to
    text; an address as ``xsd:anyURI``. Dates keep their datatype beside them, for it says how precise they are.
    A property that shares its name with a prefix goes by ``acc:`` and the name.
    """
    kinds = _declared()
    terms: dict[str, Any] = {"id": "@id", "type": "@type"}
    for name, iri in {**{name: f"acc:{name}" for name in sorted(kinds)}, **_REUSED}.items():
        term = iri if name in PREFIXES else name
        if name in _LINKS or kinds.get(name) == "ObjectProperty":
            terms[term] = {"@id": iri, "@type": "@vocab"}
        elif name in _TEXTS:
            terms[term] = {"@id": iri, "@container": "@language"}
        else:
            terms[term] = {"@id": iri, "@type": "xsd:anyURI"} if kinds.get(name) == "anyURI" else iri
    terms["participations"] = {"@reverse": "acc:inMechanism"}
    return _json({"@context": {"@version": 1.1, "@vocab": PREFIXES["acc"], **PREFIXES, **terms}})


def frame_source() -> str:
    """Return the text that ``frame.jsonld`` should have: mechanisms with their parties, evidence and sources inside."""
    from .taxonomy import load_taxonomy

    flags = {"@embed": "@always", "@omitDefault": True}
    links = [
        f"acc:{name}" if name in PREFIXES else name for name, kind in _declared().items() if kind == "ObjectProperty"
    ]
    only_ids = {name: {"@embed": "@never", "@omitDefault": True} for name in sorted(links)}
    # By its prefix: an empty map from languages would say that there is no label.
    named: dict[str, Any] = {**flags, "@explicit": True, _REUSED["label"]: {}}
    evidence = {**flags, **only_ids, "source": {**flags, **only_ids}}
    participation: dict[str, Any] = {**flags, **only_ids, "participant": named, "evidence": evidence}
    frame: dict[str, Any] = {**flags, "type": sorted(load_taxonomy().kinds), **only_ids, **dict.fromkeys(_NAMED, named)}
    return _json({**frame, "evidence": evidence, "participations": participation})


def _declared() -> dict[str, str]:
    """Return each property's local name with ``ObjectProperty``, ``DatatypeProperty``, or ``anyURI`` for addresses."""
    from pyoxigraph import parse

    kinds: dict[str, str] = {}
    addresses: set[str] = set()
    for path in ontology_files():
        for triple in parse(path=str(path)):
            subject, target = text_of(triple.subject), text_of(triple.object)
            if subject.startswith(PREFIXES["acc"]):
                if target.endswith(("#ObjectProperty", "#DatatypeProperty")):
                    kinds[local(subject)] = local(target)
                if target == f"{PREFIXES['xsd']}anyURI":
                    addresses.add(local(subject))
    return kinds | dict.fromkeys(addresses, "anyURI")


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, indent=2) + "\n"


def main() -> None:
    """Write the generated files beside this one."""
    for name, text in (
        ("terms.py", terms_source()),
        ("context.jsonld", context_source()),
        ("frame.jsonld", frame_source()),
    ):
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
