"""Windows of a file, checked field by field and opened: a window with anything wrong in it is refused whole."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from commands.windows_compared import differences
from domain.amounts import format_quantity, parse_quantity
from domain.orders import Item, Window
from nlu.units import GRAMS, plain_unit
from sheets.refusals import Refusal
from sheets.windows import Fields
from sheets.written import read_time, read_yuan
from storage import areas, windows
from storage.database import Transaction

LONGEST_NAME = 40
LONGEST_TEXT = 200

SHARING = {
    "平分": "equally", "均分": "equally", "equally": "equally", "抽签": "lot", "lot": "lot",
    "老人优先": "elders", "elders": "elders",
}  # fmt: skip
"""How goods are shared, as a file may say it."""

_YES = frozenset({"yes", "true", "1", "是", "称重", "y"})
_NO = frozenset({"no", "false", "0", "否", "n", "不称重"})


@dataclass(slots=True)
class Outcome:
    """What became of the windows of a slice."""

    opened: int = 0
    known: int = 0
    windows_refused: int = 0
    refused: list[Refusal] = field(default_factory=list)


def open_all(tx: Transaction, entries: Sequence[Fields], zone: ZoneInfo, now: int) -> Outcome:
    """Opens the good windows. The same one (village, title, closing time) that is there already stays as it is; what
    a file says otherwise of it is reported."""
    outcome = Outcome()
    for entry in entries:
        wrong = list(entry.wrong)
        window = None if wrong else _read(tx, entry, zone, wrong)
        recorded = _recorded(tx, window) if window is not None else None
        if window is not None and recorded is not None:
            wrong += differences(entry, window, recorded)
            if not wrong:
                outcome.known += 1
                continue
        elif window is not None and window.closes_at <= now:
            wrong.append(entry.refusal("closes_at", f"{entry.get('closes_at')} is past"))
        if wrong or window is None:
            outcome.windows_refused += 1
            outcome.refused += wrong
        elif windows.open_window(tx, window, 0, now) is not None:
            outcome.opened += 1
    return outcome


def _recorded(tx: Transaction, window: Window) -> Window | None:
    same = windows.find_same(tx, window.village, window.title, window.closes_at)
    return windows.get(tx, same) if same is not None else None


def _read(tx: Transaction, entry: Fields, zone: ZoneInfo, wrong: list[Refusal]) -> Window | None:
    """The window, or None with what is wrong with it added to `wrong`."""
    title = _text(entry, "title", wrong, LONGEST_NAME)
    village = _village(tx, entry, wrong)
    closes_at = _closing(entry, zone, wrong)
    arrives, place, pay, contact = (
        _text(entry, name, wrong, LONGEST_TEXT, required=False) for name in ("arrives", "place", "pay", "contact")
    )
    items = [_item(item, wrong) for item in entry.items]
    names = [item.name for item in items]
    for position, name in enumerate(names):
        if name and name in names[:position]:
            wrong.append(entry.items[position].refusal("item", f"{name} is in this window twice"))
    if wrong:
        return None
    return Window(0, 0, village, title, "open", 1, 0, closes_at, arrives, place, pay, contact, tuple(items))


def _item(entry: Fields, wrong: list[Refusal]) -> Item:
    wrong.extend(entry.wrong)
    unit = _text(entry, "unit", wrong, 20)
    price = _fen(entry, "price", wrong)
    if not entry.get("price"):
        wrong.append(entry.refusal("price", "is missing; write 0 for what a donor gives"))
    quota, limit = (_quantity(entry, name, unit, wrong) for name in ("quota", "limit"))
    if limit == 0:
        wrong.append(entry.refusal("limit", "must be above 0; leave it out for no limit"))
    if limit and quota is not None and limit > quota:
        more = f"{format_quantity(limit)} a household is more than the quota of {format_quantity(quota)} in all"
        wrong.append(entry.refusal("limit", more))
    for alias in entry.aliases:
        if len(alias) > LONGEST_NAME:
            wrong.append(entry.refusal("aliases", f"one is longer than {LONGEST_NAME} characters"))
    case_size, minimum = (_quantity(entry, name, unit, wrong) for name in ("case_size", "minimum"))
    to_share = _quantity(entry, "to_share", unit, wrong)
    for name, amount in (("case_size", case_size), ("minimum", minimum)):
        if amount == 0:
            wrong.append(entry.refusal(name, "must be above 0; leave it out for none"))
    sharing = _sharing(entry, to_share, wrong)
    return Item(
        0, 0, _text(entry, "item", wrong, LONGEST_NAME), unit, price or 0, _fen(entry, "market_price", wrong),
        None if sharing else quota, limit, 0, _weighed(entry, unit, wrong),
        _text(entry, "donor", wrong, LONGEST_NAME, required=False),
        _text(entry, "spec", wrong, LONGEST_NAME, required=False), entry.aliases, case_size, minimum,
        sharing, to_share,
    )  # fmt: skip


def _sharing(entry: Fields, to_share: int | None, wrong: list[Refusal]) -> str:
    """How an item is shared at closing; then it has no quota before, and how much there is must be said."""
    said = entry.get("sharing").casefold()
    rule = SHARING.get(said, "")
    if said and not rule:
        wrong.append(entry.refusal("sharing", f"{said[:30]!r} is none of 平分, 抽签 and 老人优先"))
    if rule and to_share is None:
        wrong.append(entry.refusal("to_share", "is missing; how much is there to share?"))
    if to_share is not None and not said:
        wrong.append(entry.refusal("sharing", "is missing; write 平分, 抽签 or 老人优先"))
    return rule


def _text(entry: Fields, name: str, wrong: list[Refusal], longest: int, required: bool = True) -> str:
    text = " ".join(entry.get(name).split())
    if required and not text:
        wrong.append(entry.refusal(name, "is missing"))
    if len(text) > longest:
        wrong.append(entry.refusal(name, f"is longer than {longest} characters"))
    if not text.isprintable():
        wrong.append(entry.refusal(name, "holds a character that is no text"))
    return text


def _fen(entry: Fields, name: str, wrong: list[Refusal]) -> int | None:
    text = entry.get(name)
    fen = read_yuan(text) if text else None
    if text and fen is None:
        wrong.append(entry.refusal(name, f"{text[:30]!r} is no amount of yuan; write it such as 35 or 4.50"))
    return fen


def _quantity(entry: Fields, name: str, unit: str, wrong: list[Refusal]) -> int | None:
    """Thousandths; the item's own unit may stand behind the number."""
    text = entry.get(name)
    quantity = parse_quantity(text.removesuffix(unit)) if text else None
    if text and quantity is None:
        wrong.append(entry.refusal(name, f"{text[:30]!r} is no quantity; write it such as 200 or 0.5"))
    return quantity


def _weighed(entry: Fields, unit: str, wrong: list[Refusal]) -> bool:
    """What is sold by weight is weighed, unless the file says otherwise (a bag of a fixed weight)."""
    text = entry.get("weighed").casefold()
    if text and text not in _YES | _NO:
        wrong.append(entry.refusal("weighed", f"{text[:30]!r} is neither yes nor no"))
    return text in _YES if text else plain_unit(unit) in GRAMS


def _village(tx: Transaction, entry: Fields, wrong: list[Refusal]) -> int:
    name = _text(entry, "village", wrong, LONGEST_NAME)
    found = [area for area in areas.named(tx, name) if area.kind == "village"] if name else []
    if name and not found:
        wrong.append(entry.refusal("village", f"there is no village {name}; import its people first"))
    if len(found) > 1:
        wrong.append(entry.refusal("village", f"{len(found)} villages are called {name}"))
    return found[0].id if found else 0


def _closing(entry: Fields, zone: ZoneInfo, wrong: list[Refusal]) -> int:
    """Epoch milliseconds; a time without an offset is the village's own."""
    text = entry.get("closes_at")
    if not text:
        wrong.append(entry.refusal("closes_at", "is missing"))
        return 0
    at = read_time(text)
    try:
        if at is not None:
            return int((at if at.tzinfo else at.replace(tzinfo=zone)).timestamp()) * 1000
    except (ValueError, OverflowError):
        pass
    wrong.append(entry.refusal("closes_at", f"{text[:30]!r} is no time; write it such as 2026-12-01T20:00"))
    return 0
