"""What comes in from members, read from the XML that the vendor seals."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.wecom.app_updates import NOT_OURS, Pressed, parse, pressed, warning
from channels.wecom.xml import Unreadable, read
from domain.messages import LONGEST_TEXT, FileReference, Press, Update
from tests.fakes.wecom_callbacks import xml

ACCOUNT = "wecom:ww1:1000002"
BASE = {"ToUserName": "ww1", "FromUserName": "WangJian", "CreateTime": 1_700_000_000, "AgentID": 1_000_002}


def happened(**fields: Any) -> Any:
    return read(xml({"xml": BASE | fields}).encode())


def update(**fields: Any) -> Update | None:
    return parse(happened(**fields), ACCOUNT)


def message(kind: str, **fields: Any) -> Update:
    said = update(MsgType=kind, MsgId="6123", **fields)
    assert said is not None
    return said


def event(name: str, **fields: Any) -> Update | None:
    return update(MsgType="event", Event=name, **fields)


def press(key: str, *options: str, **fields: Any) -> Update | None:
    chosen = {"SelectedItem": {"QuestionKey": "choice", "OptionIds": {"OptionId": list(options)}}}
    more = {"SelectedItems": chosen} if options else {}
    facts: dict[str, Any] = {"TaskId": "1-0-a", "CardType": "vote_interaction", "ResponseCode": "code-1"}
    return event("template_card_event", EventKey=key, **facts | more | fields)


def test_a_text_is_from_a_member_in_small_letters_whoever_writes_their_id_how() -> None:
    said = message("text", Content="猪肉2斤\n豆腐")
    assert said == Update(ACCOUNT, "msg:6123", "wangjian", 1_700_000_000_000, sender="wangjian", text="猪肉2斤\n豆腐")


def test_a_text_that_is_too_long_is_cut_and_marked() -> None:
    said = message("text", Content="好" * (LONGEST_TEXT + 1))
    assert (len(said.text), said.cut) == (LONGEST_TEXT, True)


@pytest.mark.parametrize(
    ("kind", "fields", "file"),
    [
        ("image", {"PicUrl": "http://x/1"}, FileReference("photo", "m-1", "image/jpeg")),
        ("voice", {"Format": "amr"}, FileReference("voice", "m-1", "audio/amr")),
        ("voice", {"Format": "??"}, FileReference("voice", "m-1", "application/octet-stream")),
        ("video", {"ThumbMediaId": "t"}, FileReference("file", "m-1", "video/mp4")),
    ],
)
def test_pictures_voices_and_videos_are_files_of_the_vendors(
    kind: str, fields: dict[str, str], file: FileReference
) -> None:
    said = message(kind, MediaId="m-1", **fields)
    assert (said.files, said.text) == ((file,), "")


def test_a_place_is_said_as_on_the_other_doors_without_the_words_of_a_map() -> None:
    said = message("location", Location_X="30.2741499", Location_Y="120.15515", Scale=16, Label="杭州急救中心")
    assert said.text == "📍 30.27415, 120.15515"


@pytest.mark.parametrize("north", ["", "nan", "inf", "91", "1e300", "三十"])
def test_no_place_is_made_up(north: str) -> None:
    with pytest.raises(Unreadable):
        message("location", Location_X=north, Location_Y="120")


def test_a_link_is_its_words_and_its_address() -> None:
    assert message("link", Title="通知", Description="", Url="https://x.cn/1").text == "通知\nhttps://x.cn/1"


def test_an_entry_of_the_menu_stands_for_its_words() -> None:
    said = event("click", EventKey="/round")
    assert said
    assert said.text == "/round"


def test_whom_the_app_is_shown_to_for_the_first_time_is_greeted_and_who_opens_it_is_left_in_peace() -> None:
    begun = event("subscribe")
    assert begun
    assert begun.text == "/start"
    for name in ("enter_agent", "unsubscribe", "LOCATION", "view", "scancode_push", "kf_msg_or_event", "sys", ""):
        assert event(name, EventKey="/start") is None


def test_a_press_on_a_button_and_a_choice_on_a_card_mean_the_same() -> None:
    for said in (press("nonce:2|豆腐"), press("nonce:2"), press("submit", "nonce:2|豆腐")):
        assert said
        assert (said.press, said.text, said.chat) == (Press("nonce", 2), "", "wangjian")
    menu = event("template_card_menu_event", EventKey="nonce:2|豆腐", TaskId="t")
    assert menu
    assert menu.press == Press("nonce", 2)


def test_a_card_tells_what_changes_it_and_what_was_on_the_button() -> None:
    base = {"MsgType": "event", "Event": "template_card_event", "ResponseCode": "code-9"}
    assert pressed(happened(**base, EventKey="nonce:2|豆腐")) == Pressed("code-9", "豆腐")
    chosen = {"SelectedItem": {"QuestionKey": "choice", "OptionIds": {"OptionId": "nonce:1|猪肉"}}}
    assert pressed(happened(**base, EventKey="submit", SelectedItems=chosen)) == Pressed("code-9", "猪肉")
    assert pressed(happened(**base | {"ResponseCode": ""}, EventKey="nonce:2")) is None


def test_who_chose_nothing_in_a_drop_down_said_nothing() -> None:
    assert press("submit", "-") is None


@pytest.mark.parametrize("key", ["", "made up", ":1", "nonce:0", "nonce:100", "nonce:x|豆腐", "a" * 1_024])
def test_a_press_that_is_not_ours_is_told_that_it_is_outdated(key: str) -> None:
    said = press(key)
    assert said
    assert said.press == NOT_OURS


def test_several_choices_at_once_are_none() -> None:
    said = press("submit", "nonce:1", "nonce:2")
    assert said
    assert said.press == NOT_OURS


def test_what_is_sent_again_has_the_same_key_and_what_differs_another() -> None:
    assert message("text", Content="好").key == message("text", Content="好").key
    keys = {
        said.key
        for said in (
            press("nonce:1|要"), press("nonce:2|不要"), press("nonce:1|要", TaskId="2-0-b"),
            press("nonce:1|要", FromUserName="lisi"), press("nonce:1|要", CreateTime=1_700_000_001),
            press("submit", "nonce:1"), press("submit", "nonce:2"), event("click", EventKey="/help"),
        ) if said
    }  # fmt: skip
    assert len(keys) == 8
    again = press("nonce:1|要", FromUserName="wangjian", ResponseCode="code-2")
    assert again
    assert again.key in keys
    assert not [key for key in keys for told in ("要", "lisi", "wangjian") if told in key]


@pytest.mark.parametrize("name", ["inactive_alert", "close_inactive_agent", "low_active", "low_active_alert"])
def test_what_threatens_the_app_is_a_warning(name: str) -> None:
    assert warning(happened(MsgType="event", Event=name)) == name
    assert event(name, FromUserName="sys") is None


@pytest.mark.parametrize(
    "fields",
    [
        {"FromUserName": ""}, {"FromUserName": "@all"}, {"FromUserName": "a|b"}, {"FromUserName": "王"},
        {"CreateTime": ""}, {"CreateTime": "-1"}, {"CreateTime": "1e9"}, {"CreateTime": "9" * 12}, {"MsgId": ""},
    ],
)  # fmt: skip
def test_what_cannot_be_from_the_vendor_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Unreadable):
        update(**{"MsgType": "text", "Content": "好", "MsgId": "1"} | fields)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=40)


@given(
    st.dictionaries(
        st.sampled_from(
            ("MsgType", "Event", "EventKey", "Content", "MediaId", "Location_X", "Location_Y", "CreateTime", "MsgId",
             "FromUserName", "SelectedItems", "TaskId", "Format", "Title")
        ),
        TEXT | st.sampled_from(("event", "text", "location", "template_card_event", "click", "1", "nonce:1")),
    )
)  # fmt: skip
def test_whatever_it_holds_it_is_read_or_refused(fields: dict[str, str]) -> None:
    content = happened(**fields)
    try:
        said = parse(content, ACCOUNT)
    except Unreadable:
        return
    assert said is None or (said.chat and said.key and (said.text or said.press or said.files))
