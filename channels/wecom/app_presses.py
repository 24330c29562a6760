"""Cards that were pressed: once their question has its answer they say so, and cannot be pressed again.

https://developer.work.weixin.qq.com/document/path/94888: each press brings a code with which its card may be changed,
once, within 72 hours.
"""

import asyncio
from collections import Counter

import structlog

from channels.wecom.api import Api
from channels.wecom.app_cards import WIDEST_IN_DROP_DOWN
from channels.wecom.app_updates import Pressed
from channels.wecom.failures import Refused, Unanswered, Unsent
from domain.messages import Handled

log = structlog.get_logger()

MOST = 1_000
"""Cards under way at once; one beyond stays as it is, and a press on it is told what was done already."""
DONE = "✓"


class Presses:
    """Changes cards beside the answers to presses, which wait for none of it."""

    def __init__(self, api: Api, secret: str, agent: int, account: str) -> None:
        self._api = api
        self._secret = secret
        self._agent = agent
        self._account = account
        self._running: set[asyncio.Task[None]] = set()
        self.counts: Counter[str] = Counter()  #: card_changed, card_not_changed

    def settle(self, member: str, pressed: Pressed, handled: Handled, key: str) -> None:
        """Shows on the card what was chosen. `key`: of the update, for the log."""
        if len(self._running) >= MOST:
            self.counts["card_not_changed"] += 1
            return
        said = (pressed.label or handled.toast or DONE)[:WIDEST_IN_DROP_DOWN]
        task = asyncio.create_task(self._change(member, pressed.response_code, said, key))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _change(self, member: str, response_code: str, said: str, key: str) -> None:
        body = {
            "userids": [member], "agentid": self._agent, "response_code": response_code,
            "button": {"replace_name": said},
        }  # fmt: skip
        try:
            await self._api.post("message/update_template_card", self._secret, body)
            self.counts["card_changed"] += 1
        except (Refused, Unsent, Unanswered) as error:
            # What the press asked for is done, and said in the answer.
            self.counts["card_not_changed"] += 1
            log.info("wecom_card_not_changed", account=self._account, update=key, reason=str(error))

    async def finish(self, seconds: float) -> None:
        """Gives what is under way a moment, then drops it."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
