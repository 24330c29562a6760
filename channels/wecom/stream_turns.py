"""Turns of what comes over the long connection: person by person in order, each tried until it is committed.

The vendor sends a frame once. What is not committed is therefore kept here and tried again for some minutes; what is
still not committed then is given up, with its key in the log.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from channels.wecom.failures import Refused, Unanswered, Unsent
from channels.wecom.lately import Lately
from channels.wecom.stream_pieces import settled
from channels.wecom.stream_socket import Json, Pace, known_id
from channels.wecom.stream_updates import Taken, mentions, read
from domain.messages import Handled, NotCommitted, Receive

log = structlog.get_logger()

MOST_WAITING = 10_000
"""Updates that wait for their turn, over all people; beyond, what comes in is lost, and the log says so."""
UPDATE_CARD = "aibot_respond_update_msg"

Known = Callable[[str], Awaitable[bool]]
"""Whether the house knows who reads in a chat."""


class Welcomes:
    """Who has just come in, and may be greeted as an answer to that for some seconds: nobody else may be written to
    before their own first word."""

    def __init__(self) -> None:
        self._open: Lately[tuple[str, float]] = Lately()

    def expect(self, chat: str, req_id: str, until: float) -> None:
        """`until`: by the loop's time."""
        self._open.note(chat, (req_id, until))

    def take(self, chat: str) -> str:
        """The req_id that the next words to a chat may answer, once; "" when there is none."""
        req_id, until = self._open.forget(chat) or ("", 0.0)
        return req_id if asyncio.get_running_loop().time() < until else ""


class Turns:
    """Takes frames without waiting, and has their turns made side by side."""

    def __init__(
        self,
        account: str,
        receive: Receive,
        answer: Callable[[str, dict[str, Any], str], Awaitable[Json]],
        welcomes: Welcomes,
        pace: Pace,
        clock: Callable[[], int],
        known: Known | None,
    ) -> None:
        self._account = account
        self._receive = receive
        self._answer = answer
        self._welcomes = welcomes
        self._pace = pace
        self._clock = clock
        self._known = known
        self._mention = ""
        self._waiting = 0
        self._lines: dict[str, deque[tuple[Taken, float]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.counts: Counter[str] = Counter()  #: unreadable, given_up, card_changed, card_unchanged

    def take(self, frame: Json) -> None:
        """Reads a frame, and lines up what it says behind what the same person did before."""
        named = mentions(frame)
        if len(set(named)) == 1:
            self._mention = named[0]
        try:
            taken = read(frame, self._account, self._clock(), self._mention)
        except ValueError as error:
            self.counts["unreadable"] += 1
            log.error("wecom_stream_unreadable", account=self._account, req_id=known_id(frame), reason=str(error))
            return
        if taken is None:
            return
        if self._waiting >= MOST_WAITING:
            self._give_up(taken, "too many wait")
            return
        self._waiting += 1
        person, until = taken.update.sender, asyncio.get_running_loop().time() + self._pace.respond
        if person in self._lines:
            self._lines[person].append((taken, until))
            return
        self._lines[person] = deque([(taken, until)])
        self._start(self._work(person))

    async def finish(self, seconds: float) -> None:
        """Gives what is under way a moment, then drops it."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for line in self._lines.values():
            for taken, _ in line:
                self._give_up(taken, "stopped")
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, person: str) -> None:
        line = self._lines[person]
        try:
            while line:
                await self._turn(*line[0])
                line.popleft()
                self._waiting -= 1
        finally:
            self._waiting -= len(line)
            del self._lines[person]

    async def _turn(self, taken: Taken, until: float) -> None:
        if taken.welcome and not await self._is_new(taken.update.chat):
            return
        if taken.welcome:
            self._welcomes.expect(taken.update.chat, taken.req_id, until)
        handled = await self._committed(taken)
        if handled is None:
            return
        if taken.welcome and handled.duplicate:
            self._welcomes.take(taken.update.chat)
        if taken.task and handled.settled and asyncio.get_running_loop().time() < until:
            self._start(self._settle(taken))

    async def _is_new(self, chat: str) -> bool:
        """Who is known comes in each day, maybe with something half done: nothing is said to that."""
        try:
            return self._known is None or not await self._known(chat)
        except Exception as error:
            log.warning("wecom_stream_not_greeted", account=self._account, reason=type(error).__name__)
            return False

    async def _committed(self, taken: Taken) -> Handled | None:
        for pause in (*self._pace.again, None):
            try:
                return await self._receive(taken.update)
            except NotCommitted:
                reason = "not committed"
            except Exception as error:
                reason = type(error).__name__
            if pause is not None:
                log.warning("wecom_stream_again", account=self._account, update=taken.update.key, reason=reason)
                await asyncio.sleep(pause)
        self._give_up(taken, reason)
        return None

    async def _settle(self, taken: Taken) -> None:
        """Shows on the pressed card what was chosen. In a group it stays usable for the others."""
        card = settled(taken.key, taken.task)
        if card is None:
            return
        body: dict[str, Any] = {"response_type": "update_template_card", "template_card": card}
        if taken.update.group:
            body["userids"] = [taken.update.sender]
        try:
            await self._answer(UPDATE_CARD, body, taken.req_id)
            self.counts["card_changed"] += 1
        except (Unsent, Unanswered, Refused):
            # Too late, or the connection is another one by now. What was chosen is done.
            self.counts["card_unchanged"] += 1

    def _give_up(self, taken: Taken, reason: str) -> None:
        self.counts["given_up"] += 1
        log.error("wecom_stream_given_up", account=self._account, update=taken.update.key, reason=reason)

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
