"""What is understood of reports, with the keys of the cases: of people who are observed, and of grid workers."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from domain.settings import DEFINITIONS, Setting, meaning

if TYPE_CHECKING:
    from nlu.visits import ReturneeSaid

# Their patterns take a third of a second to compile, which no other command waits for.


def check_in_keys(case: Mapping[str, Any]) -> dict[str, Any]:
    """A check-in; abnormal as for a village that has set nothing."""
    from nlu.checkins import read_check_in

    read = read_check_in(case["text"])
    threshold = meaning(Setting.FEVER_FROM, DEFINITIONS[Setting.FEVER_FROM].default)
    return {
        "temps": [reading.temperature / 100 for reading in read.readings],
        "symptoms": list(read.symptoms),
        "abnormal": read.abnormal(threshold),
        "errands": list(read.errands),
        "intent": read.intent,
        "flags": sorted(read.flags),
    }


def visit_keys(case: Mapping[str, Any]) -> dict[str, Any]:
    """A line of a grid worker; "sent" is the day on which it was written."""
    from nlu.visits import read_visit

    try:
        sent = date.fromisoformat(str(case.get("sent")))
    except ValueError:
        raise ValueError('"sent" should be the day on which it was written, such as "2020-01-25".') from None
    read = read_visit(case["text"], sent)
    return {
        "sent": sent.isoformat(),
        "household": None if "doors" in read.doubts else read.household or None,
        "persons": read.persons,
        "returnees": [_returnee(found) for found in read.returnees],
        "abnormal": read.abnormal,
        "kind": read.kind,
        "flags": sorted(read.flags | ({"needs_confirm"} if read.doubts else set())),
        "temps": [temperature / 100 for temperature in read.temperatures],
    }


def _returnee(found: "ReturneeSaid") -> dict[str, Any]:
    arrived = found.arrived.strftime("%m-%d") if found.arrived else None
    return {"from": found.origin, "date": arrived} | ({"count": found.count} if found.count else {})


REPORTS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    "checkins": check_in_keys,
    "visits": visit_keys,
}
"""Kinds of files that need no catalog."""
