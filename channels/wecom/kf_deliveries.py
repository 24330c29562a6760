"""What the house says to customers: joined, within what may be said, and never where a human of the staff speaks.

`kf/send_msg`, https://developer.work.weixin.qq.com/document/path/94677; `kf/send_msg_on_event`, 95122: five messages
within 48 hours of a customer's word, and one greeting within 20 s of their coming, which costs none of them.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import structlog

from channels.wecom.api import Api
from channels.wecom.failures import MEANINGS, Refused, Unanswered, Unsent, failure
from channels.wecom.kf_pieces import Message, plan
from channels.wecom.kf_sessions import OURS, Sessions
from channels.wecom.lately import Lately
from channels.wecom.media import GONE, Media
from domain.messages import Allowance, Delivery, FailureKind, NotCommitted, Operation, Receipt, SendFailure

log = structlog.get_logger()

WRONG_STATE = 95018
NO_RECALL = SendFailure(FailureKind.REFUSED, code="no recall")
SPENT = SendFailure(FailureKind.SPENT, code="five messages or 48 hours")


class Spent(Exception):
    """Nothing may be said in this chat before its customer's next word."""


class Deliveries:
    """Says deliveries. `greetings`: (code, until when) of those who have just come, by chat."""

    def __init__(
        self, api: Api, secret: str, open_kfid: str, media: Media, allowance: Allowance, sessions: Sessions,
        clock: Callable[[], int],
    ) -> None:  # fmt: skip
        self._api = api
        self._secret = secret
        self._open_kfid = open_kfid
        self._media = media
        self._allowance = allowance
        self._sessions = sessions
        self._clock = clock
        self.greetings: Lately[tuple[str, int]] = Lately()
        self.carried: Lately[tuple[int, ...]] = Lately()  #: which deliveries went out in a message, by its msgid
        self._tried: Lately[bool] = Lately()
        """Messages that were counted and are not known to be out; whether the call may have been taken."""

    async def send(self, deliveries: Sequence[Delivery]) -> list[Receipt]:
        chats: dict[str, list[Delivery]] = {}
        for delivery in deliveries:
            if delivery.operation is not Operation.WITHDRAW:
                chats.setdefault(delivery.chat, []).append(delivery)
        receipts = {delivery.id: Receipt(delivery.id, delivery.parts, NO_RECALL) for delivery in deliveries}
        for chat, waiting in chats.items():
            receipts |= {receipt.delivery: receipt for receipt in await self._say(chat, waiting)}
        return [receipts[delivery.id] for delivery in deliveries]

    async def _say(self, chat: str, deliveries: list[Delivery]) -> list[Receipt]:
        """An edit is said anew: what it would change lies there for good."""
        out = {each.id: list(each.parts) if each.operation is Operation.SEND else [] for each in deliveries}
        failures: dict[int, SendFailure] = {}
        urgent = not all(delivery.priority.bulk for delivery in deliveries)
        while messages := plan(
            [delivery for delivery in deliveries if delivery.id not in failures],
            {delivery: len(parts) for delivery, parts in out.items()},
        ):
            msgid, failed = await self._bring(chat, messages[0], urgent)
            if failed is None:
                self.carried.note(msgid, messages[0].deliveries)
                for piece in messages[0].pieces:
                    out[piece.delivery].append(msgid)
                continue
            # What the vendor will never take holds up nothing else.
            stopped = messages[:1] if failed.kind is FailureKind.REFUSED else messages
            failures |= {delivery: failed for message in stopped for delivery in message.deliveries}
        return [
            Receipt(each.id, each.parts if each.id in failures and each.operation is Operation.EDIT
                    else tuple(out[each.id]), failures.get(each.id))
            for each in deliveries
        ]  # fmt: skip

    async def _bring(self, chat: str, message: Message, urgent: bool) -> tuple[str, SendFailure | None]:
        """Says one message; its msgid, and why it could not be said."""
        msgid = message.msgid()
        try:
            if message.file:
                say = partial(self._say_one, chat, message)
                return await self._media.show(message.file, say), None
            body = message.body()
            if urgent and await self._greet(chat, msgid, body):
                return msgid, None
            return await self._say_one(chat, message, body), None
        except Spent:
            return msgid, SPENT
        except Unanswered:
            # Its msgid tells the vendor that it is the same once more, so it may be said again.
            return msgid, SendFailure(FailureKind.UNREACHABLE, code="unanswered")
        except (Unsent, Refused) as error:
            failed = failure(error)
            if failed.kind is FailureKind.SPENT:
                await self._shut(chat)
            return msgid, failed

    async def _greet(self, chat: str, msgid: str, body: dict[str, Any]) -> bool:
        """Whether it went out as the greeting of somebody who has just come."""
        code, until = self.greetings.forget(chat) or ("", 0)
        if not code or self._clock() >= until:
            return False
        try:
            await self._api.post("kf/send_msg_on_event", self._secret, {"code": code, "msgid": msgid, **body})
        except Refused as refused:
            log.info("wecom_kf_not_greeted", account=self._open_kfid, msgid=msgid, code=refused.code)
            return False
        except Unsent:
            self.greetings.note(chat, (code, until))
            raise
        except Unanswered:
            self._tried.note(msgid, True)
            raise
        return True

    async def _say_one(self, chat: str, message: Message, body: dict[str, Any]) -> str:
        """The msgid under which it is out. Raises Spent, Unsent, Unanswered, Refused."""
        if await self._sessions.state(chat) not in OURS:
            raise Refused(WRONG_STATE)
        msgid = message.msgid()
        maybe_out = self._tried.get(msgid)
        if maybe_out is None and not await self._spend(chat):
            raise Spent
        self._tried.note(msgid, bool(maybe_out))
        try:
            await self._call(chat, msgid, body)
        except Unanswered:
            self._tried.note(msgid, True)
            raise
        except Refused as refused:
            # With which code a msgid is refused that was used before is documented nowhere. Where the first call got
            # no answer, any code that we do not know is this one; else it lies there from a time before (it went out,
            # came back, and is said once more), and another msgid will do.
            if refused.code in MEANINGS or refused.code == GONE:
                raise
            if not maybe_out:
                msgid = message.msgid("again")
                await self._call(chat, msgid, body)
        self._tried.forget(message.msgid())
        return msgid

    async def _call(self, chat: str, msgid: str, body: dict[str, Any]) -> None:
        call = {"touser": chat, "open_kfid": self._open_kfid, "msgid": msgid, **body}
        try:
            await self._api.post("kf/send_msg", self._secret, call)
        except Refused as refused:
            if refused.code != WRONG_STATE:
                raise
            self._sessions.forget(chat)
            if await self._sessions.state(chat) not in OURS:
                raise
            await self._api.post("kf/send_msg", self._secret, call)

    async def _spend(self, chat: str) -> bool:
        try:
            return await self._allowance.spend(chat)
        except NotCommitted as error:
            raise Unsent("not counted") from error

    async def _shut(self, chat: str) -> None:
        try:
            await self._allowance.shut(chat)
        except NotCommitted:
            log.warning("wecom_kf_not_shut", account=self._open_kfid)  # the vendor says it again the next time
