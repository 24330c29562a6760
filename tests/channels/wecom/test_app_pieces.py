"""What somebody is told through WeCom's app: texts cut by bytes, questions on cards, numbers where no card fits."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from channels.wecom.app_cards import NOTHING, Form, card, form_of, heading, key_of, read_key
from channels.wecom.app_pieces import TEXT_LIMIT, Piece, language, pieces
from channels.wecom.numbering import numbered
from domain.messages import Choice, Content, FileReference, Link, Press
from tests.channels.wecom.app_house import WORDS
from tests.fakes.wecom_cards import TITLES, check

PHOTO = FileReference("photo", "0" * 64, "image/jpeg", 5, kept=True)
LONG = st.text(st.characters(codec="utf-8"), max_size=3_000) | st.lists(
    st.sampled_from(["今天的菜到了。", "猪肉2斤，", "要确认吗？", "👨\u200d👩\u200d👧", "\n", "ok. ", "好！” "]),
    max_size=400,
).map("".join)


def choices(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(label, Press("nonce", number)) for number, label in enumerate(labels, 1))


def said(content: Content, cards: bool = True) -> list[Piece]:
    return pieces(content, cards, WORDS)


def words(piece: Piece) -> str:
    return f"{piece.head.title}{piece.head.detail}" if piece.head else piece.text


@given(LONG, st.integers(0, 25))
@example("停水通知" * 600, 2)
@example("好" * 682 + "ab", 0)
@example("一。二。\n三", 3)
def test_nothing_of_a_text_is_lost_and_no_message_is_too_long(text: str, count: int) -> None:
    content = Content(text, choices(*(f"第{number}样" for number in range(count))))
    out = said(content)
    assert all(len(piece.text.encode()) <= TEXT_LIMIT for piece in out)
    whole = "".join("".join(map(words, out)).split())
    without = "".join(text.split())
    assert whole.startswith(without)
    assert "\ufffd" not in whole or "\ufffd" in text


@given(LONG, st.sampled_from(Form))
@example("a" * 40, Form.VOTE)
def test_a_card_has_a_title_and_nothing_on_it_is_too_long(text: str, form: Form) -> None:
    head = heading(text, form, "请选择")
    check(card(head, form, choices("要", "不要"), "1-0-a", WORDS["zh"]))


def test_a_text_of_2048_bytes_is_one_message() -> None:
    assert len(said(Content("好" * 682 + "ab"))) == 1
    assert len(said(Content("好" * 682 + "abc"))) == 2


def test_a_short_question_stands_on_its_card_whole() -> None:
    (piece,) = said(Content("要确认吗？", choices("确认", "取消")))
    assert (piece.form, piece.head.title if piece.head else "") == (Form.BUTTONS, "要确认吗？")
    (piece,) = said(Content("猪肉2斤、豆腐1块。\n一共35元，要确认吗？", choices("确认", "取消")))
    assert piece.head
    assert (piece.head.title, piece.head.detail) == ("猪肉2斤、豆腐1块。", "一共35元，要确认吗？")


def test_a_notice_with_its_signature_is_one_message() -> None:
    text = "【紧急】明天上午 8 点到 11 点检修水管，3 到 9 幢停水，请提前储水，热水器先关电。\n\n—— 石桥村，通知3"
    (piece,) = said(Content(text, choices("收到")))
    assert piece.head
    assert piece.head.title == "【紧急】明天上午 8 点到 11 点检修水管，3 到 9 幢停水，"
    assert piece.head.detail == "请提前储水，热水器先关电。\n—— 石桥村，通知3"


def test_no_number_is_cut_in_two() -> None:
    text = f"{'这一期的菜' * 5}一共是1,000元要是都对就请您在今天晚上八点以前按一下"
    before, asked = said(Content(text, choices("对")))
    assert (before.text, asked.head.title if asked.head else "") == (text, "请选择")


def test_a_basket_stands_on_its_card_line_by_line() -> None:
    text = "您要的是：\n1号 猪肉2斤\n2号 豆腐1块\n3号 青菜3斤\n\n一共45元，对吗？"
    (piece,) = said(Content(text, choices("确认", "修改", "取消")))
    assert piece.head
    assert piece.head.title == "您要的是："
    assert piece.head.detail == "1号 猪肉2斤\n2号 豆腐1块\n3号 青菜3斤\n一共45元，对吗？"


def test_a_long_text_goes_ahead_and_its_question_stands_on_the_card() -> None:
    text = "您订了：\n" + "\n".join(f"{number}号 本地土猪肉2斤" for number in range(1, 21)) + "\n一共45元，对吗？"
    before, asked = said(Content(text, choices("确认", "修改", "取消")))
    assert before.text == text.rpartition("\n")[0]
    assert asked.head
    assert (asked.head.title, asked.head.before) == ("一共45元，对吗？", before.text)


def test_a_last_line_that_is_too_long_gives_the_card_its_last_sentence() -> None:
    text = f"通知\n{'因为下雨，今天的菜要晚到。' * 20}您要改到明天吗？"
    before, asked = said(Content(text, choices("改", "不改")))
    assert asked.head
    assert asked.head.title == "您要改到明天吗？"
    assert before.text + asked.head.title == text


@pytest.mark.parametrize("last", ["4 今日清单", "· 什么时候截止？比如“今晚8点截止”", "12. 新屋1号"])
def test_the_last_entry_of_a_list_stays_under_the_others(last: str) -> None:
    entries = "\n".join(f"{number} 走访{number}户" for number in range(1, 12))
    text = f"现在有几件事等您答复，您说的是哪一件？\n{entries}\n{last}"
    before, asked = said(Content(text, choices("走访4户：确认", "都不是")))
    assert (before.text, asked.head.title if asked.head else "") == (text, "请选择")


@pytest.mark.parametrize("after", ["", "\n每周开一期吗？"])
def test_an_address_stands_where_it_can_be_opened(after: str) -> None:
    text = "开团了：4样，今晚8点截止。\n看进度：https://tongxin.example/console/windows/1"
    before, asked = said(Content(text + after, choices("每周开一期")))
    assert (before.text, asked.head.title if asked.head else "") == (text, after.strip() or "请选择")


def test_no_half_of_a_sentence_is_a_title() -> None:
    question = "还没有开。都对就按“开团”；要改直接写，比如“带鱼26元/斤”“删掉带鱼”。"
    goods = "\n".join(f"{number}号 本地土猪肉" for number in range(1, 12))
    text = f"请核对：\n截止：今晚8点\n{goods}\n{question}"
    before, asked = said(Content(text, choices("开团", "取消")))
    assert (before.text, asked.head.title if asked.head else "") == (text, "请选择")


def test_a_text_without_an_end_stands_whole_above_a_card_that_asks_to_choose() -> None:
    before, asked = said(Content("长" * 300, choices("收到")))
    assert (before.text, asked.head.title if asked.head else "") == ("长" * 300, "请选择")
    _, asked = said(Content("long " * 100, choices("Received")))
    assert asked.head
    assert asked.head.title == "Please choose"


@pytest.mark.parametrize(
    ("labels", "form"),
    [
        (("确认", "修改", "取消"), Form.BUTTONS),
        (tuple("一二三四五六"), Form.BUTTONS),
        (("Leave out potatoes", "Not now, thank you"), Form.BUTTONS),
        (tuple("一二三四五六七"), Form.VOTE),
        (("三岔口的刘婶婶家二楼", "刘婶婶家二楼朝南那一间"), Form.VOTE),
        (tuple(map(str, range(20))), Form.VOTE),
        (("明天上午九点到十一点 文化礼堂", "后天"), Form.DROP_DOWN),
        (("长" * 16,) * 9, Form.DROP_DOWN),
        (("长" * 16,) * 10, None),
        (("长" * 17,), None),
        (tuple(map(str, range(21))), None),
    ],
)
def test_few_short_choices_are_buttons_more_a_vote_or_a_drop_down(labels: tuple[str, ...], form: Form | None) -> None:
    assert form_of(choices(*labels)) is form
    out = said(Content("选哪一个？", choices(*labels)))
    assert out[-1].form is form
    if out[-1].form and out[-1].head:
        check(card(out[-1].head, out[-1].form, choices(*labels), "1-0-a", WORDS["zh"]))
        assert len(out[-1].head.title) <= TITLES[out[-1].form.value]


def test_what_no_card_holds_is_a_numbered_list() -> None:
    (piece,) = said(Content("哪个时间来取？", choices("明天上午九点到十一点 文化礼堂 余12", "后天")))
    assert piece.text == "哪个时间来取？\n1. 明天上午九点到十一点 文化礼堂 余12\n2. 后天"


def test_an_app_that_may_send_no_cards_lists_all_choices() -> None:
    (piece,) = said(Content("要确认吗？", choices("确认", "取消")), cards=False)
    assert piece.text == "要确认吗？\n1. 确认\n2. 取消"


def test_what_is_numbered_in_the_text_already_is_not_said_twice() -> None:
    text = "1 猪肉　22元一斤\n2 豆腐　3元一块\n回数字选一样。"
    assert numbered(text, choices("猪肉", "豆腐", "和上次一样")) == f"{text}\n3. 和上次一样"
    assert numbered("12 猪肉", choices("猪肉", "豆腐")) == "12 猪肉\n1. 猪肉\n2. 豆腐"


def test_what_only_its_words_answer_has_no_number() -> None:
    assert numbered("停水通知", choices("收到了，我去看看，马上到现场去，请等一等")) == (
        "停水通知\n“收到了，我去看看，马上到现场去，请等一等”"
    )


def test_a_drop_down_begins_with_what_nobody_said() -> None:
    labels = ("明天上午九点到十一点 文化礼堂", "后天")
    shown = card(heading("哪天？", Form.DROP_DOWN, ""), Form.DROP_DOWN, choices(*labels), "1-0-a", WORDS["zh"])
    (select,) = shown["select_list"]
    assert (select["selected_id"], select["option_list"][0]) == (NOTHING, {"id": NOTHING, "text": "请选择"})


def test_the_file_goes_first_then_the_text_then_the_question() -> None:
    out = said(Content(f"{'一' * 200}\n四？", choices("好"), PHOTO))
    assert [bool(piece.file) for piece in out] == [True, False, False]
    assert [piece.form for piece in out] == [None, None, Form.BUTTONS]
    assert said(Content("", file=PHOTO)) == [Piece(file=PHOTO)]
    assert said(Content("")) == []


@given(st.integers(0, 3_000))
def test_a_link_stays_whole(count: int) -> None:
    url = "https://example.org/invite/" + "a" * 400
    out = said(Content("请您点开下面的。" * count, link=Link("打开", url)))
    assert out[-1].text.endswith(f"打开\n{url}")
    assert all(len(piece.text.encode()) <= TEXT_LIMIT for piece in out)


def test_a_press_comes_back_with_its_label() -> None:
    (choice,) = choices("确认|好的")
    assert read_key(key_of(choice, 1_024)) == (Press("nonce", 1), "确认|好的")
    assert read_key("nonce:1") == (Press("nonce", 1), "")


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.text("abc-_", min_size=1, max_size=60))
def test_a_key_holds_the_press_whole_however_long_the_label_is(label: str, nonce: str) -> None:
    press = Press(nonce, 12)
    key = key_of(Choice(label, press), 128)
    assert len(key.encode()) <= 128
    assert read_key(key)[0] == press


@given(st.text(max_size=200))
def test_a_key_from_outside_is_read_whatever_it_is(key: str) -> None:
    press, label = read_key(key)
    assert press is None or press.data == key.partition("|")[0] or press.number < 100
    assert len(label) <= 32


def test_somebody_is_spoken_to_in_the_language_of_the_text() -> None:
    assert language(Content("Confirm?", choices("Yes"))) == "en"
    assert language(Content("", choices("确认"))) == "zh"
