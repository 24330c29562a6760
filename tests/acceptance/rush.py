"""Many people order at once; afterwards every line is accounted for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from storage.contents import load
from tests.acceptance.house import House
from tests.acceptance.village import QUOTA_OF_FISH, Villager
from tests.fakes.telegram_server import TelegramServer

VISIT = ("猪肉2斤 豆腐一块 带鱼1斤 鸡蛋一盒", "确认", "再加一块豆腐", "确认")
"""What each person writes. The second order text adds to the first: an effect too many would be seen."""

MARK = "（这条可能您已经收到过）\n"
LIMITS = {"豆腐": 3_000, "鸡蛋": 1_000}


class Rush:
    """What was said to a house during a test, and what must have come of it in the end."""

    def __init__(self, house: House, server: TelegramServer) -> None:
        self._house = house
        self._server = server
        self.people: list[Villager] = []
        self.updates: dict[int, int] = {}  #: update -> chat

    def visit(self, people: Iterable[Villager]) -> None:
        """Each of them writes a whole visit; Telegram hands out one person's updates one after another."""
        for villager in people:
            self.people.append(villager)
            for text in VISIT:
                self.updates[self._server.says(villager.chat, text)] = villager.chat

    @property
    def acknowledged(self) -> int:
        return len(self.updates) - len(self._server.updates.waiting)

    async def goes_on(self, updates: int, seconds: float = 60.0) -> None:
        """Waits until so many more updates are acknowledged, or all."""
        wanted = min(len(self.updates), self.acknowledged + updates)
        await self._server.until(lambda: self.acknowledged >= wanted, seconds)

    async def ends(self, seconds: float = 60.0) -> None:
        """Waits until all updates are acknowledged and all replies are out."""
        await self.goes_on(len(self.updates), seconds)
        await self._server.until(lambda: not self._waiting(), seconds)

    def _waiting(self) -> int:
        return int(self._house.rows("select count(*) from outbox where state in ('queued', 'sending')")[0][0])

    def wrongs(self) -> list[str]:
        """What is not as it must be, in words; empty when every line is accounted for."""
        checks: tuple[Callable[[], Iterable[str]], ...] = (
            self._lost_or_doubled_updates, self._unsent_replies, self._wrong_orders, self._wrong_totals,
        )  # fmt: skip
        return [wrong for check in checks for wrong in check()]

    def _lost_or_doubled_updates(self) -> Iterable[str]:
        """Each update took effect once: one key, one saying, one reply."""
        said = {f"update:{number}" for number in self.updates}
        kept = {key for (key,) in self._house.rows("select key from updates")}
        yield from (f"{key} has no effect" for key in sorted(said - kept))
        sayings = Counter(key for (key,) in self._house.rows("select key from sayings"))
        yield from (f"{key} was recorded {sayings[key]} times" for key in sorted(said) if sayings[key] != 1)
        replies = Counter(int(chat) for (chat,) in self._house.rows("select chat from outbox"))
        for chat, wanted in Counter(self.updates.values()).items():
            if replies[chat] != wanted:
                yield f"chat {chat} has {replies[chat]} replies to {wanted} updates"

    def _unsent_replies(self) -> Iterable[str]:
        """Each committed reply reached the vendor, and the outbox says so."""
        written: dict[int, Counter[str]] = defaultdict(Counter)
        for chat, content, state, failure in self._house.rows("select chat, content, state, failure from outbox"):
            written[int(chat)][load(content).text] += 1
            if state != "sent":
                yield f"a reply to {chat} is {state} ({failure})"
        for chat, texts in written.items():
            heard = Counter(text.removeprefix(MARK) for text in self._server.heard(chat))
            yield from (f"chat {chat} never heard: {text}" for text in texts - heard)

    def _wrong_orders(self) -> Iterable[str]:
        """Each person has one order with exactly what was asked for of what is ample."""
        lines = self._house.rows(
            "select a.chat, o.id, i.name, sum(l.qty) from orders o join order_lines l on l.order_id = o.id "
            "join items i on i.id = l.item join addresses a on a.person = o.person group by a.chat, o.id, i.name"
        )
        had: dict[int, dict[str, int]] = defaultdict(dict)
        orders: dict[int, set[int]] = defaultdict(set)
        for chat, order, item, quantity in lines:
            had[int(chat)][item] = quantity
            orders[int(chat)].add(order)
        for villager in self.people:
            if len(orders[villager.chat]) != 1 or had[villager.chat].get("猪肉") != 2_000:
                yield f"chat {villager.chat} has {len(orders[villager.chat])} orders with {had[villager.chat]}"

    def _wrong_totals(self) -> Iterable[str]:
        """Stock taken is what the lines say; no quota and no limit is passed, and none is left unused."""
        households = Counter(villager.door for villager in self.people)
        expected = {
            "猪肉": 2_000 * len(self.people),
            "带鱼": 1_000 * min(QUOTA_OF_FISH, len(self.people)),
            "豆腐": sum(min(2_000 * people, LIMITS["豆腐"]) for people in households.values()),
            "鸡蛋": 1_000 * len(households),
        }
        rows = self._house.rows(
            "select name, taken, (select coalesce(sum(qty), 0) from order_lines l where l.item = i.id), "
            "(select coalesce(sum(a.taken), 0) from allowances a where a.item = i.id) from items i"
        )
        for name, taken, lines, allowed in rows:
            if not taken == lines == allowed == expected[name]:
                yield f"{name}: {expected[name]} wanted, {taken} taken, {lines} in lines, {allowed} by household"
        over = self._house.rows(
            "select i.name, max(a.taken) from allowances a join items i on i.id = a.item group by 1"
        )
        yield from (f"{name}: a household has {most}" for name, most in over if most > LIMITS.get(name, most))
