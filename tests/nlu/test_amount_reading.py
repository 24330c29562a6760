"""What begins with a number: an amount, a guess, money, a description, or no amount of goods at all."""

from decimal import Decimal

import pytest

from nlu.quantities import EXACT, MONEY, NOTHING, SPEC, VAGUE, AmountReader
from nlu.units import convert

READER = AmountReader(frozenset(("斤", "条", "只", "盒", "份", "把", "袋", "箱")))

CASES = [
    ("2斤", EXACT, "2", "斤"), ("2 斤", EXACT, "2", "斤"), ("一斤半", EXACT, "1.5", "斤"),
    ("斤半", EXACT, "1.5", "斤"), ("三斤六两", EXACT, "3.6", "斤"), ("三斤二", EXACT, "3.2", "斤"),
    ("二两半", EXACT, "2.5", "两"), ("一两", EXACT, "1", "两"), ("750克", EXACT, "750", "克"),
    ("35*2斤", EXACT, "2", "斤"), ("2斤左右", EXACT, "2", "斤"), ("12", EXACT, "12", ""),
    ("七八斤", VAGUE, "7", "斤"), ("一两斤", VAGUE, "1", "斤"), ("2-3斤", VAGUE, "2", "斤"),
    ("十来斤", VAGUE, "10", "斤"), ("三斤多", VAGUE, "3", "斤"), ("斤把", VAGUE, "1.5", "斤"),
    ("2点5斤", VAGUE, "2", "斤"), ("1e9", VAGUE, "1", ""), ("30块钱", MONEY, "0", ""), ("3块5", MONEY, "0", ""),
    ("5块的", MONEY, "0", ""), ("28一袋", SPEC, "28", "袋"), ("35元/斤", SPEC, "0", ""),
    ("5斤装的", SPEC, "5", "斤"), ("12枚/盒", SPEC, "12", "枚"), ("13800000055", NOTHING, "0", ""),
    ("2月11日", NOTHING, "0", ""), ("3点半", NOTHING, "0", ""), ("2幢403", NOTHING, "0", ""),
    ("1-1-302", NOTHING, "0", ""), ("两个小孩", NOTHING, "0", ""), ("三口人", NOTHING, "0", ""),
    ("36.6", NOTHING, "0", ""), ("15:30", NOTHING, "0", ""), ("10号", NOTHING, "0", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sort", "value", "unit"), CASES)
def test_a_number_is_read_as_what_its_surroundings_make_it(text: str, sort: str, value: str, unit: str) -> None:
    amount = READER.read(text, 0)
    assert amount is not None
    assert (amount.sort, amount.value, amount.unit) == (sort, Decimal(value), unit)


@pytest.mark.parametrize(
    ("value", "unit", "item_unit", "thousandths"),
    [
        ("2", "", "袋", 2000), ("3", "公斤", "斤", 6000), ("750", "克", "斤", 1500), ("6", "两", "斤", 600),
        ("2", "斤", "公斤", 1000), ("500", "ml", "升", 500), ("1", "个", "只", 1000), ("1", "尾", "条", 1000),
        ("1", "包", "袋", 1000), ("2", "对", "只", 4000), ("2", "份", "盒", 2000), ("2", "颗", "份", 2000),
        ("1", "袋", "袋(10斤)", 1000), ("0.5", "份", "份", None), ("12", "个", "盒", None),
        ("3", "斤", "箱", None), ("1", "只", "条", None), ("0", "斤", "斤", None), ("1", "g", "公斤", 1),
        ("0.5", "g", "公斤", None), ("9999999999999", "斤", "斤", None),
    ],
)  # fmt: skip
def test_an_amount_becomes_thousandths_of_the_items_unit_or_nothing(
    value: str, unit: str, item_unit: str, thousandths: int | None
) -> None:
    assert convert(Decimal(value), unit, item_unit) == thousandths
