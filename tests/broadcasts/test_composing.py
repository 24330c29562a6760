"""A reminder of outstanding work goes out only to whoever still has some when it is about to go out."""

from collections.abc import Mapping, Sequence

from broadcasts import composing
from broadcasts.composing import Composer
from broadcasts.reminders import composers
from domain.messages import Content, Priority
from domain.people import Person
from domain.schedules import Calendar
from storage import outbox, recipients, rules
from storage.database import Transaction
from storage.outbox import Claimed
from tests.broadcasts.test_reminders import TODAY, heard, reminds
from tests.town import ACCOUNT, Town


def claim(tx: Transaction, composers: Mapping[str, Composer], now: int) -> list[Claimed]:
    return composing.compose(tx, composers, outbox.claim(tx, ACCOUNT, Priority.REMINDER, now, 50), now)


async def claimed(town: Town, *left: str) -> list[str]:
    """Who is sent a reminder, when of all only these have still something to do."""
    waiting = {town.people[name] for name in left}
    names = {person: name for name, person in town.people.items()}

    def doors(tx: Transaction, person: Person, now: int) -> Sequence[object]:
        return [1] if person.id in waiting else []

    def work(tx: Transaction) -> list[Claimed]:
        return claim(tx, composers({"doors": doors}), town.now)

    return sorted(names[each.person] for each in await town.database.write(work))


async def test_a_report_that_came_in_a_minute_ago_stops_the_reminder(town: Town) -> None:
    rule = await reminds(town, Calendar((14 * 60,), TODAY), condition="doors")
    await town.later(2)
    assert await claimed(town, "小陈", "李阿公") == ["小陈", "李阿公"]
    [(_, broadcast)] = await town.database.read(lambda tx: rules.fired(tx, rule.id))
    counts = await town.database.read(lambda tx: recipients.counts(tx, broadcast))
    assert counts == {"queued": 2, "cancelled": 5}
    silent = await town.database.read(lambda tx: recipients.silent(tx, broadcast, "person"))
    assert sorted(each.name for each in silent) == ["小陈", "李阿公"]


async def test_a_rule_without_a_condition_reminds_everybody(town: Town) -> None:
    await reminds(town, Calendar((14 * 60,), TODAY))
    await town.later(2)
    assert len(await claimed(town)) == 7


async def test_words_are_those_that_hold_when_they_go_out(town: Town) -> None:
    await reminds(town, Calendar((14 * 60,), TODAY), condition="doors")
    await town.later(2)
    words = Content("还有3户没走访。")

    def work(tx: Transaction) -> list[str]:
        found = claim(tx, {"reminder": lambda _, own, *__: [words] * len(own)}, town.now)
        assert outbox.fate(tx, found[0].delivery.id) is not None
        return [each.delivery.content.text for each in found]

    assert await town.database.write(work) == [words.text] * 7
    assert await town.last("小陈") == words.text
    assert await heard(town, "小陈") == 0


async def test_a_composer_that_is_not_known_lets_the_words_go_out_as_they_are(town: Town) -> None:
    await reminds(town, Calendar((14 * 60,), TODAY), condition="doors")
    await town.later(2)
    found = await town.database.write(lambda tx: claim(tx, {}, town.now))
    assert "请量体温" in found[0].delivery.content.text
