"""The 智能机器人 door: members and their groups over a connection that we open, so that no public address is needed.

https://developer.work.weixin.qq.com/document/path/101463. One connection a bot: this process opens it while it holds
the lease, and opens it again after every end. Members only; a person can be written to once they have written.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Callable, Sequence

import structlog

from channels.wecom.stream_deliveries import Deliveries
from channels.wecom.stream_files import Fetching
from channels.wecom.stream_pieces import TEXT_LIMIT, pieces
from channels.wecom.stream_socket import End, Pace, Socket, Why
from channels.wecom.stream_turns import Known, Turns, Welcomes
from domain.messages import Delivery, FileReference, Files, Lease, Limits, NotCommitted, Quota, Receipt, Receive
from domain.spans import HOUR, MINUTE

log = structlog.get_logger()

REMEDIES = {
    Why.KICKED: "two programs use one bot: stop the other one, or give it a bot of its own",
    Why.REFUSED: "TONGXIN_WECOM_BOT_ID or _BOT_SECRET is wrong, or the bot is not set to API 模式, 长连接: all three "
    "stand on its page",
}


class Stream:
    """One bot. `known`: whose coming in needs no greeting; `jitter`: between 0 and 1, how much later than it must a
    connection is opened anew."""

    name = "wecom-bot"
    limits = Limits(text=TEXT_LIMIT, buttons=True, quotas=(Quota(30, MINUTE), Quota(1_000, HOUR)), edits=False)

    def __init__(
        self,
        url: str,
        bot_id: str,
        secret: str,
        receive: Receive,
        files: Files,
        lease: Lease,
        clock: Callable[[], int],
        known: Known | None = None,
        pace: Pace | None = None,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.account = f"wecom-bot:{bot_id}"
        self._bot_id = bot_id
        self._secret = secret
        self._lease = lease
        self._pace = pace or Pace()
        self._jitter = jitter
        self._welcomes = Welcomes()
        self._socket = Socket(url, self._pace, self._take, clock)
        self._turns = Turns(self.account, receive, self._socket.ask, self._welcomes, self._pace, clock, known)
        self._deliveries = Deliveries(self._socket, files, self._welcomes, clock)
        self._fetching = Fetching(clock)

    @property
    def open(self) -> bool:
        return self._socket.subscribed

    @property
    def counts(self) -> Counter[str]:
        """What went by unseen: frames not read, updates given up, cards that could not be changed."""
        return self._turns.counts + self._socket.counts

    def messages(self, delivery: Delivery, /) -> int:
        return len(pieces(delivery.content)) or 1

    async def send(self, deliveries: Sequence[Delivery], /) -> list[Receipt]:
        return await self._deliveries.send(deliveries)

    async def fetch(self, reference: FileReference, /) -> bytes:
        return await self._fetching.fetch(reference)

    async def close(self) -> None:
        await self._turns.finish(0)
        await self._fetching.close()

    async def run(self) -> None:
        """Serves until cancelled, whenever no other process does."""
        try:
            while True:
                if await self._hold():
                    await self._serve_while_held()
                    log.warning("wecom_stream_lease_lost", account=self.account)
                await asyncio.sleep(self._pace.hold)
        finally:
            await self._release()

    async def _serve_while_held(self) -> None:
        serving, holding = asyncio.create_task(self._serve()), asyncio.create_task(self._keep_hold())
        try:
            await asyncio.wait((serving, holding), return_when=asyncio.FIRST_COMPLETED)
            if serving.done():
                serving.result()
        except asyncio.CancelledError:
            # The connection stays for what is under way: the vendor sends nothing twice.
            await self._turns.finish(self._pace.finish)
            raise
        finally:
            for task in (serving, holding):
                task.cancel()
            await asyncio.gather(serving, holding, return_exceptions=True)

    async def _serve(self) -> None:
        pace = self._pace
        lost = _Pauses(pace.pause, pace.longest_pause)
        others = {
            Why.KICKED: _Pauses(pace.kicked, pace.longest_kicked),
            Why.REFUSED: _Pauses(pace.refused, pace.longest_refused),
        }
        while True:
            ended = await self._socket.serve(self._bot_id, self._secret)
            pause = others.get(ended.why, lost).after(ended) * (1 + self._jitter() / 4)
            log.warning(
                "wecom_stream_ended", account=self.account, reason=ended.why.value, code=ended.code,
                again_in=round(pause, 3), remedy=REMEDIES.get(ended.why, "trying again by itself"),
            )  # fmt: skip
            await asyncio.sleep(pause)

    async def _keep_hold(self) -> None:
        """Returns once the lease is another's, or may be: it lasts three times as long as we wait."""
        loop = asyncio.get_running_loop()
        held_at = loop.time()
        while loop.time() < held_at + 2 * self._pace.hold:
            await asyncio.sleep(self._pace.hold)
            held = await self._hold()
            if held:
                held_at = loop.time()
            elif held is False:
                return

    async def _hold(self) -> bool | None:
        """Whether the lease is ours now; None when nobody can say."""
        try:
            async with asyncio.timeout(self._pace.hold):
                return await self._lease.hold()
        except (NotCommitted, TimeoutError) as error:
            log.warning("wecom_stream_lease_unknown", account=self.account, reason=type(error).__name__)
            return None

    async def _release(self) -> None:
        try:
            await self._lease.release()
        except NotCommitted:
            log.warning("wecom_stream_lease_kept", account=self.account)  # it ends by itself

    def _take(self, frame: dict[str, object]) -> None:
        self._turns.take(frame)


class _Pauses:
    """Growing pauses; a first clean end needs none, and a connection that lasted begins anew."""

    def __init__(self, first: float, longest: float) -> None:
        self._first = first
        self._longest = longest
        self._row = 0

    def after(self, ended: End) -> float:
        if ended.lasted >= self._longest:
            self._row = 0
        row, self._row = self._row, min(self._row + 1, 32)
        if ended.why is Why.CLEAN:
            row -= 1
        return min(self._first * 2**row, self._longest) if row >= 0 else 0.0
