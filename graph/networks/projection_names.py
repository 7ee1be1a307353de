"""The names of projections, apart from the code that makes them: help lists measures without loading networks."""

from __future__ import annotations

from typing import Final

CO_PARTICIPATION: Final = "one-mode co-participation"
TWO_MODE: Final = "two-mode: actors and mechanisms"
MULTIPLEX: Final = "multiplex co-participation"
PARALLEL: Final = "parallel ties: one a mechanism and pair"
OBLIGATIONS: Final = "directed obligations"
EVENTS: Final = "events of cooperation"
#: Those that measures are defined on, by the names that the command line has for them.
PROJECTIONS: Final = {
    "co-participation": CO_PARTICIPATION,
    "two-mode": TWO_MODE,
    "obligations": OBLIGATIONS,
    "events": EVENTS,
}
