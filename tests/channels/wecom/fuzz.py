"""What nobody would send: WeCom's own messages, changed by a seeded hand in bytes, in fields and in structure."""

import time
from collections.abc import Iterator
from random import Random
from typing import Any

CREATED = 1_700_000_000
HEAD = {"ToUserName": "ww1234567890abcdef", "FromUserName": "ZhangSan", "CreateTime": CREATED, "AgentID": 1000002}
CARD = {"MsgType": "event", "Event": "template_card_event", "TaskId": "task-1", "ResponseCode": "code"}
CHOSEN = {"SelectedItem": [{"QuestionKey": "q", "OptionIds": {"OptionId": ["nonce:1|确认", "nonce:2"]}}]}
HAPPENED: list[dict[str, Any]] = [
    {**HEAD, "MsgType": "text", "Content": "猪肉2斤，豆腐1块", "MsgId": 4561255354251345929},
    {**HEAD, "MsgType": "image", "PicUrl": "http://a/b", "MediaId": "m", "MsgId": 2},
    {**HEAD, "MsgType": "voice", "MediaId": "m", "Format": "amr", "MsgId": 3},
    {**HEAD, "MsgType": "video", "MediaId": "m", "ThumbMediaId": "t", "MsgId": 4},
    {
        **HEAD,
        "MsgType": "location",
        "Location_X": 30.26,
        "Location_Y": 120.15,
        "Scale": 15,
        "Label": "村",
        "MsgId": 5,
    },
    {**HEAD, "MsgType": "link", "Title": "t", "Description": "d", "Url": "http://a", "PicUrl": "p", "MsgId": 6},
    {**HEAD, "MsgType": "event", "Event": "subscribe"},
    {**HEAD, "MsgType": "event", "Event": "enter_agent", "EventKey": ""},
    {**HEAD, "MsgType": "event", "Event": "click", "EventKey": "订菜"},
    {**HEAD, "MsgType": "event", "Event": "LOCATION", "Latitude": 23.1, "Longitude": 113.3, "Precision": 119},
    {**HEAD, **CARD, "EventKey": "nonce:1|确认", "CardType": "button_interaction"},
    {**HEAD, **CARD, "EventKey": "submit", "CardType": "vote_interaction", "SelectedItems": CHOSEN},
    {**HEAD, "MsgType": "event", "Event": "kf_msg_or_event", "Token": "token", "OpenKfId": "wk1"},
]
FROM = {"msgid": "m1", "open_kfid": "wk1", "external_userid": "wm1", "send_time": CREATED, "origin": 3}
ROWS: list[dict[str, Any]] = [
    {**FROM, "msgtype": "text", "text": {"content": "你好", "menu_id": "nonce:1"}},
    {**FROM, "msgtype": "image", "image": {"media_id": "m"}},
    {**FROM, "msgtype": "voice", "voice": {"media_id": "m"}},
    {**FROM, "msgtype": "file", "file": {"media_id": "m"}},
    {**FROM, "msgtype": "location", "location": {"latitude": 30.2, "longitude": 120.1, "name": "村", "address": "a"}},
    {**FROM, "msgtype": "link", "link": {"title": "t", "desc": "d", "url": "http://a", "pic_url": "p"}},
    {**FROM, "msgtype": "event", "event": {"event_type": "enter_session", "external_userid": "wm1", "scene": "s",
        "scene_param": "%E6%9D%91", "welcome_code": "w"}},
    {**FROM, "msgtype": "event", "event": {"event_type": "msg_send_fail", "fail_msgid": "m", "fail_type": 6}},
]  # fmt: skip
WHO = {"msgid": "m1", "aibotid": "b", "chattype": "single", "from": {"userid": "zhangsan"}, "create_time": CREATED}
FRAMES: list[dict[str, Any]] = [
    {"cmd": "aibot_msg_callback", "headers": {"req_id": "r"}, "body": body}
    for body in (
        {**WHO, "msgtype": "text", "text": {"content": "你好"}},
        {**WHO, "chattype": "group", "chatid": "wr1", "msgtype": "text", "text": {"content": "@同心 猪肉2斤"}},
        {**WHO, "msgtype": "image", "image": {"url": "http://a", "aeskey": "k"}},
        {**WHO, "msgtype": "mixed", "mixed": {"msg_item": [{"msgtype": "text", "text": {"content": "a"}}]}},
    )
] + [
    {"cmd": "aibot_event_callback", "headers": {"req_id": "r"}, "body": {**WHO, "msgtype": "event", "event": event}}
    for event in (
        {"eventtype": "enter_chat"},
        {"eventtype": "template_card_event", "template_card_event": {"event_key": "nonce:1", "task_id": "t"}},
    )
]
WORDS = [
    "", " ", "0", "-1", "1e999", "nan", "inf", "１２", "9" * 400, "nonce:1", "nonce:1|确认", "|", ":", ":0", "\n",
    "a" * 9_000, "好" * 3_000, "a\u0300" * 500, "\u202e", "👨\u200d👩", "]]>", "<!DOCTYPE a>", "&lt;&#0;", "{{1}}",
    "@all", "a|b", "ＺＨＡＮＧ", "event", "text", "image", "template_card_event", "template_card_menu_event", "%",
    "%E6%9D", "%FF%00",
]  # fmt: skip
VALUES = [None, True, False, 0, -1, 2**63, 10**30, 1.5, float("inf"), float("nan"), [], {}, [[]], [None], {"a": 1}]
TOKENS = [
    b"<", b">", b"&", b"<xml>", b"</xml>", b"<![CDATA[", b"]]>", b"<!--", b"%", b"=", b"&b;", b"&#x1F;", b"<a b='",
    b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"\x00",
    b"\xff\xfe", b"\xed\xa0\x80",
]  # fmt: skip


def bytes_changed(dice: Random, body: bytes) -> bytes:
    """Some bytes flipped, taken out, doubled, cut off, or put in."""
    changed = bytearray(body)
    for _ in range(dice.choice((1, 1, 1, 2, 5, 20))):
        start = dice.randrange(len(changed) + 1)
        end = min(len(changed), start + dice.choice((1, 1, 2, 8, 64, 1_000)))
        match dice.randrange(6):
            case 0 if start < len(changed):
                changed[start] ^= 1 << dice.randrange(8)
            case 1:
                del changed[start:end]
            case 2:
                changed[start:start] = changed[start:end]
            case 3:
                changed[start:start] = dice.choice(TOKENS)
            case 4:
                changed[start:end] = dice.randbytes(end - start)
            case 5 if dice.randrange(4) == 0:
                del changed[start:]
    return bytes(changed)


def fields_changed(dice: Random, value: Any) -> Any:
    """Some of a structure's values replaced by others, or left out, or of another kind."""
    if dice.randrange(12) == 0:
        return dice.choice(WORDS) if dice.randrange(2) else dice.choice(VALUES)
    if isinstance(value, dict):
        kept = {name: fields_changed(dice, inner) for name, inner in value.items() if dice.randrange(20)}
        if kept and dice.randrange(20) == 0:
            kept[dice.choice([*kept])] = {**kept}
        return kept
    if isinstance(value, list):
        return [fields_changed(dice, inner) for inner in value * dice.choice((1, 1, 1, 2, 30))]
    return value


def cases(seconds: float, first: int) -> Iterator[tuple[int, Random]]:
    """Numbered dice for so many seconds of work; the same number throws the same again."""
    end = time.process_time() + seconds
    number = first
    while time.process_time() < end:
        yield number, Random(number)
        number += 1
