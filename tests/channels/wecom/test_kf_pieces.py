"""What waits for a customer goes out in as few messages as may be, none longer than the vendor takes."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.cutting import by_bytes, by_characters, split_end
from channels.wecom.api import ENCODER
from channels.wecom.kf_pieces import Message, first_delivery, plan
from channels.wecom.media import body_of
from domain.messages import Choice, Content, Delivery, FileReference, Link, Press
from tests.channels.wecom.kf_house import shown, to
from tests.fakes.wecom_kf import MSGID
from tests.fakes.wecom_kf_messages import checked

LINES = st.text(alphabet=st.sampled_from("好豆腐肉 a1。，\n👨\u200d👩️🇨\ud83d"), min_size=0, max_size=1_500)
LABELS = st.lists(st.text(alphabet="确认不要ab 👍", min_size=0, max_size=60), max_size=13)

LINKS = (None, Link("打开", "https://example.org/" + "x" * 3_000), Link("看", "https://e.org"))


@st.composite
def deliveries(draw: st.DrawFn) -> list[Delivery]:
    made = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        choices = tuple(Choice(label, Press(f"nonce{number}", at)) for at, label in enumerate(draw(LABELS), 1))
        link = draw(st.sampled_from(LINKS))
        file = draw(st.sampled_from([None, None, FileReference("photo", "a" * 64, kept=True)]))
        made.append(Delivery(9_007_199_254_740_000 + number, "wecom-kf:x", "wm1", Content(
            draw(LINES), choices, file, link=link,
        )))  # fmt: skip
    return made


def body(message: Message) -> dict[str, Any]:
    """A message as it arrives at the vendor's, who checks it."""
    made = body_of("image", "media") if message.file else message.body()
    sent = ENCODER.encode(made).encode("utf-8", "replace")
    return checked(json.loads(sent), set(), lambda media: media)


@given(deliveries())
def test_every_message_is_one_that_the_vendor_takes(waiting: list[Delivery]) -> None:
    messages = plan(waiting, {})
    for message in messages:
        assert body(message)
        assert all(MSGID.fullmatch(message.msgid(salt)) for salt in ("", "again"))
        assert first_delivery(message.msgid()) == message.pieces[0].delivery
    assert len({message.msgid() for message in messages}) == len(messages)


@given(deliveries())
def test_no_word_is_lost_and_none_is_said_twice(waiting: list[Delivery]) -> None:
    pieces = [piece for message in plan(waiting, {}) for piece in message.pieces]
    for delivery in waiting:
        own = [piece for piece in pieces if piece.delivery == delivery.id]
        assert [piece.place for piece in own] == list(range(len(own)))
        words = "".join("".join(piece.text for piece in own).split())
        assert words.startswith("".join(delivery.content.text.split()))
        for choice in delivery.content.choices:
            assert choice in own[-1].choices or "".join(choice.label.split()) in words


@given(deliveries())
def test_at_most_one_message_of_a_batch_is_a_menu_with_answers(waiting: list[Delivery]) -> None:
    assert sum(bool(message.choices) for message in plan(waiting, {})) <= 1


@given(deliveries(), st.data())
def test_after_a_failure_the_rest_is_said_and_only_the_rest(waiting: list[Delivery], data: st.DataObject) -> None:
    """Whatever was out, and whatever else has come to wait by then."""
    messages = plan(waiting, {})
    most = data.draw(st.integers(0, len(messages)))
    said, unsaid = messages[:most], [piece for message in messages[most:] for piece in message.pieces]
    out = {d.id: sum(piece.delivery == d.id for message in said for piece in message.pieces) for d in waiting}
    rest = [delivery for delivery in waiting if delivery.id in {piece.delivery for piece in unsaid}]
    newer = to("新的问题？", 9_007_199_254_740_990, ("好",))
    again = plan([*rest, newer], out)
    for delivery in rest:
        before = "".join(p.text for m in said for p in m.pieces if p.delivery == delivery.id)
        after = "".join(p.text for m in again for p in m.pieces if p.delivery == delivery.id)
        assert "".join((before + after).split()).startswith("".join(delivery.content.text.split()))
    places = [(piece.delivery, piece.place) for message in plan(rest, out) for piece in message.pieces]
    assert places == [(piece.delivery, piece.place) for piece in unsaid]


@given(LINES, st.integers(12, 300))
def test_the_end_of_a_text_is_cut_off_whole(text: str, limit: int) -> None:
    for fits, size in ((by_characters, len), (by_bytes, lambda t: len(t.encode("utf-8", "replace")))):
        before, end = split_end(text, limit, fits)
        assert size(end) <= limit
        assert "".join((before + end).split()) == "".join(text.split())
        assert before or end.strip("\n") == text.strip("\n")


def test_replies_of_a_turn_are_one_message_with_a_blank_line_between() -> None:
    assert list(map(shown, map(body, plan([to("记下了", 1), to("明天到", 2)], {})))) == ["记下了\n\n明天到"]


def test_the_question_is_a_menu_under_what_was_said_before_it_and_over_what_follows() -> None:
    waiting = [to("记下了", 1), to("对吗？", 2, ("对", "不对")), to("菜明天到", 3)]
    assert list(map(shown, map(body, plan(waiting, {})))) == ["记下了\n\n对吗？\n[对]\n[不对]\n菜明天到"]


def test_of_two_questions_the_last_is_a_menu_and_the_other_has_its_numbers() -> None:
    waiting = [to("几点来拿？", 1, ("上午", "下午")), to("对吗？", 2, ("对", "不对"))]
    assert list(map(shown, map(body, plan(waiting, {})))) == ["几点来拿？\n1. 上午\n2. 下午\n\n对吗？\n[对]\n[不对]"]


def test_a_menu_of_more_than_ten_is_a_list_with_numbers() -> None:
    ten, eleven = (tuple(f"{number}号" for number in range(1, most + 1)) for most in (10, 11))
    assert plan([to("哪家？", 1, ten)], {})[0].choices
    (message,) = plan([to("哪家？", 1, eleven)], {})
    assert not message.choices
    assert message.text.endswith("10. 10号\n11. 11号")


def test_a_long_question_has_its_last_lines_over_the_menu() -> None:
    bill = "\n".join(f"{number}号：猪肉2斤，豆腐一块，青菜三把" for number in range(1, 60))
    text, menu = plan([to(f"{bill}\n都对吗？", 1, ("都对", "要改"))], {})
    assert shown(body(text)).startswith("1号：")
    assert shown(body(menu)).endswith("都对吗？\n[都对]\n[要改]")
    assert len(menu.text.encode()) > 900  # as much as fits
    assert menu.text[0].isdigit()  # between lines


def test_two_thousand_and_forty_eight_bytes_are_one_message() -> None:
    assert len(plan([to("好" * 341, 1), to("好" * 341, 2)], {})) == 1
    assert len(plan([to("好" * 341, 1), to("好" * 341 + "a", 2)], {})) == 2


def test_a_picture_is_a_message_of_its_own_before_its_words() -> None:
    file = FileReference("photo", "a" * 64, "image/jpeg", kept=True)
    messages = plan([to("先看", 1), to("这是名单", 2, file=file), to("看完说一声", 3)], {})
    assert [(message.file, message.text) for message in messages] == [
        (None, "先看"), (file, ""), (None, "这是名单\n\n看完说一声"),
    ]  # fmt: skip


def test_a_link_is_an_item_of_a_menu_and_a_line_where_it_cannot_be() -> None:
    link = Link("打开", "https://example.org/a")
    assert list(map(shown, map(body, plan([to("您的链接", link=link)], {})))) == ["您的链接\n[打开]"]
    both = plan([to("您的链接", 1, link=link), to("对吗？", 2, ("对",))], {})
    assert list(map(shown, map(body, both))) == ["您的链接\n打开 https://example.org/a\n\n对吗？\n[对]"]


@pytest.mark.parametrize(("msgid", "delivery"), [
    ("12-0-" + "a" * 27, 12), ("12-0-ab", None), ("12", None), ("MSG-1", None), ("-1-2", None),
    ("٣-0-" + "a" * 28, None), ("", None),
])  # fmt: skip
def test_the_first_delivery_is_read_from_our_own_msgids_only(msgid: str, delivery: int | None) -> None:
    assert first_delivery(msgid) == delivery


def test_other_words_have_another_msgid() -> None:
    one, same, other = (plan([to(text)], {})[0].msgid() for text in ("好", "好", "好的"))
    assert one == same != other
    assert plan([to("好"), to("的", 2)], {})[0].msgid() != one
