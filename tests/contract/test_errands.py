"""Errands on both engines: one has it, nobody is asked twice at once, and money adds up whoever notes it when."""

import asyncio
import random
from functools import partial

import pytest

from domain.errands import Errand, Kind, Money, State
from storage import advances, areas, errands, households, people
from storage.database import Database, Transaction
from storage.errands import New

NOW = 1_000_000
WORKERS = range(101, 113)


def settle(tx: Transaction) -> New:
    """A household, and what it asks for."""
    village = areas.ensure(tx, None, "village", "王家村")
    grid = areas.ensure(tx, village, "microgrid", "1组")
    home = households.ensure(tx, village.id, grid.id, "12号", "12", NOW)
    person = people.add(tx, "李阿公", village.id, NOW, terms=(), household=home.id, phone="13800000001")
    return New(village.id, grid.id, home.id, person, person, person, Kind.ERRAND, "拿快递")


async def asked(database: Database, count: int = 1) -> list[Errand]:
    new = await database.write(settle)
    adding = (database.write(partial(errands.add, new=new, now=NOW)) for _ in range(count))
    return sorted(await asyncio.gather(*adding), key=lambda errand: errand.id)


async def found(database: Database, errand: Errand) -> Errand:
    kept = await database.read(lambda tx: errands.get(tx, errand.id))
    assert kept is not None
    return kept


def take(errand: Errand, worker: int, now: int = NOW) -> partial[bool]:
    return partial(errands.take, errand=errand.id, worker=worker, now=now)


async def test_numbers_of_a_village_are_each_given_once(database: Database) -> None:
    made = await asked(database, 12)
    assert sorted(errand.number for errand in made) == list(range(1, 13))


async def test_of_many_who_take_it_at_once_one_has_it(database: Database) -> None:
    for errand in await asked(database, 5):
        taken = await asyncio.gather(*(database.write(take(errand, worker)) for worker in WORKERS))
        assert sum(taken) == 1
        kept = await found(database, errand)
        assert kept.taken_by == WORKERS[taken.index(True)]
        events = await database.read(lambda tx, errand=errand: errands.events(tx, errand.id))  # type: ignore[misc]
        assert [event.what for event in events] == ["asked", "taken"]


async def test_taken_or_called_off_and_never_both_unknown(database: Database) -> None:
    for errand in await asked(database, 5):
        taken, cancelled, other = await asyncio.gather(
            database.write(take(errand, 101)),
            database.write(partial(errands.cancel, errand=errand.id, by=errand.person, now=NOW)),
            database.write(take(errand, 102)),
        )
        assert cancelled
        assert taken + other <= 1
        assert (await found(database, errand)).state is State.CANCELLED


async def test_only_whoever_has_it_promises_finishes_or_gives_it_back(database: Database) -> None:
    (errand,) = await asked(database)
    assert await database.write(take(errand, 101))

    def others(tx: Transaction) -> list[bool]:
        return [
            errands.promise(tx, errand.id, 102, NOW + 1, NOW),
            errands.done(tx, errand.id, 102, "hand", NOW),
            errands.give_back(tx, errand.id, 102, 102, NOW),
        ]

    assert await database.write(others) == [False] * 3
    assert await database.write(partial(errands.done, errand=errand.id, worker=101, how="door", now=NOW))
    assert (await found(database, errand)).how == "door"


async def test_a_late_one_can_be_taken_over_and_another_cannot(database: Database) -> None:
    (errand,) = await asked(database)
    assert await database.write(take(errand, 101))
    assert not await database.write(take(errand, 102))
    assert await database.write(partial(errands.climb, errand=await found(database, errand), now=NOW))
    assert await database.write(take(errand, 102))
    assert (await found(database, errand)).late == 0


async def test_each_step_up_happens_once(database: Database) -> None:
    (errand,) = await asked(database)
    climbing = partial(errands.climb, errand=errand, now=NOW)
    climbed = await asyncio.gather(*(database.write(climbing) for _ in range(4)))
    assert sorted(climbed) == [False, False, False, True]


async def test_it_is_confirmed_once_or_opened_once(database: Database) -> None:
    (errand,) = await asked(database)
    await database.write(take(errand, 101))
    await database.write(partial(errands.done, errand=errand.id, worker=101, how="hand", now=NOW))
    opened = await asyncio.gather(
        *(database.write(partial(errands.reopen, errand=errand.id, by=errand.person, now=NOW)) for _ in range(4))
    )
    assert sum(opened) == 1
    assert (await found(database, errand)).reopened == 1
    assert not await database.write(partial(errands.confirm, errand=errand.id, by=errand.person, now=NOW))


async def test_what_was_opened_again_and_done_anew_waits_anew_for_its_answer(database: Database) -> None:
    (errand,) = await asked(database)
    await database.write(take(errand, 101))
    await database.write(partial(errands.done, errand=errand.id, worker=101, how="hand", now=NOW + 50))
    assert not await database.write(
        partial(errands.close_unanswered, errand=errand.id, since=NOW + 40, now=NOW + 100)
    )
    assert await database.write(partial(errands.close_unanswered, errand=errand.id, since=NOW + 50, now=NOW + 100))


async def test_no_more_is_paid_back_than_was_laid_out(database: Database) -> None:
    (errand,) = await asked(database)
    await database.write(partial(advances.advance, errand=errand.id, person=101, fen=2_350, by=101, now=NOW))
    paying = partial(advances.repay, errand=errand.id, person=101, fen=2_350, by=101, now=NOW)
    assert sorted(await asyncio.gather(*(database.write(paying) for _ in range(4)))) == [False] * 3 + [True]
    assert await database.read(lambda tx: advances.of_errand(tx, errand.id)) == {101: Money(2_350, 2_350)}
    assert await database.read(lambda tx: advances.of_errands(tx, [errand.id])) == {errand.id: Money(2_350, 2_350)}


async def test_a_correction_is_a_row_of_its_own(database: Database) -> None:
    (errand,) = await asked(database)
    for fen in (2_000, -500):
        await database.write(partial(advances.advance, errand=errand.id, person=101, fen=fen, by=101, now=NOW))
    assert await database.read(lambda tx: advances.of_errand(tx, errand.id)) == {101: Money(1_500)}


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_is_said_in_whatever_order_it_stands_where_the_model_says(
    database: Database, seed: int
) -> None:
    """A walk of two hundred words: a state, a taker, and an event for each word that counted, no more."""
    dice, (errand,) = random.Random(seed), await asked(database)
    state, holder, events = State.OPEN, 0, 1
    for step in range(200):
        worker, deed = dice.choice((101, 102)), dice.choice(("take", "back", "done", "confirm", "reopen", "close"))
        now = NOW + step
        has = state is State.TAKEN and holder == worker
        word, counts, after = {
            "take": (take(errand, worker, now), state is State.OPEN, (State.TAKEN, worker)),
            "back": (partial(errands.give_back, errand=errand.id, worker=worker, by=worker, now=now), has,
                     (State.OPEN, 0)),
            "done": (partial(errands.done, errand=errand.id, worker=worker, how="hand", now=now), has,
                     (State.DONE, holder)),
            "confirm": (partial(errands.confirm, errand=errand.id, by=1, now=now),
                        state in (State.DONE, State.UNANSWERED), (State.CONFIRMED, holder)),
            "reopen": (partial(errands.reopen, errand=errand.id, by=1, now=now),
                       state in (State.DONE, State.CONFIRMED, State.UNANSWERED), (State.OPEN, 0)),
            "close": (partial(errands.close_unanswered, errand=errand.id, since=now, now=now), state is State.DONE,
                      (State.UNANSWERED, holder)),
        }[deed]  # fmt: skip
        assert await database.write(word) == counts, (step, deed, state)
        if counts:
            (state, holder), events = after, events + 1
    kept = await found(database, errand)
    assert (kept.state, kept.taken_by) == (state, holder)
    assert len(await database.read(lambda tx: errands.events(tx, errand.id))) == min(events, 200)


async def test_lists_of_an_area_hold_what_goes_on_there_and_nothing_of_another(database: Database) -> None:
    first, second = await asked(database, 2)
    await database.write(take(second, 101))

    def look(tx: Transaction) -> tuple[list[int], list[int], list[int]]:
        other = areas.ensure(tx, None, "village", "李家村")
        here = [each.id for each in errands.to_do_in(tx, first.path)]
        return here, [each.id for each in errands.going_on_in(tx, first.path)], [
            each.id for each in errands.to_do_in(tx, other.path)
        ]

    assert await database.write(look) == ([first.id, second.id], [first.id, second.id], [])
    await database.write(partial(errands.done, errand=second.id, worker=101, how="hand", now=NOW))
    assert [each.id for each in await database.read(lambda tx: errands.to_do_in(tx, first.path))] == [first.id]
    await database.write(partial(errands.confirm, errand=second.id, by=second.person, now=NOW))
    assert [each.id for each in await database.read(lambda tx: errands.going_on_in(tx, first.path))] == [first.id]
    assert [each.id for each in await database.read(lambda tx: errands.over_in(tx, first.path, NOW))] == [second.id]
