"""Several people who write at once on WeChat and in the app, whatever becomes of the program meanwhile."""

import asyncio
from collections.abc import Iterator, Sequence

from storage.contents import load
from storage.outbox import NEVER
from tests.acceptance.rush import MARK
from tests.acceptance.wecom import Corp
from tests.acceptance.wecom_people import Customer, Member

VISIT = ("再加土豆1斤", "确认", "再加土豆1斤", "确认")
"""What each writes: an effect too many, or too few, would be seen in what they have ordered."""

EACH = 2_000
"""What a visit orders, in thousandths."""

AGAIN = 0.2
"""Seconds until WeCom makes a call once more that was not answered."""

STRANGERS = """select min(p.id) from persons p where p.household <> 0
    group by p.household having not exists (
        select 1 from addresses a join persons o on o.id = a.person where o.household = p.household)"""


UNSENT = "select count(*) from outbox o where o.state in ('queued', 'sending') and o.chat like '%crowd%'"
PARKED = """select count(*) from outbox o where o.state in ('queued', 'sending') and o.chat like '%crowd%'
    and exists (select 1 from outbox p where p.chat = o.chat and p.state = 'queued' and p.due = ?)"""


class Crowd:
    def __init__(self, corp: Corp) -> None:
        self._corp = corp
        self._people: dict[int, Customer | Member] = {}
        self.said = 0  #: how much there is to be taken, once all have written
        self._visits = 0
        self._keys: set[str] = set()

    async def comes(self, each: int) -> None:
        """So many at either door, a household each."""
        found = [person for (person,) in self._corp.rows(f"{STRANGERS} limit {2 * each}")]
        for place, person in enumerate(found):
            one = (Customer, Member)[place % 2](self._corp, f"crowd{person}")
            assert "已经是您的了" in await one.says(f"绑定 {await self._corp.code(person)}")
            self._people[person] = one

    async def visits(self) -> None:
        """Everybody orders."""
        self._visits += 1
        await self.write(*VISIT)

    async def write(self, *texts: str) -> None:
        """Everybody writes this; returns when WeCom has brought all of it to an end."""
        self.said += len(self._people) * len(texts)
        await asyncio.gather(*(self._write(one, texts) for one in self._people.values()))

    def taken(self) -> int:
        """How much of what they wrote is committed."""
        return len(self._keys & {key for (key,) in self._corp.rows("select key from updates")})

    async def hear_the_rest(self) -> None:
        """What was said twice, in doubt, may be more than WeCom takes: the rest comes with their next words."""
        await self._corp.until(self._rests, 90)
        while self._count(UNSENT):
            await self.write("我的订单")
            await self._corp.until(lambda: self.taken() == self.said)
            await self._corp.until(self._rests, 90)
        self._corp.kf.beyond.clear()

    def wrongs(self, heard: dict[int, list[str]]) -> Iterator[str]:
        """Who has not ordered exactly what they wrote, or has not read each answer, or one twice without a word."""
        for person, one in self._people.items():
            (ordered,) = self._corp.rows(
                "select sum(l.qty) from order_lines l join orders o on o.id = l.order_id where o.person = ?", person
            )[0]
            if ordered != EACH * self._visits:
                yield f"{one.chat} has ordered {ordered}"
            read = "\n".join(heard[person])
            for content, state in self._corp.rows("select content, state from outbox where chat = ?", one.chat):
                text = load(content).text
                if state != "sent" or text.partition("\n")[0] not in read:
                    yield f"{one.chat} has not read what is {state}: {text}"
            once = sum("订好了" in text and MARK not in text for text in heard[person])
            if once > 2 * self._visits:
                yield f"{one.chat} was told {once} times"

    async def heard(self) -> dict[int, list[str]]:
        return {person: await one.heard() for person, one in self._people.items()}

    def _rests(self) -> bool:
        """Whether nothing goes out any more before the next word."""
        return self._count(UNSENT) == self._count(PARKED, NEVER)

    def _count(self, query: str, *values: int) -> int:
        return int(self._corp.rows(query, *values)[0][0])

    async def _write(self, one: Customer | Member, texts: Sequence[str]) -> None:
        for text in texts:
            self._corp.clock.goes_on()
            if isinstance(one, Customer):
                self._keys.add(f"msg:{self._corp.kf.says(one.chat, text)}")
                await asyncio.sleep(0)
                continue
            fields = self._corp.app.says(one.chat, text)
            self._keys.add(f"msg:{fields['MsgId']}")
            while (await self._corp.callback.posts(fields))[-1] != 200:  # noqa: ASYNC110 - it is WeCom that calls
                await asyncio.sleep(AGAIN)
