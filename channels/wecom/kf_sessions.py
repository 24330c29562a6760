"""Who speaks with a customer: the house, a human of the staff, or nobody.

https://developer.work.weixin.qq.com/document/path/94669: 0 new, 1 an assistant, 2 waiting for a human, 3 a human,
4 ended. Where 0 is said to be enough for us, 95018 is often the answer: it is moved to 1 before anything is said.
"""

from collections.abc import Callable

import structlog

from channels.wecom.api import Api
from channels.wecom.failures import Refused
from channels.wecom.lately import Lately
from domain.spans import MINUTE

log = structlog.get_logger()

NEW, ASSISTANT, WAITING, HUMAN, ENDED = range(5)
OURS = frozenset({NEW, ASSISTANT})
WITH_A_HUMAN = frozenset({WAITING, HUMAN})

KNOWN = {ASSISTANT: 30 * MINUTE, WAITING: MINUTE, HUMAN: MINUTE}
"""Milliseconds for which a state is believed; any other is looked at each time. That of a human not for long: whoever
writes once they have gone is heard by nobody."""


class Sessions:
    def __init__(self, api: Api, secret: str, open_kfid: str, clock: Callable[[], int]) -> None:
        self._api = api
        self._secret = secret
        self._open_kfid = open_kfid
        self._clock = clock
        self._known: Lately[tuple[int, int]] = Lately()

    async def state(self, chat: str) -> int:
        """The state of a chat, a new one moved to us. Raises Unsent, Unanswered, Refused."""
        known = self._known.get(chat)
        if known and self._clock() < known[1]:
            return known[0]
        whom = {"open_kfid": self._open_kfid, "external_userid": chat}
        said = await self._api.post("kf/service_state/get", self._secret, whom)
        state = said.get("service_state")
        if state == NEW:
            state = await self._take_over(whom)
        if not isinstance(state, int):
            return NEW
        self.note(chat, state)
        return state

    async def _take_over(self, whom: dict[str, str]) -> int:
        try:
            await self._api.post("kf/service_state/trans", self._secret, {**whom, "service_state": ASSISTANT})
        except Refused as refused:
            # What is said may be taken in a new session, too.
            log.warning("wecom_kf_not_taken_over", account=self._open_kfid, code=refused.code)
            return NEW
        return ASSISTANT

    def note(self, chat: str, state: int) -> None:
        """Something showed who speaks there now."""
        if state in KNOWN:
            self._known.note(chat, (state, self._clock() + KNOWN[state]))
        else:
            self.forget(chat)

    def forget(self, chat: str) -> None:
        self._known.forget(chat)
