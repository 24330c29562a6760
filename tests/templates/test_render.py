"""Every text renders in both languages, with all that it may be told and with as little as it must be told."""

import string
from dataclasses import replace
from itertools import product

import pytest
from jinja2 import UndefinedError

from broadcasts.handing import Ticked
from broadcasts.nudging import Nudged
from domain.messages import FileReference
from domain.orders import Item, OrderLine, Window
from domain.people import Household, Person
from domain.pickups import Bag, Slot
from domain.public_lists import PublicList
from nlu.answers import Line
from templates.render import FOLDER, LANGUAGES, Templates
from tests.templates import (
    audience_values,
    check_in_values,
    digest_values,
    door_values,
    errand_values,
    health_values,
    matter_values,
    mydata_values,
    notice_values,
    observation_values,
    reminder_values,
    round_values,
    settling_values,
    shift_values,
    shop_values,
    tally_values,
    visit_values,
)
from tests.town import GOODS, NOON, ZONE

NAMES = sorted(
    path.relative_to(FOLDER / "zh").with_suffix("").as_posix()
    for path in (FOLDER / "zh").rglob("*.j2")
    if path.stem != "macros"
)
TEMPLATES = Templates(ZONE)

ITEMS = tuple(replace(item, id=number) for number, item in enumerate(GOODS, 1))
WINDOW = Window(1, 1, 1, "周六鲜菜团", "open", 1, NOON, NOON + 1, "明天", "文化礼堂", "现金", "陈主任", ITEMS)
PERSON = Person(1, "李阿公", "13800000001", "zh", "provisional", 1, "1/", 1, "3幢201", 1, "1/2/")
LINES = [OrderLine(item, 1_500) for item in ITEMS]


def asked(
    kind: str, item: Item | None = None, words: str = "猪肉", had: int = 0, quantity: int = 0
) -> dict[str, object]:
    names = (item.name,) if item else ()
    return {"kind": kind, "words": words, "names": names, "item": item, "had": had, "quantity": quantity}


QUESTIONS = [
    *(asked(kind) for kind in ("ambiguous_item", "unknown_item", "missing_qty", "missing_item", "over_limit")),
    *(asked(kind, ITEMS[0], had=1_000, quantity=2_000) for kind in ("unknown_item", "over_limit", "needs_confirm")),
    asked("needs_confirm", ITEMS[1]), asked("needs_confirm", words="*"), asked("needs_confirm", words=""),
]  # fmt: skip
SHORT = [
    {"item": ITEMS[0], "reason": reason, "left": left, "more": 1_000, "ahead": left // 250}
    for reason in ("limit", "sold_out", "closed") for left in (0, 500)
]  # fmt: skip
CASED = replace(ITEMS[0], case_size=12_000, minimum=20_000, sharing="equally", to_share=80_000)
AT_CLOSING = [
    {"item": CASED, "cause": cause, "before": 2_000, "after": after}
    for cause in ("shared", "minimum", "case") for after in (0, 1_000, 2_000, 3_000)
]  # fmt: skip
PLACES = [
    {"item": ITEMS[0], "quantity": 1_000, "offered": offered, "given": given, "ahead": offered // 250, "until": NOON}
    for offered in (0, 500) for given in (True, False)
]  # fmt: skip
DRAFT = {
    "title": "周六团", "closes_at": NOON, "arrives": "明天", "place": "礼堂", "pay": "现金", "contact": "陈主任",
    "items": ITEMS,
}  # fmt: skip
UNCLEAR = [
    {"kind": kind, "words": "盐"}
    for kind in (
        "no_price", "several_units", "item_twice", "limit_unclear", "market_unclear", "no_donor", "which_item",
        "change_or_new", "closing_passed", "closing_unclear", "time_unclear", "minimum", "terms_unclear",
        "too_many", "not_read", "not_understood",
    )
]

SLOT = Slot(1, 1, "文化礼堂", NOON, NOON + 1_800_000, 20, 15)
BAGS = [Bag(1, number, number, "3幢201", "", way, 1, True) for number, way in ((12, "pickup"), (13, "delivery"))]
HOMES = [Household(1, 1, 1, "3幢201", part) for part in ("", "三楼")]
TICKED = [
    Ticked(12, state, "3幢201", True, "小陈", NOON, rest, unweighed)
    for state in ("done", "before", "undone", "not_yet", "missing", "not_yours")
    for rest, unweighed in ((1250, False), (1250, True), (-300, False), (0, False))
]
ROUNDS = [{"window": WINDOW, "shares": [{"name": "小陈", "count": 3}]}] * 2
LIST = PublicList.of(ITEMS, [("3幢201", 1, 2_000, 1, 1), ("3幢201", 3, 1_000, 1, 1), ("3幢202", 5, 1_000, 2, 2)])
CLOSED = [{"window": WINDOW, "lines": LINES, "total": 12_345, "weighed": True}]
IN_CHAIN = {
    "number": 5, "who": "童童妈", "house": "6幢401", "names": ["李阿公"], "notes": ["要瘦的"], "lines": LINES,
    "ordered": LINES,
}  # fmt: skip
CHAINED = [
    *(IN_CHAIN | {"doubt": doubt, "questions": []}
      for doubt in ("nobody", "several", "other_name", "elsewhere", "again", "ordered")),
    IN_CHAIN | {"doubt": "", "questions": QUESTIONS, "who": "", "house": ""},
]  # fmt: skip
FULL = {
    "places": PLACES, "gaps": {1: {"item": CASED, "case": 500, "minimum": 0}}, "changes": AT_CLOSING,
    "sums": ITEMS, "below_minimum": [(CASED, 3_000)],
    "over": 500, "lacks": 500, "nothing_left": False, "before": 500, "quantity": 1_000, "lacking": 500, "until": NOON,
    "asked": QUESTIONS[-1], "outdated": True, "unsaid": "带鱼", "wished": [(ITEMS[0], 1_500)], "has_buttons": True,
    "bag": BAGS[0], "bags": BAGS, "slot": SLOT, "given": SLOT, "slots": [SLOT],
    "deliveries": 3, "left_out": ["3幢202"],
    "anew": True, "households": 31, "kinds": 88, "entries": [IN_CHAIN], "doubts": CHAINED, "more_doubts": 2,
    "done": 3, "begun": True, "rest": 7,
    "missed": [entry | {"number": 5, "who": "童童妈"} for entry in (*SHORT, SHORT[0] | {"reason": "outdated"})],
    "results": TICKED, "waiting": 5, "rounds": ROUNDS, "shares": ROUNDS[0]["shares"], "names": ["阿强"],
    "status": "bedridden", "homes": HOMES, "ended": True, "kept_in": True, "number": 12,
    "closed_lately": CLOSED, "absent": "盐", "one": True, "phone": "13800000001",
    "sold_out": [ITEMS[0]],
    "again": True, "basket": True, "board": "http://village.test/board", "cadre": True, "closed": True,
    "baskets": [{"door": "3幢202", "name": "王阿婆", "phone": "", "lines": [(ITEMS[0], 1_500)]}],
    "changed": [
        {"item": line.item, "line": line, "before": had, "agreed": 1} for line in LINES[:2] for had in (500, 0)
    ],
    "code": "12345678", "contacts": [PERSON], "count": 3, "days": 7, "door": "3幢201", "draft": DRAFT,
    "file": FileReference("photo", "0" * 64, kept=True), "first": False, "group": True, "item": ITEMS[0],
    "items": list(ITEMS), "kind": "voice", "known": True, "ill": True, "label": "确认", "landlord": "陈老板",
    "left": {item.id: item.quota for item in ITEMS}, "lines": LINES, "link": "http://village.test/link",
    "rationed": True, "maker": PERSON, "minutes": 10, "missing": [], "more": 3, "name": "李阿公", "new_door": True,
    "numbers": ("120", "119", "110"), "others": [Line("土猪肉", 2_000, "斤", "隔壁老王")], "person": PERSON,
    "post": "grid_worker", "questions": QUESTIONS, "room": "三楼", "same": True, "short": SHORT, "text": "来了",
    "titles": ["订单", "菜单"], "fitting": 1, "total": 12_345, "unclear": UNCLEAR, "removed": ("盐",),
    "village": "王家村", "weighed": True,
    "doors": LIST.shown, "totals": LIST.totals, "taking": True, "bot": "https://t.me/bot", "bound": True,
    "was": "猪肉2斤", "own_village": "李家村",
    "window": WINDOW, "windows": [WINDOW], "words": "胸口痛", "worker": PERSON, "workers": ["小陈", "小林"],
    "notes": [{"item": ITEMS[0], "words": "不要肥的"}, {"item": None, "words": "放门口"}],
    "errands": "帮李阿公订豆腐1块",
    "repriced": [{"item": ITEMS[0], "before": 3_000}], "gone": ("带鱼",), "standing": True, "several": True,
    "wishes": [{"item": "土猪肉", "quantity": 2_000, "unit": "斤", "note": "不要肥的"}],
    "back": "2月10日",
    "stopped": [{"item": "豆腐", "quantity": 1_000, "unit": "块", "note": ""}],
    "writer": PERSON, "at_door": True, "own": True, "partly": True, "always": True,
    "who": "3幢201李阿公", "for_home": "3幢201",
    "people": [PERSON, PERSON], "unanswered": "订单", "waits": True,
} | round_values.VALUES  # fmt: skip

BARE_PERSON = replace(PERSON, phone="", door="", state="confirmed")
BARE_WINDOW = replace(WINDOW, arrives="", place="", pay="", contact="", items=())
BARE = FULL | {
    name: type(value)()
    for name, value in FULL.items()
    if isinstance(value, bool | str | list | tuple | int) and name not in ("kind", "code", "label", "link", "board")
} | {
    "bag": BAGS[1], "slot": None, "status": "over", "results": TICKED[:1], "rounds": ROUNDS[:1], "homes": HOMES[:1],
    "number": 12,
    "person": BARE_PERSON, "worker": BARE_PERSON, "maker": BARE_PERSON, "window": BARE_WINDOW, "file": None,
    "numbers": ("120",), "kind": "suicide", "titles": ["订单"], "item": ITEMS[3],
    "changed": [{"item": ITEMS[0], "line": OrderLine(ITEMS[0], 0), "before": 500, "agreed": None}],
    "draft": dict.fromkeys(DRAFT) | {"items": ()}, "questions": QUESTIONS[:1],
    "missing": [
        {"kind": kind, "name": "带鱼"} for kind in ("no_unit", "no_items", "no_closing", "no_to_share", "passed")
    ],
}  # fmt: skip
FULL |= digest_values.FULL
FULL |= settling_values.FULL | audience_values.FULL | notice_values.FULL | reminder_values.FULL | shift_values.FULL
FULL |= door_values.FULL | shop_values.FULL
FULL |= matter_values.FULL
BARE |= digest_values.BARE
BARE |= settling_values.BARE | audience_values.BARE | notice_values.BARE | reminder_values.BARE | shift_values.BARE
BARE |= door_values.BARE | shop_values.BARE
BARE |= matter_values.BARE

OF_FOLDER = {
    "errands": (errand_values.FULL, errand_values.BARE),
    "health": (health_values.FULL, health_values.BARE),
    "visits": (visit_values.FULL, visit_values.BARE), "returnees": (visit_values.FULL, visit_values.BARE),
    "check_ins": (check_in_values.FULL, check_in_values.BARE),
    "observations": (observation_values.FULL, observation_values.BARE),
    "mydata": (mydata_values.FULL, mydata_values.BARE),
    "tallies": (tally_values.FULL, tally_values.BARE),
}
"""What the texts of one folder may be told, before what others are told by the same name: (all, the least)."""


def told(template: str) -> tuple[dict[str, object], dict[str, object]]:
    full, bare = OF_FOLDER.get(template.partition("/")[0], ({}, {}))
    return FULL | full, BARE | bare


@pytest.mark.parametrize("folder", sorted({name.partition("/")[0] for name in NAMES}))
def test_the_texts_of_a_folder_render_in_both_languages(folder: str) -> None:
    for template in (name for name in NAMES if name.startswith(f"{folder}/")):
        for language, values in product(LANGUAGES, told(template)):
            text = TEMPLATES.render(language, template, values)
            assert text, template
            assert "None" not in text, template
            if not template.startswith("notices/shipped/"):  # there the reader's placeholders are left in
                assert not {"{", "}"} & set(text), template


@pytest.mark.parametrize("nudged", door_values.NUDGINGS, ids=repr)
@pytest.mark.parametrize("kind", ["remind", "hand"])
def test_what_came_of_a_nudge_is_told_in_both_languages(nudged: Nudged, kind: str) -> None:
    for language in LANGUAGES:
        text = TEMPLATES.render(language, "nudging/nudged", FULL | {"nudged": nudged, "nudge_kind": kind})
        assert text
        assert "None" not in text


def test_an_english_text_speaks_no_chinese_but_what_is_to_be_said_in_it() -> None:
    """What a villager is told to type stays as it is understood; sentences do not."""
    texts = {name: TEMPLATES.render("en", name, told(name)[0]) for name in NAMES if name != "languages/zh"}
    assert [name for name, text in texts.items() if "。" in text or not set(text) & set(string.ascii_letters)] == []


def test_a_value_that_is_missing_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError):
        TEMPLATES.render("zh", "orders/mine", {})


def test_a_language_that_is_not_spoken_here_is_answered_in_chinese() -> None:
    assert TEMPLATES.render("fr", "shared/sorry", {}) == TEMPLATES.render("zh", "shared/sorry", {})
    assert TEMPLATES.label("fr", "confirm", {}) == "确认"


def test_a_label_that_has_no_name_is_the_words_themselves() -> None:
    assert TEMPLATES.label("zh", "土猪肉", {}) == "土猪肉"
    assert TEMPLATES.label("en", "amount", {"quantity": 2, "unit": "斤"}) == "2 斤"


def test_times_are_told_as_people_say_them() -> None:
    assert TEMPLATES.when("zh", NOON) == "11月30日（周一）12:00"
    assert TEMPLATES.when("en", NOON) == "Mon 30 Nov 12:00"


@pytest.mark.parametrize(
    ("bot", "how"), [("", "请网格员代订"), ("https://t.me/TongxinBot", "用电报的：https://t.me/TongxinBot")]
)
def test_a_group_without_a_page_to_open_is_told_how_to_order_all_the_same(bot: str, how: str) -> None:
    values = FULL | {"link": "", "bot": bot}
    for template in ("groups/copy_window", "groups/copy_list"):
        text = TEMPLATES.render("zh", template, values)
        assert how in text
        assert "订菜请点" not in text


def test_what_people_wrote_is_never_read_as_a_template() -> None:
    text = TEMPLATES.render("zh", "shared/press_done", {"label": "{{ 7 * 7 }}{% raw %}"})
    assert "{{ 7 * 7 }}{% raw %}" in text


def test_an_item_named_with_braces_breaks_no_label() -> None:
    assert TEMPLATES.label("zh", "{price}元", {}) == "{price}元"
    assert "{0}" in TEMPLATES.label("zh", "doubt_title", {"item": "{0}"})
