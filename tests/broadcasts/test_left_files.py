"""Pictures and voices go some days after the words they came with, unless something that is kept still names them."""

import pytest

from broadcasts import forgetting, purging
from domain.messages import FileReference
from domain.spans import DAY
from storage import checks, left_files, people, sayings, shops
from storage.addresses import Address
from storage.database import Transaction
from tests.town import ACCOUNT, ZONE, Town

HERE = Address(ACCOUNT, "李阿公")


async def sends(town: Town, content: bytes, kind: str = "photo") -> FileReference:
    """Somebody sends a file now."""
    kept = town.house.files.keep(content, "image/jpeg", kind)
    await town.database.write(
        lambda tx: sayings.add(tx, HERE, town.people["李阿公"], content.hex(), "看", (kept,), town.now)
    )
    return kept


async def empties(town: Town) -> None:
    """All that was said so far has had its time."""
    before = await town.database.write(lambda tx: tx.ids.next())
    await town.database.write(lambda tx: sayings.purge(tx, before + 1, 1000, town.now))


async def forgets(town: Town, days: float = 40) -> int:
    return await purging.forget_files(town.database, town.house.files, town.now + int(days * DAY))


async def test_a_picture_and_a_voice_go_after_the_words_they_came_with_and_not_before(town: Town) -> None:
    photo, voice = await sends(town, b"errand"), await sends(town, b"voice", "voice")
    assert await forgets(town) == 0
    await empties(town)
    assert await forgets(town) == 2
    assert town.house.files.open(photo.reference) is None
    assert town.house.files.open(voice.reference) is None
    assert await forgets(town) == 0


async def test_the_same_picture_sent_again_since_stays_until_those_words_go_too(town: Town) -> None:
    photo = await sends(town, b"again")
    await empties(town)
    await sends(town, b"again")
    assert await forgets(town) == 0
    assert town.house.files.open(photo.reference) is not None
    await empties(town)
    assert await forgets(town) == 1
    assert town.house.files.open(photo.reference) is None


async def test_a_picture_of_a_check_stays_as_long_as_the_check_has_it(town: Town) -> None:
    photo = await sends(town, b"shop")

    def check(tx: Transaction) -> None:
        shop = shops.add(tx, town.microgrid, town.village.id, "早点店", "东街", 1, town.now)[0]
        begun = checks.begin(tx, shop, "每月", ("口罩",), 1, town.now)
        assert begun is not None
        checks.show(tx, begun.id, 0, photo, 0, 1, town.now)
        assert checks.finish(tx, begun.id, "failed", None, town.now)

    await town.database.write(check)
    await empties(town)
    assert await forgets(town) == 0
    assert town.house.files.open(photo.reference) is not None
    removed = await purging.purge(town.database, ZONE, town.now + 400 * DAY)
    assert removed["photos"] == 1
    assert await forgets(town, 900) == 1
    assert town.house.files.open(photo.reference) is None


@pytest.mark.parametrize("where", ["menu_photo", "collection", "notice"])
async def test_a_picture_stays_with_whatever_else_names_it(town: Town, where: str) -> None:
    """The menu of a round, the code under which people pay, a notice."""
    photo = await sends(town, b"elsewhere")
    if where == "notice":
        await town.notifies(town.notice(file=photo))
    else:
        await town.opens_window()
        update = f"update windows set {where} = '{photo.reference}'"  # noqa: S608
        await town.database.write(lambda tx: tx.connection.execute(update))
    await empties(town)
    assert await forgets(town) == 0
    assert town.house.files.open(photo.reference) is not None


async def test_whoever_is_forgotten_leaves_no_picture(town: Town) -> None:
    photo = await sends(town, b"mine")

    def forget(tx: Transaction) -> None:
        cadre, person = (people.get(tx, town.people[name]) for name in ("陈主任", "李阿公"))
        assert cadre is not None
        assert person is not None
        forgetting.forget(tx, cadre, person, town.now)

    await town.database.write(forget)
    assert await forgets(town) == 1
    assert town.house.files.open(photo.reference) is None


async def test_a_name_that_stands_for_a_file_still_to_be_fetched_is_none(town: Town) -> None:
    await town.database.write(lambda tx: left_files.note(tx, ["saying:5", "a" * 64], town.now))
    assert await forgets(town) == 1
