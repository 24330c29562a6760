"""Every named query runs on both engines as it is written."""

import inspect
from functools import partial
from typing import Any

from storage.database import Database, Transaction
from storage.queries import load_queries

WORDS = {
    "account": "web", "chat": "1", "key": "k", "language": "zh", "name": "n", "kind": "village", "path": "1/",
    "door": "1幢1", "door_key": "1-1", "part": "", "landlord": "", "phone": "", "role": "villager", "term": "t",
    "flow": "f", "step": "s", "data": "{}", "nonce": "n", "title": "t", "options": "[]", "answer": "", "text": "",
    "files": "[]", "content": "", "parts": "[]", "failure": "", "unique_key": None, "value": "v", "unit": "斤",
    "donor": "", "spec": "", "aliases": "[]", "arrives": "", "place": "", "pay": "", "contact": "", "action": "a",
    "secret_hash": "h", "reference": "r", "media_type": "m", "sha256": "x", "words": "%x%", "low": "a", "high": "b",
    "path_low": "1/", "path_high": "2/", "holder": 1, "priority": "reply", "operation": "send", "purpose": "chat",
    **{f"{bound}{place}": "a" for bound in ("low", "high") for place in (1, 2, 3, 4)}, "status": "away",
    "cause": "ordered", "collection": "", "sharing": "", "state": None, "query": "q", "photo": "", "keys": "[]",
    "rows": "[]", "beginning": "3-",
    "states": "[]", "counted_by": "person", "once": "o", "needs": "", "state_before": "draft",
    "state_after": "waiting", "why": "", "compose": "", "file": "", "choices": "[]",
    "way": "cash", "label": "l", "schedule": "{}", "condition": "", "follow": "[]", "late": "skip", "told": "[]",
    "buildings": "[]", "called": "[]", "ends_at": 2, "secret": "s",
    "ground": "contact", "came_from": "", "exposed": "", "counting": "from_start", "policy": "", "stages": "[]",
    "times": "[]", "ended_at": None, "spans": "[]", "first_day": "", "last_day": "", "held": "{}",
    "temperature": None, "symptoms": "[]", "result": "ok", "symptom": "cough", "note": "",
    "street": "s", "kept_by": "k", "checklist": "l", "list_name": "l", "items": "[]", "ending": "passed",
    "topic": "noise", "shut_out": "[]", "terms": "t", "perform_by": "2026-12-01", "how": "h",
    "awaited": "saying:1", "day": "2026-12-01",
    "sender": "5", "word": "w", "sayings": "[]", "message": "7", "outcome": "agreed",
}  # fmt: skip
STATES = {
    "people": "confirmed", "addresses": "reachable", "outbox": "failed", "sayings": "kept", "broadcasts": "running",
}  # fmt: skip

OWN: dict[str, dict[str, Any]] = {
    "matters": {"kind": "complaint", "part": "asked"}, "doors": {"handed": "[]"},
    "visits": {
        "watched": "2026-11-16", "today": "2026-11-30", "met_day": "2026-11-30", "who": "", "temperatures": "[]",
    },
    "returnees": {
        "origin": "", "arrived": "", "transport": "", "vehicle": "", "seat": "", "companions": "", "code": "",
        "test": "", "tested": "", "risk": "", "risk_level": "high",
    },
    "nucleic": {"result": "negative"},
    "check_ins": {"source": "self"}, "health_alarms": {"source": "visit"}, "observations": {"kind": "lasts"},
}  # fmt: skip
"""What a parameter can be depends on its noun."""


def every_query() -> list[tuple[str, str]]:
    nouns = vars(load_queries("sqlite"))
    return [
        (noun, name)
        for noun, queries in nouns.items()
        for name in queries.available_queries
        if not name.endswith("_cursor") or noun == "conversations"
    ]


async def test_each_query_runs_as_it_is_written(database: Database) -> None:
    """All of them on one database: a new one for each would take most of the time of all tests."""
    wrong: dict[str, str] = {}
    for noun, name in every_query():
        try:
            await database.write(partial(run_and_undo, noun=noun, name=name))
        except UndoError:
            continue
        except Exception as error:
            wrong[f"{noun}.{name}"] = str(error).splitlines()[0]
    assert not wrong


def run_and_undo(tx: Transaction, noun: str, name: str) -> None:
    query = getattr(getattr(tx.sql, noun), name)
    values = parameters(query, noun)
    if query.operation.name == "INSERT_UPDATE_DELETE_MANY":
        query(tx.connection, [values])
    else:
        rows = query(tx.connection, **values)
        if inspect.isgenerator(rows):
            list(rows)
    raise UndoError


def parameters(query: Any, noun: str) -> dict[str, Any]:
    """A value for each parameter, by its name: words from the table, numbers otherwise."""
    names = [name for name in query.__signature__.parameters if name not in ("conn", "args", "kwargs", "self")]
    values = {name: WORDS.get(name, 1) for name in names}
    if "state" in values:
        values["state"] = STATES.get(noun, "open")
    values |= {name: value for name, value in OWN.get(noun, {}).items() if name in values}
    if noun == "areas" and name_is(query, "find_named"):
        values["kind"] = "village"
    if noun in ("doors", "nudges", "leaflets") and "kind" in values:
        values["kind"] = {"doors": "knock", "nudges": "remind", "leaflets": "leaflet"}[noun]
    if noun == "doors" and "outcome" in values:
        values["outcome"] = "told"
    if noun in ("supplies", "errands", "advances") and "kind" in values:
        values["kind"] = {"supplies": "asked", "errands": "errand", "advances": "advanced"}[noun]
    if noun == "errands" and "how" in values:
        values["how"] = "hand"
    return values


def name_is(query: Any, name: str) -> bool:
    return query.__name__ == name


class UndoError(Exception):
    """Rolls the query's transaction back."""
