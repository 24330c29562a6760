"""微信客服: the door for villagers on WeChat. They speak first; then five messages may be said within 48 hours.

https://developer.work.weixin.qq.com/document/path/94638. The callback is a bell only (kf_sync.py), what is said goes
out joined (kf_deliveries.py), and a chat that a human of the staff has taken over is none of ours (kf_sessions.py).
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element

import structlog

from channels.wecom import kf_updates
from channels.wecom.api import Api
from channels.wecom.failures import Refused, Unanswered, Unsent, failure
from channels.wecom.kf_deliveries import Deliveries
from channels.wecom.kf_pieces import TEXT, first_delivery, pieces
from channels.wecom.kf_sessions import ENDED, HUMAN, KNOWN, WITH_A_HUMAN, Sessions
from channels.wecom.kf_sync import FIRST_PAUSE, Sync
from channels.wecom.kf_updates import CUSTOMER, STAFF, Row
from channels.wecom.lately import Lately
from channels.wecom.media import Media, fetched
from channels.wecom.values import words
from channels.wecom.xml import text
from domain.messages import (
    Allowance,
    Cursor,
    Delivery,
    FileReference,
    Files,
    Limits,
    Quota,
    Receipt,
    Receive,
    Returned,
)
from domain.spans import MINUTE

log = structlog.get_logger()

BELL = "kf_msg_or_event"
"""The event that something waits to be fetched."""
GREETING = 20_000
"""Milliseconds after somebody's coming in which they may be greeted."""
NAMES_A_CALL, NAMES_SECONDS = 100, 2.0
LONGEST_NAME = 64
CLOSING = frozenset({4, 5, 6, 10})
"""Why a message failed afterwards: over 48 hours, session closed, over five messages, refused by the customer."""
ENDS = 3
"""A session's change: it ended; the others (1, 2) hand it to a human."""
CALLS = Quota(10_000, MINUTE)
LINK_AGAIN = 60.0


def account_of(open_kfid: str) -> str:
    return f"wecom-kf:{open_kfid}"


class CustomerService:
    """One account of the customer service. `allowance`: how often a chat may be written to; `returned` is told what
    did not arrive after all."""

    name = "wecom-kf"
    limits = Limits(text=TEXT, buttons=True, calls=CALLS, joins=True, edits=False)
    open = True

    def __init__(
        self,
        api: Api,
        secret: str,
        open_kfid: str,
        receive: Receive,
        cursor: Cursor,
        files: Files,
        allowance: Allowance,
        returned: Returned,
        clock: Callable[[], int],
        first_pause: float = FIRST_PAUSE,
    ) -> None:
        self.account = account_of(open_kfid)
        self.link = ""  #: opens the chat; known once the vendor has said it
        self._api = api
        self._secret = secret
        self._open_kfid = open_kfid
        self._receive = receive
        self._allowance = allowance
        self._returned = returned
        self._clock = clock
        self._sessions = Sessions(api, secret, open_kfid, clock)
        media = Media(api, secret, files, clock)
        self._deliveries = Deliveries(api, secret, open_kfid, media, allowance, self._sessions, clock)
        self._sync = Sync(api, secret, open_kfid, cursor, clock, self._learn_names, self._take, first_pause)
        self._names: Lately[str] = Lately()
        self._came_back: Lately[bool] = Lately()

    @property
    def counts(self) -> Counter[str]:
        """What went by unseen: given_up, failed, with_a_human."""
        return self._sync.counts

    async def take(self, content: Element) -> None:
        """A callback that was opened. It is a bell and answered at once; what it rings for waits at the vendor's."""
        if text(content, "Event") == BELL and text(content, "OpenKfId") == self._open_kfid:
            self._sync.ring(text(content, "Token"))

    def messages(self, delivery: Delivery, /) -> int:
        return max(len(pieces(delivery, asking=True)), 1)

    async def send(self, deliveries: Sequence[Delivery], /) -> list[Receipt]:
        return await self._deliveries.send(deliveries)

    async def fetch(self, reference: FileReference, /) -> bytes:
        return await fetched(self._api, self._secret, reference)

    async def run(self) -> None:
        """Serves until cancelled."""
        await asyncio.gather(self._sync.run(), self._find_link())

    async def _find_link(self) -> None:
        while not self.link:
            try:
                self.link = await contact_way(self._api, self._secret, self._open_kfid)
            except (Unsent, Unanswered, Refused) as error:
                log.warning("wecom_kf_no_link", account=self.account, code=failure(error).code)
                await asyncio.sleep(LINK_AGAIN)

    async def _take(self, row: Row) -> None:
        """Returns when what a row says is committed. Raises NotCommitted, Unsent, Unanswered, ValueError."""
        if event := kf_updates.event(row):
            await self._happened(row, event)
        elif row.get("origin") == CUSTOMER:
            await self._said(row)
        elif row.get("origin") == STAFF:
            self._spoken_for(row, HUMAN)

    async def _said(self, row: Row) -> None:
        chat, at = kf_updates.chat(row), kf_updates.at(row)
        update = kf_updates.said(row, self.account, self._names.get(chat) or "")
        if await self._is_with_a_human(chat):
            self.counts["with_a_human"] += 1
            return
        await self._allowance.hear(chat, at, "")
        await self._receive(update)

    async def _happened(self, row: Row, event: Row) -> None:
        match event.get("event_type"):
            case "enter_session":
                await self._entered(row, event)
            case "msg_send_fail":
                await self._failed(kf_updates.key(row), kf_updates.chat(row), event)
            case "session_status_change":
                self._spoken_for(row, ENDED if event.get("change_type") == ENDS else HUMAN)

    async def _entered(self, row: Row, event: Row) -> None:
        """Somebody opened the chat: greeted where they may be, and heard where they bring a code with them."""
        update = kf_updates.entered(row, self.account)
        until = update.at + GREETING
        code = event.get("welcome_code")
        greets = bool(code) and self._clock() < until
        if greets:
            self._deliveries.greetings.note(update.chat, (str(code), until))
        if greets or update.text != kf_updates.BEGINS:
            await self._receive(update)

    async def _failed(self, key: str, chat: str, event: Row) -> None:
        """A message did not arrive after all; told once, since by then the same may be on its way again."""
        if self._came_back.get(key):
            return
        msgid, why = str(event.get("fail_msgid")), event.get("fail_type")
        log.info("wecom_kf_came_back", account=self.account, msgid=msgid[:64], fail_type=why)
        if why in CLOSING:
            await self._allowance.shut(chat)
        first = first_delivery(msgid)
        for delivery in self._deliveries.carried.get(msgid) or ([] if first is None else [first]):
            await self._returned(delivery, f"fail_type {why}")
        self._came_back.note(key, True)

    def _spoken_for(self, row: Row, state: int) -> None:
        """Who speaks in a chat showed itself; of what is long ago the vendor is asked again."""
        recent = self._clock() - kf_updates.at(row) < KNOWN[HUMAN]
        self._sessions.note(kf_updates.chat(row), state if recent else ENDED)

    async def _is_with_a_human(self, chat: str) -> bool:
        try:
            return await self._sessions.state(chat) in WITH_A_HUMAN
        except (Refused, Unsent, Unanswered) as error:
            # Rather heard twice, by a human and by us, than by nobody; and one whose state the vendor cannot tell
            # holds up nobody else. Before anything is said there it is asked again.
            log.warning("wecom_kf_no_state", account=self.account, code=failure(error).code)
            return False

    async def _learn_names(self, rows: Iterable[Row]) -> None:
        """What customers call themselves, asked once for each of them: a hint, for which nothing waits long."""
        heard = dict.fromkeys(kf_updates.chat(row) for row in rows if row.get("origin") == CUSTOMER)
        new = [chat for chat in heard if chat and self._names.get(chat) is None]
        for start in range(0, len(new), NAMES_A_CALL):
            asked = new[start : start + NAMES_A_CALL]
            named: dict[str, str] = {}
            try:
                async with asyncio.timeout(NAMES_SECONDS):
                    said = await self._api.post("kf/customer/batchget", self._secret, {"external_userid_list": asked})
                named = {
                    each["external_userid"]: words(each["nickname"])[:LONGEST_NAME] for each in said["customer_list"]
                }
            except (Unsent, Unanswered, Refused, LookupError, TypeError, TimeoutError) as error:
                log.info("wecom_kf_no_names", account=self.account, reason=type(error).__name__)
            for chat in asked:
                self._names.note(chat, named.get(chat, ""))


async def contact_way(api: Api, secret: str, open_kfid: str, scene: str = "") -> str:
    """The address that opens the chat; `scene` (at most 32 of 0-9a-zA-Z_-) tells where it hung. Raises Unsent,
    Unanswered, Refused. https://developer.work.weixin.qq.com/document/path/94665"""
    asked: dict[str, Any] = {"open_kfid": open_kfid, **({"scene": scene} if scene else {})}
    said = await api.post("kf/add_contact_way", secret, asked)
    if not isinstance(said.get("url"), str):
        raise Unanswered("no url in the answer")
    return str(said["url"])


def carrying(link: str, word: str) -> str:
    """The address with a word (at most 128 bytes) that the chat begins with.
    https://developer.work.weixin.qq.com/document/path/94670"""
    return f"{link}{'&' if '?' in link else '?'}scene_param={quote(word, safe='')}"
