"""A self-built app of the corp that WeComServer plays: its members, what they see, what they press.

As strict as the vendor, and as silent: it drops without a word what is beyond a member's limit or was said already,
and cuts off what is too long (`faults` then names what a door did wrong). Codes that the vendor does not publish are
made up; nothing may depend on them.
"""

import itertools
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from tests.fakes.wecom_cards import check, options
from tests.fakes.wecom_server import SECRET, Asked, Refusal, WeComServer

AGENT = 1_000_002
MINUTE, HOUR = 60_000, 3_600_000
A_MINUTE, AN_HOUR = 30, 1_000
MOST_USERS, LONGEST_TEXT, LONGEST_INTERVAL = 1_000, 2_048, 14_400
RECALLED_WITHIN, CHANGED_WITHIN = 24 * HOUR, 72 * HOUR
TASK_TWICE, CODE_SPENT, NOT_RECALLED = 42_098, 42_099, 42_097
"""Made up."""
FIELDS = {
    "touser", "toparty", "totag", "msgtype", "agentid", "safe", "enable_id_trans", "enable_duplicate_check",
    "duplicate_check_interval",
}  # fmt: skip


@dataclass
class Shown:
    """A message as a member sees it."""

    msgid: str
    kind: str
    text: str = ""
    content: bytes = b""
    card: dict[str, Any] | None = None
    done: str = ""  #: what its button says since it cannot be pressed any more


class WeComApp:
    """In a test: `app = WeComApp(server, "ZhangSan", "lisi")`."""

    def __init__(self, server: WeComServer, *members: str, agent: int = AGENT, secret: str = SECRET) -> None:
        self.server = server
        self.agent = agent
        self.secret = secret
        self.members = {member.lower(): member for member in members}
        self.unlicensed: set[str] = set()
        self.callback = True  #: False: the app has no address to be called at, and may send no cards
        self.most_sends = 200_000  #: a day
        self.menu: list[Any] = []
        self.faults: list[str] = []
        self.dropped: Counter[str] = Counter()  #: by member: beyond their limit, or repeated
        self._chats: dict[str, list[Shown]] = defaultdict(list)
        self._said: dict[str, list[int]] = defaultdict(list)
        self._requests: dict[str, int] = {}
        self._tasks: set[str] = set()
        self._codes: dict[str, tuple[str, int]] = {}
        self._sent: dict[str, int] = {}
        self._sends: list[tuple[int, int]] = []
        self._numbers = itertools.count(1)
        server.add("POST", "message/send", self.send)
        server.add("POST", "message/recall", self.recall)
        server.add("POST", "message/update_template_card", self.update)
        server.add("POST", "menu/create", self.create_menu, query=("agentid",))
        server.add("GET", "agent/get", self.get, query=("agentid",))

    def chat(self, member: str) -> list[Shown]:
        return self._chats[member.lower()]

    def heard(self, member: str) -> list[str]:
        """The words that a member sees, of a card its title and what stands below it."""
        return [shown.text for shown in self.chat(member) if shown.text]

    def says(self, member: str, text: str, **fields: Any) -> dict[str, Any]:
        """A message of a member's, for Vendor.posts."""
        return self.sends(member, "text", Content=text, **fields)

    def sends(self, member: str, kind: str, **fields: Any) -> dict[str, Any]:
        number = f"6{next(self._numbers):018}"
        return {"FromUserName": member, "MsgType": kind, "AgentID": self.agent, "MsgId": number, **fields}

    def happens(self, member: str, event: str, **fields: Any) -> dict[str, Any]:
        return {"FromUserName": member, "MsgType": "event", "Event": event, "AgentID": self.agent, **fields}

    def presses(self, member: str, label: str) -> dict[str, Any]:
        """A press on the newest card that has this label. Raises LookupError when none can be pressed."""
        for shown in reversed(self.chat(member)):
            for option in options(shown.card) if shown.card and not shown.done else ():
                if option["text"] == label:
                    return self._pressed(member, shown, option)
        raise LookupError(f"no button {label!r} before {member}")

    def _pressed(self, member: str, shown: Shown, option: dict[str, Any]) -> dict[str, Any]:
        card = shown.card or {}
        facts = {"TaskId": card["task_id"], "CardType": card["card_type"], "ResponseCode": self._code(shown.msgid)}
        if "button_list" in card:
            return self.happens(member, "template_card_event", EventKey=option["key"], **facts)
        question = card["checkbox"] if "checkbox" in card else card["select_list"][0]
        selected = {"QuestionKey": question["question_key"], "OptionIds": {"OptionId": option["id"]}}
        key = card["submit_button"]["key"]
        return self.happens(
            member, "template_card_event", EventKey=key, SelectedItems={"SelectedItem": selected}, **facts
        )

    def send(self, asked: Asked) -> dict[str, Any]:
        body, now = asked.body, self.server.clock()
        self._check(asked)
        chats = [member.lower() for member in body["touser"].split("|")]
        invalid = [chat for chat in chats if chat not in self.members]
        unlicensed = [chat for chat in chats if chat in self.unlicensed and chat in self.members]
        valid = [chat for chat in chats if chat not in (*invalid, *unlicensed)]
        missed = {"invaliduser": "|".join(invalid), "unlicenseduser": "|".join(unlicensed)}
        if not valid:
            raise Refusal(81013, **missed)
        msgid = f"msg-{next(self._numbers):06}"
        said: dict[str, Any] = {"msgid": msgid, **missed}
        if self._repeats(body, now):
            self.dropped.update(valid)
            return said
        shown = self._shown(msgid, body)
        self._count(len(valid), now)
        if shown.card:
            said["response_code"] = self._code(msgid)
        self._sent[msgid] = now
        until = now + body.get("duplicate_check_interval", 1_800) * 1_000
        self._requests[json.dumps(body, sort_keys=True)] = until
        for chat in valid:
            if self._takes(chat, now):
                self._chats[chat].append(Shown(msgid, shown.kind, shown.text, shown.content, shown.card))
        return said

    def recall(self, asked: Asked) -> None:
        msgid = asked.body.get("msgid", "")
        if self.server.clock() - self._sent.pop(msgid, -RECALLED_WITHIN) >= RECALLED_WITHIN:
            raise Refusal(NOT_RECALLED)
        for chat in self._chats.values():
            chat[:] = [shown for shown in chat if shown.msgid != msgid]

    def update(self, asked: Asked) -> None:
        body = asked.body
        self._owns(asked)
        msgid, until = self._codes.pop(body.get("response_code", ""), ("", 0))
        if self.server.clock() >= until:
            raise Refusal(CODE_SPENT)
        name = body["button"]["replace_name"]
        if not isinstance(name, str) or not name or not 1 <= len(body["userids"]) <= MOST_USERS:
            raise Refusal(40035)
        for member in body["userids"]:
            for shown in self.chat(member):
                shown.done = name if shown.msgid == msgid else shown.done

    def create_menu(self, asked: Asked) -> None:
        if asked.query["agentid"] != str(self.agent) or asked.secret != self.secret:
            raise Refusal(301002)
        buttons = asked.body.get("button", [])
        if not 1 <= len(buttons) <= 3:
            raise Refusal(40016)
        for button in buttons:
            if not 0 < len(button["name"].encode()) <= 16:
                raise Refusal(40018)
            if not 1 <= len(button["sub_button"]) <= 5:
                raise Refusal(40023)
            for entry in button["sub_button"]:
                if entry["type"] != "click" or not 0 < len(entry["name"].encode()) <= 40:
                    raise Refusal(40025)
                if not 0 < len(entry["key"].encode()) <= 128:
                    raise Refusal(40026)
        self.menu = buttons

    def get(self, asked: Asked) -> dict[str, Any]:
        if asked.query["agentid"] != str(self.agent) or asked.secret != self.secret:
            raise Refusal(301002)
        users = {"user": [{"userid": member} for member in self.members.values()]}
        return {"agentid": self.agent, "name": "同心", "close": 0, "allow_userinfos": users}

    def _owns(self, asked: Asked) -> None:
        if asked.secret != self.secret:
            raise Refusal(301002)
        if asked.body.get("agentid") != self.agent:
            raise Refusal(40056)

    def _check(self, asked: Asked) -> None:
        body = asked.body
        self._owns(asked)
        kind = body.get("msgtype")
        if kind not in ("text", "image", "voice", "file", "template_card"):
            raise Refusal(40008)
        if set(body) - FIELDS != {kind}:
            raise Refusal(40035)
        if not isinstance(body.get("touser"), str) or not body["touser"]:
            raise Refusal(82001)
        if len(body["touser"].split("|")) > MOST_USERS or body["touser"] == "@all":
            raise Refusal(40032)
        if not 0 < body.get("duplicate_check_interval", 1_800) <= LONGEST_INTERVAL:
            raise Refusal(40035)

    def _repeats(self, body: dict[str, Any], now: int) -> bool:
        """Whether the whole request came already within its interval."""
        if body.get("enable_duplicate_check") != 1:
            return False
        return now < self._requests.get(json.dumps(body, sort_keys=True), 0)

    def _shown(self, msgid: str, body: dict[str, Any]) -> Shown:
        kind = body["msgtype"]
        said = body[kind]
        if kind == "template_card":
            if not self.callback:
                raise Refusal(40058)
            check(said)
            if said["task_id"] in self._tasks:
                raise Refusal(TASK_TWICE)
            self._tasks.add(said["task_id"])
            title = said["main_title"]
            below = said.get("sub_title_text") or title.get("desc", "")
            return Shown(msgid, kind, "\n".join(filter(None, (title["title"], below))), card=said)
        if kind != "text":
            return Shown(msgid, kind, content=self.server.media.find(said["media_id"]).content)
        text = said["content"]
        if not text:
            raise Refusal(44004)
        if len(text.encode()) > LONGEST_TEXT:
            self.faults.append("a text was cut off")
        return Shown(msgid, kind, text.encode()[:LONGEST_TEXT].decode(errors="ignore"))

    def _count(self, people: int, now: int) -> None:
        self._sends = [(at, count) for at, count in self._sends if at > now - 24 * HOUR] + [(now, people)]
        if sum(count for _, count in self._sends) > self.most_sends:
            raise Refusal(45009)

    def _takes(self, chat: str, now: int) -> bool:
        """False beyond a member's limit, of which nobody is told."""
        said = self._said[chat] = [at for at in self._said[chat] if at > now - HOUR]
        if len(said) >= AN_HOUR or len([at for at in said if at > now - MINUTE]) >= A_MINUTE:
            self.dropped[chat] += 1
            return False
        said.append(now)
        return True

    def _code(self, msgid: str) -> str:
        code = f"code-{next(self._numbers)}"
        self._codes[code] = (msgid, self.server.clock() + CHANGED_WITHIN)
        return code
