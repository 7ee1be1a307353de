"""Writes ``terms.py`` from the Turtle: ``python -m accord.ontology.generate``."""

from __future__ import annotations

import keyword
from pathlib import Path

from .files import ontology_files
from .prefixes import PREFIXES, local
from .rdf import text_of

_HEAD = '''"""The ontology's terms as typed constants. Generated: ``python -m accord.ontology.generate``."""

from __future__ import annotations

from typing import Final

'''


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


if __name__ == "__main__":
    Path(__file__).with_name("terms.py").write_text(terms_source(), encoding="utf-8", newline="\n")
