"""What Telegram's payloads mean to the house, on recorded payloads."""

import json
from pathlib import Path
from typing import Any

import pytest

from channels.telegram_updates import NOT_OURS, parse
from domain.messages import LONGEST_TEXT, FileReference, Press, Update

ACCOUNT = "telegram:110201543"
RECORDED = Path(__file__).parent.parent / "golden" / "telegram"


def recorded(name: str) -> dict[str, Any]:
    return json.loads((RECORDED / f"{name}.json").read_text())


def read(name: str) -> Update:
    update = parse(recorded(name), ACCOUNT, received=42)
    assert update is not None
    return update


def test_a_text_comes_with_all_that_the_vendor_says_about_it() -> None:
    assert read("text") == Update(
        account=ACCOUNT,
        key="update:800",
        chat="700001",
        at=1795507200000,
        sender="700001",
        text="猪肉2斤 豆腐一块",
        language="zh-hans",
        name="桂英 陈",
    )


def test_a_command_loses_the_bots_name_and_keeps_the_links_parameter() -> None:
    assert read("command_with_name_and_parameter").text == "/start bind_7Q2K"


def test_an_edited_text_is_marked_and_bears_the_time_of_the_edit() -> None:
    update = read("edited")
    assert (update.edited, update.text, update.at) == (True, "猪肉3斤", 1795507260000)


def test_a_photo_comes_in_its_largest_size_with_its_caption() -> None:
    update = read("photo")
    assert update.files == (FileReference("photo", "AgAC-x", "image/jpeg", 121253),)
    assert update.text == "这是药盒"


def test_a_voice_message_is_a_file_with_its_length() -> None:
    assert read("voice").files == (FileReference("voice", "AwAC-v", "audio/ogg", 28412, seconds=7),)


def test_a_document_is_a_file() -> None:
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert read("document").files == (FileReference("file", "BQAC-d", media_type, 9120),)


def test_what_cannot_be_read_still_reaches_the_house_so_that_it_can_answer() -> None:
    update = read("sticker")
    assert (update.text, update.files) == ("", ())


def test_a_place_that_is_shared_is_read_as_its_coordinates() -> None:
    assert read("location").text == "📍 28.22780, 112.93880"


def test_a_sticker_of_an_ok_hand_is_not_a_yes() -> None:
    assert read("sticker").text == ""


def test_a_contact_is_read_as_its_name_and_phone() -> None:
    assert read("contact").text == "刘 大妹 +8613800000001"


def test_a_press_bears_our_data_and_the_time_at_which_it_came() -> None:
    update = read("press")
    assert (update.press, update.at, update.sender, update.text) == (Press("k3Xw9aQz", 2), 42, "700001", "")


def test_a_press_with_strange_data_reaches_the_house_as_one_that_fits_no_reply() -> None:
    assert read("press_strange").press == NOT_OURS


def test_a_press_on_a_message_too_old_to_be_shown_is_read() -> None:
    assert read("press_on_old_message").press == Press("k3Xw9aQz", 1)


def test_a_press_in_a_group_is_answered_there_and_bears_who_pressed() -> None:
    update = read("press_in_group")
    assert (update.group, update.chat, update.sender) == (True, "-1001234567890", "700001")


def test_a_group_message_bears_the_group_the_person_and_its_own_number() -> None:
    update = read("group")
    assert update.message == str(recorded("group")["message"]["message_id"])
    assert read("text").message == ""
    assert (update.group, update.chat, update.sender) == (True, "-1001234567890", "700001")


def test_an_anonymous_administrators_message_has_no_sender() -> None:
    update = read("group_anonymous")
    assert (update.sender, update.name, update.text) == ("", "", "大家看公告")


def test_a_private_message_without_a_sender_is_the_chats_own() -> None:
    assert read("no_sender").sender == "700001"


@pytest.mark.parametrize("name", ["channel_post", "blocked", "unblocked", "group_joined"])
def test_what_nobody_said_to_us_is_not_passed_on(name: str) -> None:
    assert parse(recorded(name), ACCOUNT) is None


def test_another_bots_words_are_not_passed_on() -> None:
    payload = recorded("group")
    payload["message"]["from"]["is_bot"] = True
    assert parse(payload, ACCOUNT) is None


def test_fields_of_a_later_version_do_no_harm() -> None:
    assert read("of_a_later_version").text == "好"


def test_a_very_long_text_is_cut_and_marked() -> None:
    payload = recorded("text")
    payload["message"]["text"] = "肉" * (LONGEST_TEXT + 1)
    update = parse(payload, ACCOUNT)
    assert update is not None
    assert (len(update.text), update.cut) == (LONGEST_TEXT, True)


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"update_id": "x"},
        {"update_id": 1, "message": []},
        {"update_id": 1, "message": {"message_id": 1, "date": "today", "chat": 5, "text": "x"}},
        {
            "update_id": 1,
            "message": {"message_id": 1, "date": 3e18, "chat": {"id": 5, "type": "private"}, "text": "x"},
        },
        {"update_id": 1, "message": {"message_id": 1, "date": 5, "text": "x"}},
        {"update_id": 1, "callback_query": {"id": "1"}},
    ],
)
def test_what_is_no_update_is_said_to_be_none(payload: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not an update"):
        parse(payload, ACCOUNT)


def test_a_reply_names_the_message_that_it_points_at() -> None:
    payload = recorded("text")
    payload["message"]["reply_to_message"] = {"message_id": 77}
    update = parse(payload, "telegram:1")
    assert update is not None
    assert update.replies_to == "77"


@pytest.mark.parametrize("said", ["audio/ogg\r\nX: a", 'audio/x"; filename="a.exe', "text", "a/" + "b" * 80])
def test_a_media_type_that_is_none_is_not_taken_over(said: str) -> None:
    payload = recorded("voice")
    payload["message"]["voice"]["mime_type"] = said
    update = parse(payload, "telegram:1")
    assert update is not None
    assert update.files[0].media_type == "audio/ogg"
