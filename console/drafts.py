"""A window before it opens: what was read out of an announcement or typed into the form, and what is wrong with it.

A draft keeps every field as it was typed, so that nothing is lost while something is mended.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from console.names import QUESTIONS
from domain.amounts import format_quantity, format_yuan, parse_fen, parse_quantity
from domain.orders import Item, Window
from domain.sharing import ELDERS, EQUALLY, LOT
from nlu.announcements import MOST_ITEMS, Announcement, AnnouncementQuestion

SHARINGS = (EQUALLY, LOT, ELDERS)
"""How goods may be shared at closing, in the order of the form."""

EARLIEST_DAYS = 60
"""How many days ahead a closing time may lie."""

_DAY = 24 * 3600 * 1000
_LENGTHS = {"title": 60, "arrives": 60, "place": 60, "pay": 60, "contact": 60}
_ITEM_LENGTHS = {"name": 40, "unit": 10, "spec": 40, "donor": 40, "aliases": 200}
_UNPRICED = ("no_price", "price_unclear")
_NUMBERS = ("price", "market_price", "quota", "limit", "case_size", "minimum", "to_share")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a field: a word of the table, and the number in it."""

    word: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class ItemDraft:
    name: str = ""
    unit: str = ""
    price: str = ""
    market_price: str = ""
    quota: str = ""
    limit: str = ""
    donor: str = ""
    spec: str = ""
    aliases: str = ""
    weighed: bool = False
    case_size: str = ""
    minimum: str = ""
    sharing: str = ""
    to_share: str = ""

    @property
    def empty(self) -> bool:
        return self == ItemDraft(weighed=self.weighed)


@dataclass(frozen=True, slots=True)
class Draft:
    """`wrong` is by field: "title", "item-2-price", and "items" for the whole list."""

    village: str = ""
    title: str = ""
    closes_at: str = ""  #: as a browser writes a local time: 2026-12-01T20:00
    arrives: str = ""
    place: str = ""
    pay: str = ""
    contact: str = ""
    items: tuple[ItemDraft, ...] = ()
    questions: tuple[AnnouncementQuestion, ...] = ()
    wrong: Mapping[str, Wrong] = field(default_factory=dict)


def from_announcement(announcement: Announcement, village: str) -> Draft:
    items = tuple(
        ItemDraft(
            item.name, item.unit, format_yuan(item.price), _yuan(item.market_price), _amount(item.quota),
            _amount(item.limit), item.donor, item.spec, "、".join(item.aliases), item.weighed,
            _amount(item.case_size), _amount(item.minimum), item.sharing, _amount(item.to_share),
        )
        for item in announcement.items
    )  # fmt: skip
    # What has a name and no certain price is no item yet: a row of its own, to be priced or removed.
    unpriced = tuple(ItemDraft(asked.words) for asked in announcement.questions if asked.kind in _UNPRICED)
    closes_at = f"{announcement.closes_at:%Y-%m-%dT%H:%M}" if announcement.closes_at else ""
    too_many = any(asked.kind == "too_many" for asked in announcement.questions)
    wrong = {"items": Wrong("wrong_many", MOST_ITEMS)} if too_many or len(items + unpriced) > MOST_ITEMS else {}
    return Draft(
        village, announcement.title, closes_at, announcement.arrives, announcement.place, announcement.pay,
        announcement.contact, (*items, *unpriced)[:MOST_ITEMS],
        tuple(_with_words(asked) for asked in announcement.questions), wrong,
    )  # fmt: skip


def _with_words(asked: AnnouncementQuestion) -> AnnouncementQuestion:
    """A question of a kind that has no words of its own here tells at least what is not on the draft."""
    return asked if asked.kind in QUESTIONS else replace(asked, kind="not_understood")


def from_form(form: Mapping[str, object]) -> Draft:
    """What was typed; fields of an item are named item-0-name and so on, and end with the first number not there."""
    items: list[ItemDraft] = []
    while len(items) <= MOST_ITEMS and f"item-{len(items)}-name" in form:
        items.append(_item_from_form(form, f"item-{len(items)}-"))
    return Draft(
        _typed(form, "village"), _typed(form, "title"), _typed(form, "closes_at"), _typed(form, "arrives"),
        _typed(form, "place"), _typed(form, "pay"), _typed(form, "contact"), tuple(items),
    )  # fmt: skip


def _item_from_form(form: Mapping[str, object], prefix: str) -> ItemDraft:
    def typed(name: str) -> str:
        return _typed(form, prefix + name)

    return ItemDraft(
        typed("name"), typed("unit"), typed("price"), typed("market_price"), typed("quota"), typed("limit"),
        typed("donor"), typed("spec"), typed("aliases"), f"{prefix}weighed" in form,
        typed("case_size"), typed("minimum"), typed("sharing"), typed("to_share"),
    )  # fmt: skip


def with_row(draft: Draft) -> Draft:
    return replace(draft, items=(*draft.items, ItemDraft())) if len(draft.items) < MOST_ITEMS else draft


def without_row(draft: Draft, row: int) -> Draft:
    return replace(draft, items=(*draft.items[:row], *draft.items[row + 1 :]))


def check(draft: Draft, village: int, now: int, zone: ZoneInfo) -> Window | Draft:
    """The window to open in a village (0: none of those that may be chosen), or the draft with what is wrong."""
    wrong = {name: Wrong("wrong_long", most) for name, most in _LENGTHS.items() if len(getattr(draft, name)) > most}
    if not draft.title:
        wrong["title"] = Wrong("wrong_empty")
    if not village:
        wrong["village"] = Wrong("wrong_village")
    closes_at = closing_time(draft.closes_at, now, zone)
    if isinstance(closes_at, Wrong):
        wrong["closes_at"] = closes_at
    items, wrong_items = _check_items(draft.items)
    if wrong or wrong_items or isinstance(closes_at, Wrong):
        return replace(draft, wrong=wrong | wrong_items)
    return Window(
        0,
        0,
        village,
        draft.title,
        "open",
        1,
        now,
        closes_at,
        draft.arrives,
        draft.place,
        draft.pay,
        draft.contact,
        items,
    )


def closing_time(text: str, now: int, zone: ZoneInfo) -> int | Wrong:
    """Epoch milliseconds of a local time."""
    try:
        closes_at = int(datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=zone).timestamp() * 1000)
    except (ValueError, OverflowError):
        return Wrong("wrong_time")
    if closes_at <= now:
        return Wrong("wrong_past")
    return closes_at if closes_at - now <= EARLIEST_DAYS * _DAY else Wrong("wrong_far", EARLIEST_DAYS)


def _check_items(drafts: tuple[ItemDraft, ...]) -> tuple[tuple[Item, ...], dict[str, Wrong]]:
    """The items of the rows that are not empty, and what is wrong with them."""
    items: list[Item] = []
    wrong: dict[str, Wrong] = {}
    for row, draft in enumerate(drafts):
        if draft.empty:
            continue
        item, wrong_fields = check_item(draft)
        if any(item.name == other.name for other in items):
            wrong_fields["name"] = Wrong("wrong_same")
        wrong |= {f"item-{row}-{name}": problem for name, problem in wrong_fields.items()}
        items.append(item)
    if not items:
        wrong["items"] = Wrong("wrong_items")
    if len(drafts) > MOST_ITEMS:
        wrong["items"] = Wrong("wrong_many", MOST_ITEMS)
    return tuple(items), wrong


def check_item(draft: ItemDraft) -> tuple[Item, dict[str, Wrong]]:
    wrong = {
        name: Wrong("wrong_long", most) for name, most in _ITEM_LENGTHS.items() if len(getattr(draft, name)) > most
    }
    wrong |= {name: Wrong("wrong_empty") for name in ("name", "unit", "price") if not getattr(draft, name)}
    amounts: dict[str, int | None] = {}
    for name in _NUMBERS:
        typed = getattr(draft, name)
        money = name in ("price", "market_price")
        amounts[name] = (parse_fen(typed) if money else parse_quantity(typed)) if typed else None
        if typed and (amounts[name] is None or not (money or amounts[name])):
            wrong[name] = Wrong("wrong_price" if money else "wrong_quantity")
    quota, limit = amounts["quota"], amounts["limit"]
    if quota is not None and limit is not None and limit > quota and not wrong:
        wrong["limit"] = Wrong("wrong_limit")
    if draft.sharing not in ("", *SHARINGS):
        wrong["sharing"] = Wrong("wrong_empty")
    if draft.sharing and amounts["to_share"] is None and "to_share" not in wrong:
        wrong["to_share"] = Wrong("wrong_empty")
    aliases = tuple(filter(None, draft.aliases.replace("，", "、").replace(",", "、").replace(" ", "、").split("、")))
    item = Item(
        0, 0, draft.name, draft.unit, amounts["price"] or 0, amounts["market_price"],
        None if draft.sharing else quota, limit, weighed=draft.weighed, donor=draft.donor, spec=draft.spec,
        aliases=aliases, case_size=amounts["case_size"], minimum=amounts["minimum"], sharing=draft.sharing,
        to_share=amounts["to_share"] if draft.sharing else None,
    )  # fmt: skip
    return item, wrong


def _typed(form: Mapping[str, object], name: str) -> str:
    """A field as one line."""
    typed = form.get(name, "")
    return " ".join(typed.split()) if isinstance(typed, str) else ""


def _yuan(fen: int | None) -> str:
    return "" if fen is None else format_yuan(fen)


def _amount(quantity: int | None) -> str:
    return "" if quantity is None else format_quantity(quantity)
