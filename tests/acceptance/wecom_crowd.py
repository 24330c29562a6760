"""Several people who write at once on WeChat and in the app, whatever becomes of the program meanwhile."""

import asyncio
from collections.abc import Iterator

from storage.contents import load
from tests.acceptance.rush import MARK
from tests.acceptance.wecom import Corp
from tests.acceptance.wecom_people import Customer, Member

VISIT = ("再加土豆1斤", "确认", "再加土豆1斤", "确认")
"""What each writes: an effect too many, or too few, would be seen in what they have ordered."""

EACH = 2_000
"""What a visit orders, in thousandths."""

AGAIN = 0.2
"""Seconds until WeCom makes a call once more that was not answered."""

STRANGERS = """select min(p.id) from persons p where p.household is not null
    group by p.household having not exists (
        select 1 from addresses a join persons o on o.id = a.person where o.household = p.household)"""


class Crowd:
    def __init__(self, corp: Corp) -> None:
        self._corp = corp
        self._people: dict[int, Customer | Member] = {}
        self._visits = 0
        self._keys: set[str] = set()

    async def comes(self, each: int) -> None:
        """So many at either door, a household each."""
        found = [person for (person,) in self._corp.rows(f"{STRANGERS} limit {2 * each}")]
        for place, person in enumerate(found):
            one = (Customer, Member)[place % 2](self._corp, f"crowd{place}")
            assert "已经是您的了" in await one.says(f"绑定 {await self._corp.code(person)}")
            self._people[person] = one

    async def writes(self) -> None:
        """Everybody makes a visit; returns when WeCom has brought all of it to an end."""
        self._visits += 1
        await asyncio.gather(*map(self._visit, self._people.values()))

    @property
    def said(self) -> int:
        """How much there is to be taken, once all have written."""
        return self._visits * len(self._people) * len(VISIT)

    def taken(self) -> int:
        """How much of what they wrote is committed."""
        return len(self._keys & {key for (key,) in self._corp.rows("select key from updates")})

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

    async def _visit(self, one: Customer | Member) -> None:
        for text in VISIT:
            self._corp.clock.goes_on()
            if isinstance(one, Customer):
                self._keys.add(f"msg:{self._corp.kf.says(one.chat, text)}")
                await asyncio.sleep(0)
                continue
            fields = self._corp.app.says(one.chat, text)
            self._keys.add(f"msg:{fields['MsgId']}")
            while (await self._corp.callback.posts(fields))[-1] != 200:  # noqa: ASYNC110 - it is WeCom that calls
                await asyncio.sleep(AGAIN)
