"""What holds for every text whatever: only items on offer, positive amounts within the limits, no surprise."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.orders import Context, understand
from tests.nlu.windows import MEAT, STAPLES, VEGETABLES

WORDS = (
    "猪肉", "牛肉", "牛肉丸", "排骨", "五花", "鸡", "朱肉", "zhurou", "羊肉", "🥩", "2", "3", "两", "半", "斤",
    "只", "袋", "公斤", "一斤半", "七八斤", "-", "/", "，", "。", " ", "\n", "要", "来", "再", "加", "不要",
    "不要了", "改成", "换成", "都", "各", "和", "取消", "帮", "王奶奶", "我家", "不对", "还是", "多少钱", "吗",
    "？", "昨天", "上次", "一样", "的", "了", "块", "元", "1e9", "除了", "其他", "减", "斤数不变", "30块钱的",
    "几斤", "一点",
)  # fmt: skip
PIECES = st.sampled_from(WORDS)
MESSAGES = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map("".join))
RUNNING = st.dictionaries(st.sampled_from(("猪肉", "牛肉", "排骨", "香肠")), st.integers(1, 4000), max_size=3)


@given(MESSAGES, RUNNING)
@settings(max_examples=400, deadline=None)
def test_no_line_is_for_anything_that_is_not_on_offer(text: str, order: dict[str, int]) -> None:
    understood = understand(text, MEAT, Context(order))
    assert {line.item for line in understood.lines} <= {item.name for item in MEAT.items} | order.keys() | {"*"}


@given(MESSAGES, RUNNING)
@settings(max_examples=400, deadline=None)
def test_what_is_ordered_is_positive_and_within_the_limit(text: str, order: dict[str, int]) -> None:
    understood = understand(text, MEAT, Context(order))
    if understood.intent in ("order", "add"):
        for line in understood.lines:
            limit = MEAT.by_name[line.item].limit
            running = 0 if line.whom else order.get(line.item, 0)
            assert line.quantity > 0
            assert limit is None or running + line.quantity <= limit


@given(MESSAGES)
@settings(max_examples=300, deadline=None)
def test_without_a_running_order_nothing_is_taken_away(text: str) -> None:
    understood = understand(text, VEGETABLES)
    assert understood.intent in ("order", "change", "cancel") or not understood.lines
    assert all(line.quantity > 0 for line in understood.lines)


@given(MESSAGES, RUNNING)
@settings(max_examples=200, deadline=None)
def test_the_same_text_is_understood_the_same_way_twice(text: str, order: dict[str, int]) -> None:
    assert understand(text, STAPLES, Context(order)) == understand(text, STAPLES, Context(order))


@given(st.sampled_from([item.name for item in MEAT.items]), st.integers(1, 40))
def test_a_plain_line_in_tenths_is_exact_or_over_the_limit_or_asked_about(name: str, tenths: int) -> None:
    item = MEAT.by_name[name]
    understood = understand(f"{name}{tenths / 10:g}{item.unit}", MEAT)
    whole = item.unit == "斤" or tenths % 10 == 0
    within = item.limit is None or tenths * 100 <= item.limit
    assert [line.quantity for line in understood.lines] == ([tenths * 100] if whole and within else [])


@given(st.text(alphabet="0123456789-.eE+猪肉斤", min_size=1, max_size=30))
@settings(max_examples=300, deadline=None)
def test_no_amount_out_of_bounds_is_ever_recorded(text: str) -> None:
    assert all(0 < line.quantity <= 5000 for line in understand("猪肉" + text, MEAT).lines)
