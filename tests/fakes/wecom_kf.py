"""微信客服 as the vendor runs it: accounts, customers, states of their chats, and what may still be said to each.

In a test: `kf = WeComKf(server)`, then what customers do: `kf.says("wm1", "猪肉2斤")`, `kf.presses`, `kf.enters`.
What they read is `kf.heard("wm1")`. Every happening rings: `kf.on_bell` is called with (token, open_kfid).

94670 (sync_msg), 94677 (send_msg), 95122 (send_msg_on_event), 94669 (states), 95159 (batchget), 94665 (links). Codes
with a "?" are nowhere documented.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.wecom_kf_messages import checked
from tests.fakes.wecom_server import Asked, Refusal, WeComServer

KFID = "wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q"
DAY, HOUR, MINUTE, SECOND = 86_400_000, 3_600_000, 60_000, 1_000
MOST = 1_000
MSGID = re.compile(r"[0-9A-Za-z_-]{1,32}")
SCENE = re.compile(r"[0-9A-Za-z_-]{1,32}")
BAD, BAD_ACCOUNT, BAD_CUSTOMER = 40035, 95000, 40096
FIVE_SAID, TOO_LATE, STALE_TOKEN, WRONG_STATE = 95001, 95002, 95007, 95018
USED_MSGID, USED_CODE, NO_CHANGE = 40058, 40029, 95016  # each "?"
NEW, ASSISTANT, WAITING, HUMAN, ENDED = range(5)
CHANGES = {NEW: {1, 2, 3, 4}, ASSISTANT: {2, 3, 4}, WAITING: {3, 4}, HUMAN: {2, 3, 4}, ENDED: set[int]()}


@dataclass
class Customer:
    """Somebody on WeChat, as one account knows them."""

    nickname: str
    state: int = ENDED
    said_at: int | None = None
    left: int = 0
    heard: list[dict[str, Any]] = field(default_factory=list)


class WeComKf:
    def __init__(self, server: WeComServer) -> None:
        self.server = server
        self.media = server.media
        self.customers: dict[str, Customer] = {}
        self.on_bell: Callable[[str, str], Any] = lambda token, open_kfid: None
        self.rows: list[tuple[int, dict[str, Any]]] = []
        self.page = MOST  #: rows that a call gets at most, however many it asks for
        self.empty_pages = 0  #: so many next calls get no rows, though there are more
        self.tokenless = 5  #: calls without a token in a minute
        self.speaks_in_new = False  #: True: as documented, an API may speak in state 0
        self.fails_late = False  #: True: too many, or too late, is said afterwards (msg_send_fail)
        self.syncs: list[str] = []  #: the token of each call
        self.beyond: list[str] = []  #: who was written to beyond what may be said to them
        self._tokens: dict[str, int] = {}
        self._without: list[int] = []
        self._codes: dict[str, tuple[str, int]] = {}
        self._msgids: set[str] = set()
        self._number = 0
        for path, answer in (
            ("sync_msg", self._sync), ("send_msg", self._send), ("send_msg_on_event", self._greet),
            ("service_state/get", self._state), ("service_state/trans", self._change),
            ("customer/batchget", self._names), ("add_contact_way", self._link), ("account/list", self._list),
        ):  # fmt: skip
            server.add("POST", f"kf/{path}", answer)

    def customer(self, chat: str) -> Customer:
        return self.customers.setdefault(chat, Customer(f"微信{chat}"))

    def heard(self, chat: str) -> list[dict[str, Any]]:
        """What a customer got: the bodies of messages, in order."""
        return self.customer(chat).heard

    def says(self, chat: str, text: str = "", *, ring: bool = True, menu_id: str = "", **message: Any) -> str:
        """A word, or with `image={"media_id": ...}` and so on something else; its msgid."""
        written = {"content": text, **({"menu_id": menu_id} if menu_id else {})}
        kind, held = next(iter(message.items())) if message else ("text", written)
        customer = self.customer(chat)
        customer.said_at, customer.left = self.server.clock(), 5
        customer.state = NEW if customer.state == ENDED else customer.state
        return self._happens(3, ring, msgtype=kind, external_userid=chat, open_kfid=KFID, **{kind: held})

    def presses(self, chat: str, number: int) -> str:
        """Presses an item of the last menu."""
        menu = next(said["msgmenu"] for said in reversed(self.heard(chat)) if said["msgtype"] == "msgmenu")
        item = menu["list"][number - 1]["click"]
        return self.says(chat, item["content"], menu_id=item["id"])

    def enters(self, chat: str, greetable: bool = True, **event: Any) -> str:
        """Opens the chat; the welcome_code, "" where it has none."""
        customer = self.customer(chat)
        code = ""
        if greetable and (customer.said_at is None or customer.said_at <= self.server.clock() - 2 * DAY):
            code = f"code-{len(self._codes)}"
            self._codes[code] = (chat, self.server.clock() + 20 * SECOND)
        event |= {"scene": "", **({"welcome_code": code} if code else {})}
        self.event("enter_session", chat, **event)
        return code

    def event(self, kind: str, chat: str, ring: bool = True, **more: Any) -> str:
        event = {"event_type": kind, "open_kfid": KFID, "external_userid": chat, **more}
        return self._happens(4, ring, msgtype="event", event=event)

    def staff_takes_over(self, chat: str) -> None:
        """A human of the staff takes a chat."""
        self.customer(chat).state = HUMAN
        self.event("session_status_change", chat, change_type=1, new_servicer_userid="zhang")

    def staff_says(self, chat: str, text: str) -> str:
        sender = {"servicer_userid": "zhang", "external_userid": chat, "open_kfid": KFID}
        return self._happens(5, True, msgtype="text", text={"content": text}, **sender)

    def staff_ends(self, chat: str) -> None:
        self.customer(chat).state = ENDED
        self.event("session_status_change", chat, change_type=3, old_servicer_userid="zhang")

    def bell(self) -> str:
        token = f"ENC{len(self._tokens):06}"
        self._tokens[token] = self.server.clock() + 10 * MINUTE
        self.on_bell(token, KFID)
        return token

    def _happens(self, origin: int, ring: bool, **row: Any) -> str:
        self._number += 1
        msgid = f"4ad9{self._number:08}"
        self.rows.append((self.server.clock(), {
            "msgid": msgid, "send_time": self.server.clock() // SECOND, "origin": origin, **row,
        }))  # fmt: skip
        if ring:
            self.bell()
        return msgid

    def _sync(self, asked: Asked) -> dict[str, Any]:
        body, now = asked.body, self.server.clock()
        if set(body) - {"cursor", "token", "limit", "voice_format", "open_kfid"} or body["open_kfid"] != KFID:
            raise Refusal(BAD if body.get("open_kfid") == KFID else BAD_ACCOUNT)
        if not 0 < body.get("limit", MOST) <= MOST or not re.fullmatch(r"|cur-\d+", body.get("cursor", "")):
            raise Refusal(BAD)
        token = body.get("token", "")
        self.syncs.append(token)
        if token and now >= self._tokens.get(token, 0):
            raise Refusal(STALE_TOKEN)
        if not token:
            self._without = [at for at in self._without if at > now - MINUTE] + [now]
            if len(self._without) > self.tokenless:
                raise Refusal(45009)
        start = int((body.get("cursor") or "cur-0").removeprefix("cur-"))
        rest = [(place, row) for place, (at, row) in enumerate(self.rows) if place >= start and at > now - 3 * DAY]
        most = min(body.get("limit", MOST), self.page)
        if self.empty_pages:
            self.empty_pages, most = self.empty_pages - 1, 0
        given = rest[:most]
        end = given[-1][0] + 1 if given else (start if rest else len(self.rows))
        return {
            "next_cursor": f"cur-{end}", "has_more": int(len(rest) > most), "msg_list": [row for _, row in given],
        }  # fmt: skip

    def _send(self, asked: Asked) -> dict[str, Any]:
        body, now = asked.body, self.server.clock()
        customer = self._whom(body, "touser")
        msgid = self._msgid(body)
        said = checked(body, {"touser", "open_kfid", "msgid"}, self.media.find)
        if customer.state not in ((NEW, ASSISTANT) if self.speaks_in_new else (ASSISTANT,)):
            raise Refusal(WRONG_STATE)
        late = customer.said_at is None or now >= customer.said_at + 48 * HOUR
        if late or customer.left <= 0:
            self.beyond.append(body["touser"])
        if (late or customer.left <= 0) and not self.fails_late:
            raise Refusal(TOO_LATE if late else FIVE_SAID)
        self._msgids.add(msgid)
        if late or customer.left <= 0:
            self.fail(msgid, body["touser"], 4 if late else 6)
        else:
            customer.left -= 1
            customer.heard.append({"msgid": msgid, **said})
        return {"msgid": msgid}

    def fail(self, msgid: str, chat: str, why: int) -> None:
        """A message that was taken does not arrive after all."""
        self.event("msg_send_fail", chat, fail_msgid=msgid, fail_type=why)

    def _greet(self, asked: Asked) -> dict[str, Any]:
        body = asked.body
        chat, until = self._codes.get(body.get("code", ""), ("", 0))
        if self.server.clock() >= until:
            raise Refusal(USED_CODE)
        msgid = self._msgid(body)
        said = checked(body, {"code", "msgid"}, self.media.find)
        if said["msgtype"] not in ("text", "msgmenu"):
            raise Refusal(40008)
        del self._codes[body["code"]]
        self._msgids.add(msgid)
        self.customer(chat).heard.append({"msgid": msgid, **said})
        return {"msgid": msgid}

    def _msgid(self, body: dict[str, Any]) -> str:
        msgid = body.get("msgid", f"vendor{len(self._msgids)}")
        if not MSGID.fullmatch(msgid):
            raise Refusal(BAD)
        if msgid in self._msgids:
            raise Refusal(USED_MSGID)
        return str(msgid)

    def _whom(self, body: dict[str, Any], name: str = "external_userid") -> Customer:
        if body.get("open_kfid") != KFID:
            raise Refusal(BAD_ACCOUNT)
        if body.get(name) not in self.customers:
            raise Refusal(BAD_CUSTOMER)
        return self.customers[body[name]]

    def _state(self, asked: Asked) -> dict[str, Any]:
        state = self._whom(asked.body).state
        return {"service_state": state, "servicer_userid": "zhang" if state == HUMAN else ""}

    def _change(self, asked: Asked) -> None:
        customer, wanted = self._whom(asked.body), asked.body.get("service_state")
        if wanted not in CHANGES[customer.state]:
            raise Refusal(NO_CHANGE)
        if wanted == HUMAN and not asked.body.get("servicer_userid"):
            raise Refusal(BAD)
        customer.state = wanted

    def _names(self, asked: Asked) -> dict[str, Any]:
        wanted = asked.body.get("external_userid_list") or []
        if not 0 < len(wanted) <= 100:
            raise Refusal(BAD)
        since = self.server.clock() - 48 * HOUR
        known = {chat for chat in wanted if (self.customer(chat).said_at or 0) > since}
        named = [
            {"external_userid": chat, "nickname": self.customer(chat).nickname, "avatar": "", "gender": 0}
            for chat in wanted if chat in known
        ]  # fmt: skip
        return {"customer_list": named, "invalid_external_userid": [chat for chat in wanted if chat not in known]}

    def _link(self, asked: Asked) -> dict[str, Any]:
        scene = asked.body.get("scene", "")
        if asked.body.get("open_kfid") != KFID or (scene and not SCENE.fullmatch(scene)):
            raise Refusal(BAD)
        return {"url": f"https://work.weixin.qq.com/kf/kfcbf8f8d07ac7215f?enc_scene=ENC{scene}"}

    def _list(self, asked: Asked) -> dict[str, Any]:
        return {"account_list": [{"open_kfid": KFID, "name": "同心", "avatar": "", "manage_privilege": True}]}
