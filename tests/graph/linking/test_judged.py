"""How well scores agree with judgements: pairs of ATOP, DCAD and the record, judged by hand.

``judged.csv`` holds ids and judgements and nothing of the data sets. The genuine files are read where the environment
variable ``ACCORD_DATA`` names the folder that holds them.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from accord.graph.importing import import_files
from accord.graph.linking import Judgement, agreement, propose, read_judgements

_DATA = Path(os.environ.get("ACCORD_DATA", ""))
_FILES = {
    "atop": ("atop/atop5_1m.csv", "atop/atop5_1aph.csv", "atop/atop5_1a.csv"),
    "dcad": ("dcad/DCAD-v1.0-main.csv",),
}


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> list[Judgement]:
    """Give the judged pairs, each with the score that is proposed for it; 0 where none is."""
    folder = tmp_path_factory.mktemp("judged")
    imported: dict[str, Path] = {}
    for kind, names in _FILES.items():
        files = [_DATA / name for name in names]
        if "ACCORD_DATA" not in os.environ or not all(path.is_file() for path in files):
            pytest.skip("ACCORD_DATA names no folder with the genuine files")
        imported[kind] = folder / f"{kind}.ttl"
        imported[kind].write_text("".join(import_files(kind, files).chunks()), encoding="utf-8")
    proposed = [
        *propose(imported["atop"], least=0),
        *propose(imported["dcad"], least=0),
        *propose(imported["dcad"], against=[imported["atop"]], least=0),
    ]
    scores = {one.pair: one.score for one in proposed}
    judged = read_judgements(Path(__file__).with_name("judged.csv"))
    return [replace(one, score=scores.get(one.pair, "0")) for one in judged]


def test_scores_agree_with_judgements(scored: list[Judgement]) -> None:
    """Of 168 pairs 102 are the same; from 0.5 on 91 are found, 88 of them rightly; from 0.8 on none is wrong."""
    found = {row["score"]: (row["pairs"], row["precision"], row["recall"]) for row in agreement(scored).records()}
    assert found[0.5] == (91, pytest.approx(0.967), pytest.approx(0.863))
    assert found[0.8][1] == 1
    assert found[0.1][2] > 0.95


@pytest.mark.parametrize(("imported", "least"), [("atop-", 0.9), ("dcad-", 0.75)])
def test_either_data_set_is_found_in_the_record(scored: list[Judgement], imported: str, least: float) -> None:
    """Between a data set and the record, nothing from 0.5 on is wrong, and most of what is the same is found."""
    ours = [one for one in scored if one.imported.startswith(imported) and not one.record.startswith("atop-")]
    row = {row["score"]: row for row in agreement(ours).records()}[0.5]
    assert row["precision"] == 1
    assert row["recall"] >= least
