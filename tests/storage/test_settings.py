"""Settings hold from a time on, in an area and all of its parts that have none of their own."""

from domain.areas import Area
from domain.settings import Setting
from storage import areas, audit, settings
from storage.database import Transaction
from tests.town import HOUR, Town

QUIET, ABOVE = Setting.QUIET_FROM, Setting.NOTICE_SECOND_PERSON_ABOVE


async def test_without_one_of_its_own_the_nearest_area_up_counts(town: Town) -> None:
    def work(tx: Transaction) -> None:
        cadre, now = town.people["陈主任"], town.now
        inner, outer = town.microgrid, town.village
        elsewhere: Area = areas.ensure(tx, None, "village", "李家村")
        assert settings.value(tx, QUIET, inner.path, now) == 22 * 60
        settings.put(tx, QUIET, outer.id, "21:00", now, cadre, now)
        assert settings.written(tx, QUIET, inner.path, now) == "21:00"
        assert settings.written(tx, QUIET, elsewhere.path, now) == "22:00"
        assert settings.written(tx, QUIET, "", now) == "22:00"
        settings.put(tx, QUIET, inner.id, "20:00", now, cadre, now)
        assert settings.written(tx, QUIET, inner.path, now) == "20:00"
        assert settings.written(tx, QUIET, outer.path, now) == "21:00"

    await town.database.write(work)


async def test_a_value_holds_from_its_time_on_and_what_was_before_stays_on_record(town: Town) -> None:
    def work(tx: Transaction) -> None:
        cadre, now, tomorrow = town.people["陈主任"], town.now, town.now + 24 * HOUR
        village = town.village
        settings.put(tx, ABOVE, village.id, "100", now, cadre, now)
        settings.put(tx, ABOVE, village.id, "50", tomorrow, cadre, now)
        settings.put(tx, ABOVE, village.id, "60", tomorrow, cadre, now)
        assert settings.value(tx, ABOVE, village.path, now - 1) == 20_000
        assert settings.value(tx, ABOVE, village.path, tomorrow - 1) == 100
        assert settings.value(tx, ABOVE, village.path, tomorrow + 1) == 60, "said again: the later words count"
        assert [held.value for held in settings.history(tx, ABOVE, village.id)] == ["60", "50", "100"]
        assert settings.history(tx, ABOVE, village.id)[0].name == "陈主任"
        assert [action for *_, action, _ in audit.about(tx, village.id)] == ["set_notice_second_person_above"] * 3

    await town.database.write(work)
