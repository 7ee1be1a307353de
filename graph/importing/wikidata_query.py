"""The query that makes an extract of Wikidata: items of the classes that have a counterpart, a statement a row."""

from __future__ import annotations

from typing import Final

#: What a row of the answer has.
VARIABLES: Final = ("item", "itemLabel", "property", "value", "valueLabel", "precision")
#: Properties that name who takes part: signatory and participant.
PARTIES: Final = ("P1891", "P710")
#: Properties that date: point in time, effective date, start time, end time, inception.
DATES: Final = ("P585", "P7588", "P580", "P582", "P571")
#: English labels of the classes that are asked for.
CLASSES: Final = (
    "military exercise",
    "non-aggression pact",
    "status of forces agreement",
    "military alliance",
    "treaty",
)

_NOTE: Final = """\
# Treaties, alliances and military exercises of Wikidata, with their parties and dates, a statement a row.
# Run it at https://query.wikidata.org and save the answer as JSON. Then:
#   accord import wikidata answer.json --retrieved YYYY-MM-DD -o wikidata.ttl
# Where it takes too long, ask for one class at a time: leave one name in each of the three lists of ?className.
# P31 instance of, P279 subclass of, P1891 signatory, P710 participant, P585 point in time, P7588 effective date,
# P580 start time, P582 end time, P571 inception.
"""
_PREFIXES: Final = """\
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX psv: <http://www.wikidata.org/prop/statement/value/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_ASKED: Final = """\
VALUES ?className {{ {classes} }}
      ?class rdfs:label ?className .
      ?item wdt:P31/wdt:P279* ?class .
      FILTER EXISTS {{ ?item {parties} ?anybody }}"""
_FOUND: Final = """\
?item wdt:P31 ?class .
      OPTIONAL {{ ?class rdfs:label ?className FILTER(LANG(?className) = "en") }}
      FILTER EXISTS {{ ?item {parties} ?anybody }}"""
_QUERY: Final = """\
SELECT DISTINCT {variables} WHERE {{
  {{
    {{ SELECT DISTINCT ?item (?class AS ?value) (?className AS ?valueLabel) WHERE {{
      {items}
    }} }}
    BIND(wdt:P31 AS ?property)
  }}
  UNION
  {{
    {{ SELECT DISTINCT ?item WHERE {{
      {items}
    }} }}
    VALUES ?property {{ {party_values} }}
    ?item ?property ?value .
    OPTIONAL {{ ?value rdfs:label ?valueLabel FILTER(LANG(?valueLabel) = "en") }}
  }}
  UNION
  {{
    {{ SELECT DISTINCT ?item WHERE {{
      {items}
    }} }}
    VALUES (?property ?statement ?node) {{
{date_values}
    }}
    ?item ?statement [ a wikibase:BestRank ; ?node [ wikibase:timeValue ?value ; wikibase:timePrecision ?precision ] ] .
  }}
  OPTIONAL {{ ?item rdfs:label ?itemLabel FILTER(LANG(?itemLabel) = "en") }}
}}
"""


def query(*, of_extract: bool = False) -> str:
    """Return the query as SPARQL.

    Parameters
    ----------
    of_extract
        Whether it is asked of an extract that holds the items that are meant, and not of all of Wikidata: then their
        classes are not looked for.
    """
    parties = "|".join(f"wdt:{name}" for name in PARTIES)
    classes = " ".join(f'"{name}"@en' for name in CLASSES)
    items = (_FOUND if of_extract else _ASKED).format(classes=classes, parties=parties)
    return (
        ("" if of_extract else _NOTE)
        + _PREFIXES
        + _QUERY.format(
            variables=" ".join(f"?{name}" for name in VARIABLES),
            items=items,
            party_values=" ".join(f"wdt:{name}" for name in PARTIES),
            date_values="\n".join(f"      (wdt:{name} p:{name} psv:{name})" for name in DATES),
        )
    )
