"""A line that only tells where somebody came from says nothing of how they are, which is asked."""

from storage import households, visits
from storage.database import Transaction
from storage.visits import Visit
from tests.town import Town

LINE = "3幢201 儿子昨天从青田回来"


async def newest(town: Town) -> Visit | None:
    def work(tx: Transaction) -> Visit | None:
        (home,) = households.at_door(tx, town.village.id, "3-201")
        found = visits.of_household(tx, home.id, 1)
        return found[0] if found else None

    return await town.database.read(work)


async def test_who_came_back_is_read_back_and_how_they_are_is_asked(town: Town) -> None:
    await town.says("小陈", LINE)
    said = await town.last("小陈")
    assert said.startswith("走访 3幢201：家里人好不好还没说")
    assert "青田" in said
    assert "正常" not in said
    assert await town.choices("小陈") == ["都好", "有人不舒服", "改", "取消"]
    await town.says("小陈", "确认")
    assert await newest(town) is None
    await town.says("小陈", LINE)
    await town.presses("小陈", "都好")
    visit = await newest(town)
    assert visit is not None
    assert visit.result == "ok"


async def test_all_well_in_words_completes_it_and_keeps_who_came_back(town: Town) -> None:
    await town.says("小陈", LINE)
    await town.says("小陈", "3口人都好")
    said = await town.last("小陈")
    assert said.startswith("走访 3幢201：正常")
    assert "青田" in said
    await town.presses("小陈", "确认")


async def test_somebody_unwell_is_read_back_once_more_before_it_alarms(town: Town) -> None:
    await town.says("小陈", LINE)
    await town.presses("小陈", "有人不舒服")
    said = await town.last("小陈")
    assert said.startswith("走访 3幢201：有人不舒服")
    assert "青田" in said
    await town.presses("小陈", "确认")
    visit = await newest(town)
    assert visit is not None
    assert visit.result == "ill"
