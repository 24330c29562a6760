"""On days on which everything goes wrong every word is heard once and every answer said once."""

import random
from collections.abc import Iterable

import pytest

from channels.wecom import kf_sync
from domain.messages import Delivery, FailureKind
from tests.channels.wecom.kf_house import Village, to, village
from tests.fakes.wecom_server import Kind

CALLS = ("kf/sync_msg", "kf/send_msg", "kf/service_state/get", "kf/service_state/trans", "kf/customer/batchget")
FAULTS: tuple[Kind, ...] = ("reset", "reset after", "gateway", "garbage")
CHATS = tuple(f"wm{number}" for number in range(4))


async def say(here: Village, waiting: list[Delivery]) -> list[Delivery]:
    """Tries a batch as the outbox does, until it is out or waits for a word; what is out."""
    out: list[Delivery] = []
    while waiting:
        tried = list(zip(waiting, await here.door.send(waiting), strict=True))
        out += [delivery for delivery, receipt in tried if receipt.failure is None]
        kinds = {receipt.failure.kind for _, receipt in tried if receipt.failure}
        assert kinds <= {FailureKind.UNREACHABLE, FailureKind.SPENT}
        left = [(delivery, receipt) for delivery, receipt in tried if receipt.failure]
        waiting = [to(each.content.text, each.id, chat=each.chat, parts=receipt.parts) for each, receipt in left]
        if FailureKind.SPENT in kinds:
            break
    return out


def mark(delivery: Delivery) -> str:
    return f"<{delivery.id}>"


def answers(chance: random.Random, chat: str, first: int) -> Iterable[Delivery]:
    for number in range(first, first + 3):
        yield to(f"<{number}>" + "好" * chance.choice((0, 200, 900)), number, chat=chat)


@pytest.mark.parametrize("seed", range(4))
async def test_nothing_is_lost_or_said_twice(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kf_sync, "LONGEST_PAUSE", 0.02)
    chance = random.Random(seed)
    async with village() as here:
        here.kf.page = 3
        for path in CALLS:
            for kind in FAULTS:
                here.server.fault(kind, path, times=999, fits=lambda asked: chance.random() < 0.1)
        said: list[Delivery] = []
        for word in range(4):
            here.clock.now += 1_000
            for chat in CHATS:
                here.house.refusals[f"{chat} {word}"] = chance.choice((0, 0, 1))
                here.kf.says(chat, f"{chat} {word}")
            await here.server.until(lambda count=4 * (word + 1): len(here.house.committed) == count, seconds=20)
            for place, chat in enumerate(CHATS):
                said += await say(here, list(answers(chance, chat, 100 * (word + 1) + 10 * place)))
        assert sorted(here.house.texts) == sorted(f"{chat} {word}" for chat in CHATS for word in range(4))
        read = "".join("".join(here.texts(chat)) for chat in CHATS)
        assert [mark(delivery) for delivery in said if read.count(mark(delivery)) != 1] == []
        assert said
