"""The mapping of somebody's own list: which column holds what, in a small file of TOML.

Every table and key is checked, and a wrong one is named with the closest that there is.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, cast

from ...ontology import load_taxonomy
from ..errors import FileError, RequestError
from ..identity import SCHEMES
from ..names import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: The dates that a mechanism can have.
DATES: Final = (
    *("negotiationsOpened", "announced", "signed", "provisionalApplication", "entryIntoForce", "established"),
    *("knownFrom", "knownTo", "estimatedEnd", "suspended", "denounced", "abandoned", "lastMet", "firstDay", "lastDay"),
    "end",
)
#: What a kind of alliance obliges to by what it is.
IMPLIED: Final = {
    "DefencePact": "DefenceObligation",
    "MutualAssistanceClause": "DefenceObligation",
    "ConsultationPact": "ConsultationObligation",
    "NeutralityPact": "NeutralityObligation",
    "NonAggressionPact": "NonAggressionObligation",
}
#: In which order a date may be written.
ORDERS: Final = ("ymd", "dmy", "mdy")
_TEXT: Final = "text"
_TEXTS: Final = "text or a list of texts"
_DATE: Final = "date"


def _all(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, _TEXT)


#: Each table of the file: its keys, and what stands there.
_TABLES: Final[dict[str, dict[str, str]]] = {
    "list": {
        **_all("name", "title", "version", "citation", "terms", "publisher", "url"),
        "consulted": _DATE,
    },
    "file": _all("delimiter", "encoding", "dates", "states", "separator"),
    "columns": {
        **_all("identifier", "label", "description", "kind", "obligations", "source", "publisher", "url"),
        "parties": _TEXTS,
    },
    "dates": _all(*DATES),
    "constants": _all("kind", "description", "obligations", "confidence"),
    "coverage": {"from": _DATE, "to": _DATE, **_all("completeness", "missing")},
}
#: Tables whose keys are the user's own: what is in the file to a kind, and a role to its columns.
_FREE: Final = {"kinds": _TEXT, "roles": _TEXTS}


@dataclass(frozen=True, slots=True)
class ListMapping:
    """What a mapping file says; see ``docs/data/csv.md`` for its keys.

    Attributes
    ----------
    path
        The file, for messages.
    tables
        Its tables: key to text or to several texts.
    kinds
        What the list calls a kind, folded, to the local name of the kind.
    roles
        Local name of a role to the columns in which those who have it stand.
    """

    path: str
    tables: dict[str, dict[str, str]]
    parties: tuple[str, ...] = ()
    kinds: dict[str, str] = field(default_factory=dict[str, str])
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def get(self, table: str, key: str, otherwise: str = "") -> str:
        """Return what stands under a key, or something else where nothing does."""
        return self.tables.get(table, {}).get(key, otherwise)

    def kind(self, text: str) -> str:
        """Return the local name of the kind that the list means; a kind may go by its local name or its label.

        Raises
        ------
        RequestError
            Where it means none; the hint names the closest.
        """
        known = self.kinds.get(fold(text)) or _kinds().get(fold(text))
        if known is None:
            names = [kind.name for kind in load_taxonomy().kinds.values()]
            labels = [kind.label for kind in load_taxonomy().kinds.values()]
            raise RequestError(
                f"{text!r} is no kind of mechanism",
                f"{closest(text, [*names, *labels])}Or say under [kinds] of the mapping which kind it means.",
            )
        return known

    @property
    def columns(self) -> list[str]:
        """All columns of the list that the mapping names."""
        named = [*self.tables.get("columns", {}).values(), *self.tables.get("dates", {}).values()]
        return list(dict.fromkeys([*named, *self.parties, *(name for found in self.roles.values() for name in found)]))


def read_mapping(path: Path, *, only_kinds: bool = False) -> ListMapping:
    """Read a mapping file.

    Parameters
    ----------
    path
        The file, in TOML.
    only_kinds
        Whether only the table ``[kinds]`` has a meaning for the reader, as for Wikidata.

    Raises
    ------
    FileError
        Where it cannot be read, or a table, a key or a value is wrong; the message names it and the hint the closest.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}", "Give a mapping file.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FileError(f"{path} is no TOML: {error}", "See docs/data/csv.md for an example.") from None
    allowed = ("kinds",) if only_kinds else (*_TABLES, *_FREE)
    tables: dict[str, dict[str, str]] = {}
    several: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, table in content.items():
        if name not in allowed:
            raise FileError(f"{path} has [{name}], which is no table of a mapping", _hint(name, allowed))
        if not isinstance(table, dict):
            raise FileError(f"{path}: {name} is no table", f"Write [{name}] on a line of its own.")
        for key, value in cast("dict[str, Any]", table).items():
            wanted = _FREE.get(name) or _TABLES[name].get(key)
            if wanted is None:
                raise FileError(f"{path}, [{name}]: there is no key {key!r}", _hint(key, _TABLES[name]))
            texts = _texts(value, wanted)
            if texts is None:
                raise FileError(f"{path}, [{name}], {key}: {value!r} is no {wanted}", _example(key, wanted))
            if wanted == _TEXTS:
                several.setdefault(name, {})[key] = texts
            else:
                tables.setdefault(name, {})[key] = texts[0]
    found = ListMapping(
        path=path.name,
        tables=tables,
        parties=several.get("columns", {}).get("parties", ()),
        kinds={fold(text): _kind(path, text, kind) for text, kind in tables.get("kinds", {}).items()},
        roles={_role(path, role): columns for role, columns in several.get("roles", {}).items()},
    )
    if not only_kinds:
        _check(path, found)
    return found


def closest(text: str, known: Iterable[str]) -> str:
    """Return ``Did you mean ...? `` with the closest of the names; nothing where none is close.

    Examples
    --------
    >>> closest("signd", DATES)
    'Did you mean signed? '
    """
    by_folded = {name.casefold(): name for name in known}
    found = [by_folded[name] for name in get_close_matches(text.casefold(), by_folded, n=3, cutoff=0.6)]
    return f"Did you mean {' or '.join(found)}? " if found else ""


def _texts(value: object, wanted: str) -> tuple[str, ...] | None:
    if wanted == _DATE:
        return (str(value),) if isinstance(value, date) else None
    if isinstance(value, str) and value:
        return (value,)
    if wanted == _TEXTS and isinstance(value, list):
        found = cast("list[object]", value)
        return tuple(map(str, found)) if found and all(isinstance(one, str) and one for one in found) else None
    return None


def _example(key: str, wanted: str) -> str:
    if wanted == _DATE:
        return f"Write {key} = 2026-11-30, without quotation marks."
    return f'Write {key} = "..."' + (f' or {key} = ["...", "..."].' if wanted == _TEXTS else ".")


def _hint(name: str, known: Iterable[str]) -> str:
    names = list(known)
    return f"{closest(name, names)}There are: {', '.join(names)}."


def _kinds() -> dict[str, str]:
    kinds = load_taxonomy().kinds.values()
    return {fold(name): kind.name for kind in kinds for name in (kind.label, kind.name)}


def _kind(path: Path, text: str, kind: str) -> str:
    known = _kinds().get(fold(kind))
    if known is None:
        names = [kind.name for kind in load_taxonomy().kinds.values()]
        raise FileError(
            f"{path}, [kinds], {text!r}: {kind!r} is no kind of mechanism",
            f"{closest(kind, names)}`docs/ontology.md` has them all.",
        )
    return known


def _role(path: Path, role: str) -> str:
    labels = load_taxonomy().labels
    roles = {name: labels[name] for name in ROLES}
    for name, label in roles.items():
        if fold(role) in (fold(name), fold(label)):
            return name
    raise FileError(f"{path}, [roles]: {role!r} is no role", _hint(role, roles))


#: Local names of the roles that a participant can have.
ROLES: Final = (
    *("Party", "Member", "FoundingMember", "Host", "LeadNation", "Guarantor", "Beneficiary", "Supplier", "Recipient"),
    "Observer",
)


def _check(path: Path, found: ListMapping) -> None:
    """Refuse a mapping that leaves out what no record can do without."""
    needed = {
        "[list], name": found.get("list", "name"),
        "[list], title": found.get("list", "title"),
        "[list], consulted": found.get("list", "consulted"),
        "[columns], parties (or [roles])": found.parties or found.roles,
        "[columns], kind (or [constants], kind)": found.get("columns", "kind") or found.get("constants", "kind"),
        "[dates], one of them": found.tables.get("dates"),
    }
    for what, value in needed.items():
        if not value:
            raise FileError(f"{path} lacks {what}", "Add it; docs/data/csv.md has an example.")
    name = found.get("list", "name")
    if not (name.isascii() and name[0].isalpha() and name.replace("-", "").isalnum() and name == name.lower()):
        raise FileError(f"{path}, [list], name: {name!r} is no short name", 'Write small letters: name = "my-list".')
    choices: Mapping[tuple[str, str], Iterable[str]] = {
        ("file", "dates"): ORDERS,
        ("file", "states"): SCHEMES,
        ("constants", "confidence"): ("High", "Medium", "Low"),
        ("coverage", "completeness"): ("Complete", "Substantial", "Partial"),
    }
    for (table, key), known in choices.items():
        value = found.get(table, key)
        if value and value not in known:
            raise FileError(f"{path}, [{table}], {key}: {value!r} is none of its values", _hint(value, known))
    if len(found.get("file", "delimiter", ",")) != 1:
        raise FileError(f"{path}, [file], delimiter: it is one character", 'Write delimiter = ";" or "\\t".')
    if constant := found.get("constants", "kind"):
        try:
            found.kind(constant)
        except RequestError as error:
            raise FileError(f"{path}, [constants], kind: {error}", error.hint) from None
