"""Hundreds of messages as people write them, each with what must be recorded, asked or left alone."""


from nlu.orders import Context, understand
from tests.nlu import (
    amount_cases,
    chat_cases,
    correction_cases,
    everyday_cases,
    no_order_cases,
    spelling_cases,
    update_cases,
)
from tests.nlu.expectations import context_of, expected, summary
from tests.nlu.windows import FRUIT, MEAT, VEGETABLES, WINDOWS

MODULES = (
    amount_cases, spelling_cases, chat_cases, update_cases, correction_cases, no_order_cases, everyday_cases,
)  # fmt: skip
ROWS = [row for module in MODULES for name, rows in vars(module).items() if name.isupper() for row in rows]


def test_each_message_is_understood_as_it_was_meant() -> None:
    wrong = {}
    for window, text, wanted, *running in ROWS:
        understood = summary(understand(text, WINDOWS[window], context_of(*running)))
        if understood != expected(wanted):
            wrong[window, text] = understood
    assert wrong == {}


def test_a_question_names_the_words_and_the_items_it_may_be() -> None:
    (question,) = understand("萝卜2斤", VEGETABLES).questions
    assert (question.kind, question.words, question.candidates) == ("unknown_item", "萝卜", ("胡萝卜",))


def test_a_question_over_the_limit_proposes_the_quantity_that_was_asked_for() -> None:
    (question,) = understand("香梨3箱", FRUIT).questions
    assert (question.kind, question.candidates, question.quantity) == ("over_limit", ("香梨",), 3000)


def test_the_same_as_last_time_proposes_each_item_of_last_time() -> None:
    understood = understand("和上次一样", MEAT, Context(last={"猪肉": 2000, "排骨": 1500}))
    assert [(question.candidates, question.quantity) for question in understood.questions] == [
        (("猪肉",), 2000),
        (("排骨",), 1500),
    ]
    assert understood.flags == ("needs_confirm",)


def test_name_door_and_wish_beside_an_order_are_told() -> None:
    understood = understand("6. 李建国 新屋10号 鲈鱼1条，杀好，鱼头去掉", MEAT)
    assert (understood.who, understood.house) == ("李建国", "新屋10号")
    assert understood.note.startswith("杀好")


def test_a_limit_counts_what_the_running_order_has_already() -> None:
    assert understand("再来2斤牛肉", MEAT, context_of("牛肉 2")).flags == ("over_limit",)
    assert not understand("再来1斤牛肉", MEAT, context_of("牛肉 2")).flags


def test_another_household_has_a_limit_of_its_own() -> None:
    understood = understand("牛肉3斤，帮王奶奶也订3斤牛肉", MEAT)
    assert [(line.quantity, line.whom) for line in understood.lines] == [(3000, ""), (3000, "王奶奶")]


def test_a_message_longer_than_any_order_yields_a_question_only() -> None:
    understood = understand("猪肉2斤，" * 1000, MEAT)
    assert not understood.lines
    assert understood.flags == ("needs_confirm",)
