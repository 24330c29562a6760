"""Who came back: said in one's own words or at the door, asked only for what is missing, decided by a human."""

from datetime import date, timedelta

from domain.returnees import Level, Returnee, RiskArea
from domain.settings import Setting
from storage import households, observations, returnees, settings
from storage.database import Transaction
from tests.town import Town


async def reports(town: Town, door: str = "3幢201") -> list[Returnee]:
    """All reports about a door, the newest first."""

    def work(tx: Transaction) -> list[Returnee]:
        (home,) = households.at_door(tx, town.village.id, door.replace("幢", "-"))
        return returnees.of_household(tx, home.id)

    return await town.database.read(work)


async def at_risk(town: Town) -> None:
    place = RiskArea("湖北省武汉市", Level.HIGH, "2026-11-01")
    await town.database.write(lambda tx: returnees.add_risk(tx, place, 0, town.now))


async def reported(town: Town, who: str, words: str) -> None:
    """A report with all that can be passed over passed over."""
    await town.says(who, words)
    while "跳过" in await town.choices(who):
        await town.presses(who, "跳过")
    await town.presses(who, "确认")


async def test_an_answer_that_tells_of_something_else_is_not_taken_for_the_one_that_was_asked(town: Town) -> None:
    await town.says("李阿公", "我昨天从武汉坐高铁G1234次3车12F回来了")
    assert await town.last("李阿公") == "和谁一起回来的？"
    await town.says("李阿公", "绿码，做过核酸，阴性")
    assert await town.last("李阿公") == "和谁一起回来的？"
    await town.says("李阿公", "跟老婆一起")
    said = (await town.heard("李阿公"))[-1]
    assert "哪天做的" in said or "同行老婆，绿码，核酸阴性" in said


async def test_a_complaint_in_the_middle_of_it_is_a_complaint(town: Town) -> None:
    await town.says("李阿公", "我昨天从武汉回来了")
    await town.says("李阿公", "我要投诉楼上，叫了三次都不听")
    assert "您要反映：" in await town.last("李阿公")
    assert await reports(town) == []


async def test_a_villager_is_asked_only_for_what_they_did_not_say(town: Town) -> None:
    await town.says("李阿公", "我昨天从武汉坐高铁G1234次3车12F回来了")
    assert await town.last("李阿公") == "和谁一起回来的？"
    await town.says("李阿公", "和老伴")
    assert "健康码" in await town.last("李阿公")
    await town.says("李阿公", "绿码")
    await town.says("李阿公", "还没做")
    said = await town.last("李阿公")
    assert "李阿公（3幢201）从武汉，11月29日到，火车G1234 3车12F，同行和老伴，绿码，核酸没做" in said
    await town.presses("李阿公", "确认")
    (kept,) = await reports(town)
    assert (kept.person, kept.origin, kept.arrived, kept.vehicle, kept.seat) == (
        town.people["李阿公"], "武汉", "2026-11-29", "G1234", "3车12F",
    )  # fmt: skip
    assert "小陈 13800000011" in await town.last("李阿公")


async def test_the_workers_are_told_and_the_cadre_where_the_place_was_at_risk(town: Town) -> None:
    await reported(town, "李阿公", "我昨天从宁波回来了")
    said = await town.last("小陈")
    assert "返乡：李阿公（3幢201）从宁波，11月29日到。电话13800000001。李阿公报的。" in said
    assert "不在风险名单上" in await town.last("小陈")
    assert await town.heard("陈主任") == []
    await at_risk(town)
    await reported(town, "王阿婆", "我前天从武汉回来")
    assert "湖北省武汉市在11月1日以后是高风险地区，按现在的规定观察7天" in await town.last("陈主任")
    assert await town.choices("陈主任") == ["登记观察", "不用观察", "补全信息"]


async def test_where_there_is_no_worker_the_cadre_is_asked(town: Town) -> None:
    await town.database.write(lambda tx: tx.connection.execute("delete from roles where role = 'grid_worker'"))
    await reported(town, "李阿公", "我昨天从宁波回来了")
    assert "返乡：李阿公（3幢201）从宁波" in await town.last("陈主任")


async def test_the_back_command_asks_everything_step_by_step(town: Town) -> None:
    await town.says("王阿婆", "返乡报备")
    assert await town.choices("王阿婆") == ["我自己", "取消"]
    await town.says("王阿婆", "儿子")
    await town.says("王阿婆", "湖北武汉")
    await town.says("王阿婆", "昨天")
    await town.presses("王阿婆", "自己开车")
    await town.says("王阿婆", "浙C12345")
    await town.presses("王阿婆", "就一个人")
    await town.presses("王阿婆", "黄码")
    await town.says("王阿婆", "阴性")
    assert await town.last("王阿婆") == "核酸是哪天做的？"
    await town.presses("王阿婆", "前天")
    said = await town.last("王阿婆")
    assert "儿子（3幢202）从武汉，11月29日到，自己开车浙C12345，黄码，核酸阴性（11月28日）" in said
    await town.presses("王阿婆", "确认")
    (kept,) = await reports(town, "3幢202")
    assert (kept.name, kept.person, kept.vehicle, kept.tested) == ("儿子", 0, "浙C12345", "2026-11-28")


async def test_only_the_colours_that_the_code_has_here_are_offered(town: Town) -> None:
    await town.says("李阿公", "我昨天从宁波坐大巴回来")
    for _ in range(2):
        await town.presses("李阿公", "跳过")
    assert await town.choices("李阿公") == ["绿码", "黄码", "红码", "没有码", "跳过"]
    await town.says("李阿公", "蓝码")
    assert "没看懂" in await town.last("李阿公")
    await town.database.write(
        lambda tx: settings.put(tx, Setting.CODE_BLUE, town.village.id, "yes", town.now, 0, town.now)
    )
    await town.says("李阿公", "蓝码")
    assert "核酸" in await town.last("李阿公")


async def test_a_day_long_ago_or_far_ahead_is_asked_back(town: Town) -> None:
    await town.says("李阿公", "返乡报备")
    await town.presses("李阿公", "我自己")
    await town.says("李阿公", "武汉")
    await town.says("李阿公", "2024年1月22日")
    assert "一年以前" in await town.last("李阿公")
    await town.says("李阿公", "2027年2月20日")
    assert "太远" in await town.last("李阿公")
    await town.says("李阿公", "昨天")
    assert "怎么回来" in await town.last("李阿公")


async def test_who_comes_tomorrow_is_kept_as_planned_and_asked_on_the_day(town: Town) -> None:
    await at_risk(town)
    await reported(town, "李阿公", "儿子明天从武汉回来")
    assert (await reports(town))[0].state == "planned"
    assert await town.heard("小陈") == []
    await town.later(22)
    assert "儿子（3幢201）说好今天从武汉回来，到了吗？" in await town.last("李阿公")
    await town.presses("李阿公", "还没到")
    await town.later(24)
    await town.presses("李阿公", "到了")
    here, planned = await reports(town)
    assert (here.state, here.arrived, here.replaces) == ("open", "2026-12-02", planned.id)
    assert planned.state == "replaced"
    assert "要登记观察吗" in await town.last("小陈")


async def test_who_does_not_come_after_all_is_asked_no_more(town: Town) -> None:
    await reported(town, "李阿公", "儿子明天从武汉回来")
    await town.later(22)
    await town.presses("李阿公", "不回来了")
    assert [each.state for each in await reports(town)] == ["not_coming"]
    heard = len(await town.heard("李阿公"))
    await town.later(48)
    assert len(await town.heard("李阿公")) == heard


async def test_a_line_of_a_visit_makes_a_returnee_that_can_be_completed(town: Town) -> None:
    await at_risk(town)
    await town.says("小陈", "3幢202 女儿11月28日从武汉回来 都正常")
    await town.presses("小陈", "确认")
    (kept,) = await reports(town, "3幢202")
    assert (kept.name, kept.origin, kept.arrived, kept.risk) == ("女儿", "武汉", "2026-11-28", "high")
    await town.presses("小陈", "补全信息")
    assert "女儿怎么回来的？" in await town.last("小陈")
    await town.says("小陈", "飞机MU5301")
    for _ in range(3):
        await town.presses("小陈", "跳过")
    await town.presses("小陈", "确认")
    newest, oldest = await reports(town, "3幢202")
    assert (newest.vehicle, newest.replaces, newest.state) == ("MU5301", oldest.id, "open")
    assert oldest.state == "replaced"


async def test_observation_opens_with_everything_filled_in_and_is_confirmed_there(town: Town) -> None:
    await at_risk(town)
    await reported(town, "王阿婆", "我昨天从武汉回来了")
    await town.presses("小陈", "登记观察")
    said = await town.last("小陈")
    assert "人：王阿婆（3幢202）" in said
    assert "从高风险地区回来，武汉" in said
    assert [each.state for each in await reports(town, "3幢202")] == ["open"]
    await town.presses("小陈", "确认")
    case = await town.database.read(lambda tx: observations.open_of(tx, town.people["王阿婆"]))
    assert case is not None
    assert (case.came_from, case.exposed, case.days) == ("武汉", date(2026, 11, 29), 7)
    (kept,) = await reports(town, "3幢202")
    assert (kept.state, case.returnee) == ("observed", kept.id)
    await town.presses("小林", "登记观察")
    assert "已经有人定了" in await town.last("小林")


async def test_an_enrolment_that_is_dropped_leaves_the_returnee_undecided(town: Town) -> None:
    await reported(town, "王阿婆", "我昨天从宁波回来了")
    await town.presses("小陈", "登记观察")
    await town.presses("小陈", "取消")
    assert [each.state for each in await reports(town, "3幢202")] == ["open"]
    await town.presses("小陈", "不用观察")
    await town.presses("小陈", "那里没有风险")
    assert [each.state for each in await reports(town, "3幢202")] == ["not_needed"]


async def test_who_is_called_son_is_named_where_they_are_enrolled(town: Town) -> None:
    await at_risk(town)
    await town.settles("王强", "3幢202", "13900000001")
    await reported(town, "王阿婆", "儿子昨天从武汉回来了")
    await town.presses("小陈", "登记观察")
    assert "3幢202的谁？" in await town.last("小陈")
    await town.presses("小陈", "王强")
    await town.presses("小陈", "确认")
    assert await town.database.read(lambda tx: observations.open_of(tx, town.people["王强"])) is not None
    assert [each.state for each in await reports(town, "3幢202")] == ["observed"]


async def test_no_observation_is_kept_with_why_and_who(town: Town) -> None:
    await reported(town, "李阿公", "我昨天从宁波回来了")
    await town.presses("小陈", "不用观察")
    await town.says("小陈", "那边没有疫情")
    assert "不用观察：那边没有疫情" in await town.last("小陈")
    (kept,) = await reports(town)
    assert (kept.state, kept.why) == ("not_needed", "那边没有疫情")
    await town.presses("小林", "不用观察")
    assert "已经有人定了" in await town.last("小林")


async def test_two_reports_of_one_person_are_merged_by_a_press_only_and_both_stay(town: Town) -> None:
    await town.says("小陈", "3幢201 有一人从武汉回来 11月28日到 正常")
    await town.presses("小陈", "确认")
    await reported(town, "李阿公", "我11月29日从武汉坐高铁回来了")
    assert "是同一个人吗" in "\n".join(await town.heard("小陈"))
    assert [each.state for each in await reports(town)] == ["open", "open"]
    await town.presses("小陈", "同一个人")
    fuller, other = await reports(town)
    assert (fuller.state, other.state, other.same_as) == ("open", "same", fuller.id)


async def test_two_people_of_one_household_stay_two(town: Town) -> None:
    await reported(town, "李阿公", "我昨天从武汉回来了")
    await reported(town, "李阿公", "儿子昨天从上海回来了")
    assert "是同一个人吗" not in "\n".join(await town.heard("小陈"))
    await reported(town, "李阿公", "女儿昨天从武汉回来了")
    assert "是同一个人吗" in "\n".join(await town.heard("小陈"))
    await town.presses("小陈", "两个人")
    assert [each.state for each in await reports(town)] == ["open"] * 3


async def test_undecided_returnees_stand_on_the_list_of_the_day(town: Town) -> None:
    await reported(town, "李阿公", "我昨天从宁波回来了")
    await town.later(20)
    await town.says("小陈", "今天要做什么")
    assert "返乡待定 3幢201 李阿公：宁波 11-29" in await town.last("小陈")
    await town.presses("小陈", "定一下：李阿公")
    assert "要登记观察吗" in "\n".join((await town.heard("小陈"))[-2:])


async def test_a_household_of_a_returnee_comes_first_in_the_round(town: Town) -> None:
    await reported(town, "王阿婆", "我昨天从宁波回来了")
    await town.says("小陈", "走访名单")
    assert "1. 3幢202　刚返乡" in await town.last("小陈")


async def test_another_villagers_press_and_a_stranger_change_nothing(town: Town) -> None:
    await reported(town, "李阿公", "我昨天从宁波回来了")
    button = await town.button("小陈", "不用观察")
    await town.does(town.update("王阿婆", press=button))
    assert [each.state for each in await reports(town)] == ["open"]
    await town.says("过路人", "我昨天从武汉回来了")
    assert "返乡" not in await town.last("过路人")


async def test_questions_and_groceries_are_no_return(town: Town) -> None:
    await town.opens_window()
    for words in ("武汉能回来吗", "我从超市回来了", "猪肉2斤，我昨天从菜场回来"):
        await town.says("李阿公", words)
        assert "返乡" not in await town.last("李阿公")
        assert "怎么回来" not in await town.last("李阿公")


async def test_a_fever_said_with_it_alarms_at_once(town: Town) -> None:
    await town.says("王阿婆", "我儿子昨天从黄冈回来了，咳嗽发烧")
    assert "【有人不舒服】3幢202" in await town.last("刘医生")
    assert "儿子怎么回来的？" in await town.last("王阿婆")


async def test_words_that_answer_nothing_twice_are_taken_up_as_ever(town: Town) -> None:
    await town.opens_window()
    await town.says("王阿婆", "我儿子从黄冈回来了")
    await town.says("王阿婆", "猪肉2斤")
    assert (await town.last("王阿婆")).startswith("没看懂。\n儿子哪天到的？")
    await town.says("王阿婆", "猪肉2斤")
    assert "土猪肉 2斤" in await town.last("王阿婆")


async def test_another_return_in_the_middle_of_one_begins_anew(town: Town) -> None:
    await town.says("王阿婆", "我儿子从黄冈回来了")
    await town.says("王阿婆", "我孙子昨天从武汉回来")
    assert await town.last("王阿婆") == "孙子怎么回来的？"


async def test_it_can_be_dropped_at_any_question(town: Town) -> None:
    await town.says("李阿公", "返乡报备")
    await town.says("李阿公", "算了")
    assert "没有报" in await town.last("李阿公")
    assert await reports(town) == []


async def test_a_worker_reports_for_somebody_by_their_door(town: Town) -> None:
    await town.says("小陈", "/back 3幢202 儿子昨天从武汉回来了")
    assert "儿子怎么回来的？" in await town.last("小陈")
    await town.says("小陈", "/back 9幢901 昨天从武汉回来了")
    assert "9幢901" in await town.last("小陈")


async def test_risk_is_looked_up_for_the_day_of_the_arrival(town: Town) -> None:
    ended = RiskArea("武汉", Level.HIGH, "2026-10-01", "2026-10-31")
    await town.database.write(lambda tx: returnees.add_risk(tx, ended, 0, town.now))
    await reported(town, "李阿公", "我昨天从武汉回来了")
    assert (await reports(town))[0].risk == ""
    assert date(2026, 11, 29) - date(2026, 10, 31) > timedelta(days=14)


async def test_a_question_is_no_companion(town: Town) -> None:
    await town.says("李阿公", "我昨天从武汉坐高铁G1234次3车12F回来了")
    await town.says("李阿公", "怎么处理的")
    assert "和谁一起回来的？" in await town.last("李阿公")
    assert "没看懂" in await town.last("李阿公")
