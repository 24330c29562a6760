"""What is understood of reports, with the keys of the cases: those of people who are observed."""

from collections.abc import Callable, Mapping
from typing import Any

from domain.settings import DEFINITIONS, Setting, meaning
from nlu.checkins import read_check_in


def check_in_keys(case: Mapping[str, Any]) -> dict[str, Any]:
    """A check-in; abnormal as for a village that has set nothing."""
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


REPORTS: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {"checkins": check_in_keys}
"""Kinds of files that need no catalog."""
