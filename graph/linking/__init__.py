"""Are two records of the same mechanism: proposed with a score, judged by a person, stated on demand.

`propose` compares what somebody brought along with the record, or with another graph, and gives a file of pairs. A
person judges them. `apply` states the judgements in the records that were brought: those judged the same point at the
other record, and count no longer beside it; see `accord.graph.counterparts`. Nothing is merged without a judgement.
"""

from __future__ import annotations

from .applying import Applied, apply
from .judgements import DIFFERENT, JUDGEMENTS, SAME, UNSURE, Judgement, judgements_csv, read_judgements
from .proposing import agreement, propose

__all__ = [
    "DIFFERENT",
    "JUDGEMENTS",
    "SAME",
    "UNSURE",
    "Applied",
    "Judgement",
    "agreement",
    "apply",
    "judgements_csv",
    "propose",
    "read_judgements",
]
