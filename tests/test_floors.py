"""Who may import whom. The imports of every file are walked; a new arrow needs a reason and a line here."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOUSE = ("bot", "config", "commands", "domain", "nlu", "storage", "templates", "sheets", "channels", "handlers",
         "broadcasts", "console", "wiring", "bench")  # fmt: skip

FLOORS: dict[str, set[str]] = {
    "domain": set(),
    "nlu": {"domain"},
    "storage": {"domain"},
    "templates": {"domain"},
    "sheets": {"domain"},
    "channels": {"domain"},
    "broadcasts": {"domain", "nlu", "storage", "templates"},
    "handlers": {"domain", "nlu", "storage", "templates", "broadcasts"},
    "console": {"domain", "nlu", "storage", "templates", "broadcasts", "sheets"},
    "commands": {"config", "domain", "nlu", "storage", "templates", "broadcasts", "console", "sheets"},
    "wiring": {
        "config", "domain", "storage", "templates", "channels", "broadcasts", "handlers", "console", "commands",
    },
}
WRITES_ROWS_ONLY = {
    f"broadcasts.{name}"
    for name in (
        "addressing", "alarms", "answering", "approving", "audience", "bills", "callers", "changing", "confirming",
        "deciding", "digests", "forgetting", "mornings", "outstanding", "passing_on", "health", "shop_checks",
        "matters", "matter_opening",
        "errand_asks", "errand_circle", "errand_money", "errand_photos", "errands",
        "door_reports", "returning", "visiting",
        "checking_in", "families", "reporting",
        "drafting", "escalating", "giving", "handing", "knocking", "launch", "notice_drafts", "nudging", "offering",
        "outbox", "posts", "previewing", "reach", "reading_back", "reminders", "repricing", "rostering", "rounding",
        "rule_drafts", "sending", "shifts", "spoken", "supplying", "swapping",
        "enrolment_drafts", "observed", "observing", "observation_acts", "observation_changes", "releasing",
        "nucleic", "release_roll",
    )
}
NLU_LIBRARIES = {"opencc", "pypinyin", "rapidfuzz"}
PYPINYIN_SWITCH = "nlu/pinyin.py"
"""pypinyin reads from the environment, when it is imported, that its phrase dictionary (40 MB) is not wanted."""

ENTRANCES = {
    "__init__": "the list of all",
    "flow": "the words that all share",
    "dispatch": "runs a turn",
    "routing": "who is offered a turn's words",
    "choosing": "which open question typed words answer",
    "baskets": "a basket and its summary: whoever orders, for whomever",
    "asking": "the one thing of an order that is not clear",
    "taking": "from a text to a summary, and from 确认 to an order",
    "queueing": "a place in the queue, which an order may end in",
    "stretching": "what is asked beside an order of whole cases",
    "fetching": "slots and bags: asked after an order, chosen, called and handed out",
    "which_round": "the round that a cadre speaks of, and whether it is theirs",
    "errand_noting": "half of the errands: what is noted, and what its writer learns",
    "errand_meant": "half of what is said of errands: which one is meant",
    "attributing": "whose a number or a symptom of a report is",
    "reporting": "what becomes of a report: recorded, alarmed, asked, whoever makes it",
    "homes": "whose household words are about, and who may order for it",
    "orderable": "half of what is said of errands: what of it can be ordered",
    "matching": "half of the chain posts: whose an entry is",
    "amending": "half of the composing of notices, which a correction begins with, too",
    "group_lines": "half of the groups: what a line is",
    "journeys": "half of the returnees: what is asked one thing at a time",
    "visit_drafts": "half of the visits: what is read back until it is confirmed",
    "matter_deeds": "half of the files of complaints and disputes: what is done with one",
    "observing_people": "half of the enrolment for observation: whom a line means",
}
"""Files of handlers/ that are no conversation, and what each is for; a half serves one conversation alone."""


def files() -> Iterator[Path]:
    for folder in FLOORS:
        yield from sorted((ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> set[str]:
    """The dotted names that a file imports at run time."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_a_file_imports_only_from_the_floors_below() -> None:
    wrong = {}
    for path in files():
        folder = path.relative_to(ROOT).parts[0]
        houses = {name.split(".")[0] for name in imports(path)} & set(HOUSE)
        if above := houses - {folder} - FLOORS[folder]:
            wrong[shown(path)] = above
    assert wrong == {}


@pytest.mark.parametrize("folder", ["domain", "nlu"])
def test_rules_and_understanding_need_few_libraries(folder: str) -> None:
    allowed = set(sys.stdlib_module_names) | {"domain", folder} | (NLU_LIBRARIES if folder == "nlu" else set())
    for path in (ROOT / folder).rglob("*.py"):
        assert {name.split(".")[0] for name in imports(path)} <= allowed, shown(path)


def test_only_the_telegram_door_knows_telegram() -> None:
    knowing = {shown(path) for path in files() if "telegram" in {name.split(".")[0] for name in imports(path)}}
    assert knowing
    assert all(name.startswith("channels/telegram") for name in knowing)


def test_handlers_take_of_broadcasts_only_what_writes_rows() -> None:
    for path in (ROOT / "handlers").glob("*.py"):
        modules = {".".join(name.split(".")[:2]) for name in imports(path) if name.startswith("broadcasts.")}
        assert modules <= WRITES_ROWS_ONLY, shown(path)


def test_conversations_do_not_import_each_other() -> None:
    conversations = {path.stem for path in (ROOT / "handlers").glob("*.py")} - ENTRANCES.keys()
    for path in (ROOT / "handlers").glob("*.py"):
        if path.stem in conversations:
            used = {name.split(".")[1] for name in imports(path) if name.startswith("handlers.")}
            assert not used & conversations, shown(path)


def test_every_entrance_leads_somewhere() -> None:
    used = {
        name.split(".")[1]
        for path in (ROOT / "handlers").glob("*.py")
        for name in imports(path) if name.startswith("handlers.") and name != f"handlers.{path.stem}"
    }  # fmt: skip
    assert ENTRANCES.keys() - {"__init__", "dispatch"} <= used


def test_doors_do_not_import_each_other() -> None:
    doors = {"telegram", "web", "wecom"}
    for path in (ROOT / "channels").rglob("*.py"):
        own = path.relative_to(ROOT / "channels").parts[0].removesuffix(".py").split("_")[0]
        used = {name.split(".")[1].split("_")[0] for name in imports(path) if name.startswith("channels.")}
        assert not used & (doors - {own}), shown(path)


def test_nothing_imports_the_entrance() -> None:
    assert not [shown(path) for path in files() if "bot" in {name.split(".")[0] for name in imports(path)}]


def test_only_the_commands_and_the_wiring_know_the_settings() -> None:
    knowing = {path.relative_to(ROOT).parts[0] for path in files() if "config" in imports(path)}
    assert knowing <= {"commands", "wiring"}


def test_importing_a_module_does_nothing() -> None:
    """At the top of a module stand definitions; a call of a function for its effect alone does not."""
    for path in files():
        for node in tree(path).body:
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and shown(path) != PYPINYIN_SWITCH:
                raise AssertionError(f"{shown(path)}:{node.lineno} does something when it is imported")


def test_no_file_outgrows_a_reader() -> None:
    long = {shown(path): count for path in files() if (count := len(path.read_text("utf-8").splitlines())) > 300}
    assert not long
