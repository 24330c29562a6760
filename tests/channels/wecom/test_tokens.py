"""Access tokens: fetched once for all who wait, renewed early, never asked for more often than needed."""

import asyncio
import gc
import logging

import pytest

from channels.wecom.tokens import EARLY, Tokens

LASTS = 7_200_000


class Counter:
    """Gives tokens as the vendor does: the same one again until its end."""

    def __init__(self) -> None:
        self.now = 1_700_000_000_000
        self.fetched: list[str] = []
        self.errors: list[Exception] = []
        self.answers = asyncio.Event()
        self.answers.set()
        self._until = 0
        self._number = 0

    def clock(self) -> int:
        return self.now

    def revoke(self) -> None:
        self._until = 0

    async def fetch(self, secret: str) -> tuple[str, int]:
        self.fetched.append(secret)
        await self.answers.wait()
        if self.errors:
            raise self.errors.pop(0)
        if self.now >= self._until:
            self._number += 1
            self._until = self.now + LASTS
        return f"{secret}-{self._number}", self._until - self.now


@pytest.fixture
async def counter() -> Counter:
    return Counter()


@pytest.fixture
def tokens(counter: Counter) -> Tokens:
    return Tokens(counter.fetch, counter.clock)


async def test_a_hundred_who_wait_get_the_same_one_from_one_call(tokens: Tokens, counter: Counter) -> None:
    assert await asyncio.gather(*(tokens.get("a") for _ in range(100))) == ["a-1"] * 100
    assert await tokens.get("a") == "a-1"
    assert counter.fetched == ["a"]


async def test_each_app_has_its_own(tokens: Tokens) -> None:
    assert await asyncio.gather(tokens.get("a"), tokens.get("b")) == ["a-1", "b-1"]


async def test_it_is_asked_for_anew_before_its_end(tokens: Tokens, counter: Counter) -> None:
    await tokens.get("a")
    counter.now += LASTS - EARLY - 1
    await tokens.get("a")
    assert len(counter.fetched) == 1
    counter.now += 1
    counter.revoke()
    assert await tokens.get("a") == "a-2"


async def test_given_again_near_its_end_it_is_used_to_its_end(tokens: Tokens, counter: Counter) -> None:
    await tokens.get("a")
    counter.now += LASTS - EARLY
    for _ in range(100):
        assert await tokens.get("a") == "a-1"
    assert len(counter.fetched) == 2
    counter.now += EARLY
    assert await tokens.get("a") == "a-2"


async def test_one_that_was_refused_is_not_given_again(tokens: Tokens, counter: Counter) -> None:
    await tokens.get("a")
    counter.revoke()
    assert await asyncio.gather(*(tokens.get("a", refused="a-1") for _ in range(100))) == ["a-2"] * 100
    assert await tokens.get("a", refused="a-1") == "a-2"
    assert len(counter.fetched) == 2


async def test_whoever_stops_waiting_takes_it_from_nobody(tokens: Tokens, counter: Counter) -> None:
    counter.answers.clear()
    first, second = asyncio.create_task(tokens.get("a")), asyncio.create_task(tokens.get("a"))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    counter.answers.set()
    assert await second == "a-1"
    assert counter.fetched == ["a"]


async def test_a_failed_fetch_fails_all_who_wait_and_is_not_kept(tokens: Tokens, counter: Counter) -> None:
    counter.errors = [ValueError("no")]
    failed = await asyncio.gather(*(tokens.get("a") for _ in range(100)), return_exceptions=True)
    assert {str(error) for error in failed} == {"no"}
    assert await tokens.get("a") == "a-1"
    assert counter.fetched == ["a", "a"]


async def test_a_fetch_that_fails_when_nobody_waits_any_more_is_forgotten(
    tokens: Tokens, counter: Counter, caplog: pytest.LogCaptureFixture
) -> None:
    counter.answers.clear()
    counter.errors = [ValueError("no")]
    waiting = asyncio.create_task(tokens.get("a"))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    counter.answers.set()
    await asyncio.sleep(0.01)
    gc.collect()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert await tokens.get("a") == "a-1"
