"""What a validation finds, as rows and in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Final

from ..table import Table

#: Severities, the gravest first.
SEVERITIES: Final = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with one record.

    Attributes
    ----------
    severity
        ``error``, ``warning`` or ``note``; only errors keep a record from conforming.
    record, label
        The record as ``prefix:local``, and its label; either may be empty.
    path
        The property concerned as ``prefix:local``; empty where it is none, or several.
    value
        The value concerned; empty where it is none.
    message
        What is wrong and how to mend it.
    file, line
        Where the record stands; empty and ``None`` where that is not known.
    hint
        A further hint, such as a name that may have been meant.
    """

    severity: str
    record: str
    label: str
    path: str
    value: str
    message: str
    file: str = ""
    line: int | None = None
    hint: str = ""

    @property
    def place(self) -> str:
        """File and line, as far as they are known."""
        return f"{self.file}, line {self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Report:
    """What a validation found.

    Attributes
    ----------
    findings
        Sorted by severity, message, record, property and value.
    checked
        How many records were checked.
    """

    findings: tuple[Finding, ...]
    checked: int

    @property
    def conforms(self) -> bool:
        """Whether nothing is an error."""
        return all(finding.severity != "error" for finding in self.findings)

    @property
    def counts(self) -> dict[str, int]:
        """The number of findings of each severity, the gravest first."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in SEVERITIES}

    def table(self) -> Table:
        """Return one row a finding."""
        columns = ("severity", "record", "label", "path", "value", "message", "file", "line", "hint")
        rows = tuple(tuple(getattr(finding, column) for column in columns) for finding in self.findings)
        return Table(columns, rows, {"conforms": self.conforms, "checked": self.checked, **self.counts})

    def text(self) -> str:
        """Return the report in words: each message once, and under it the records that it concerns."""
        found = ", ".join(_counted(number, severity) for severity, number in self.counts.items() if number)
        verdict = "conforms" if self.conforms else "does not conform"
        lines = [f"The record {verdict}: {_counted(self.checked, 'record')} checked, {found or 'nothing found'}."]
        groups: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in self.findings:
            groups[finding.severity, finding.message].append(finding)
        for (severity, message), findings in groups.items():
            lines += ["", f"{severity}: {message}", *map(_line, findings)]
        return "\n".join(lines) + "\n"


def _line(finding: Finding) -> str:
    named = " ".join(filter(None, [finding.record, f"({finding.label})" if finding.label else ""]))
    value = " ".join(filter(None, [finding.path, finding.value]))
    return "  " + "; ".join(filter(None, [named, value, finding.place, finding.hint]))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
