"""WeCom's self-built app: the door of a corp's members, grid workers and cadres. It is called back, and pushes."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element

import structlog

from channels.wecom.api import Api
from channels.wecom.app_cards import Words
from channels.wecom.app_deliveries import MOST_RECIPIENTS, Deliveries
from channels.wecom.app_pieces import TEXT_LIMIT
from channels.wecom.app_presses import Presses
from channels.wecom.app_updates import parse, pressed, warning
from channels.wecom.media import Media, fetched
from channels.wecom.xml import text
from domain.messages import Delivery, FileReference, Files, Limits, Quota, Receipt, Receive
from domain.spans import DAY, HOUR, MINUTE

log = structlog.get_logger()

SENDS_A_MEMBER = 200
"""A day: the app may reach so many people for each account that its corp may have."""


class App:
    """One app. `limits`: without buttons where the app has no callback, which cards need. `words`: what cards say
    beside questions, by language."""

    name = "wecom"
    limits = Limits(
        text=TEXT_LIMIT,
        buttons=True,
        # Bulk goes a thousand at a time. What is different for each takes a call each: eight side by side leave room
        # for answers in what the vendor takes a minute.
        per_second=20_000,
        parallel_bulk=8,
        # Beyond these the vendor drops, and says nothing.
        quotas=(Quota(30, MINUTE), Quota(1_000, HOUR)),
        recipients=MOST_RECIPIENTS,
        calls=Quota(10_000, MINUTE),
        sends=Quota(200 * SENDS_A_MEMBER, DAY),
        edits=False,
    )
    open = True

    def __init__(
        self,
        api: Api,
        corp: str,
        agent: str,
        secret: str,
        receive: Receive,
        files: Files,
        clock: Callable[[], int],
        words: Mapping[str, Words],
        limits: Limits | None = None,
    ) -> None:
        self.account = f"wecom:{corp}:{agent}"
        self.limits = limits or App.limits
        self._seen: Counter[str] = Counter()
        self._api = api
        self._agent = int(agent)
        self._secret = secret
        self._receive = receive
        media = Media(api, secret, files, clock)
        self._deliveries = Deliveries(api, secret, self._agent, media, words, self.limits.buttons)
        self._presses = Presses(api, secret, self._agent, self.account)

    @property
    def counts(self) -> Counter[str]:
        """What went by unseen: what nobody said (other_app, warning, passed_over), card_changed, card_not_changed."""
        return self._seen + self._presses.counts

    async def take(self, content: Element) -> None:
        """Takes what was in a callback's envelope; returns when its turn is committed. Raises NotCommitted,
        Unreadable."""
        if text(content, "AgentID") not in ("", str(self._agent)):
            self._seen["other_app"] += 1
            return
        if event := warning(content):
            self._seen["warning"] += 1
            log.warning("wecom_app_warned", account=self.account, event_name=event)
            return
        update = parse(content, self.account)
        if update is None:
            self._seen["passed_over"] += 1
            return
        handled = await self._receive(update)
        if update.press and handled.settled and (card := pressed(content)):
            self._presses.settle(update.chat, card, handled, update.key)

    def messages(self, delivery: Delivery, /) -> int:
        return self._deliveries.messages(delivery)

    async def send(self, deliveries: Sequence[Delivery], /) -> list[Receipt]:
        return await self._deliveries.send(deliveries)

    async def fetch(self, reference: FileReference, /) -> bytes:
        return await fetched(self._api, self._secret, reference)

    async def run(self) -> None:
        """Nothing to do: the vendor calls."""
        await asyncio.Event().wait()

    async def close(self) -> None:
        await self._presses.finish(seconds=1.0)
