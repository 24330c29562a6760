"""What staff do with people's records in grid work is written down: who, and what."""

from storage import shops
from tests.errands import in_hand, kept_in
from tests.town import Town


async def written(town: Town) -> list[tuple[str, str]]:
    """(who, what), each once, in the order in which it was first done."""
    query = "select p.name, a.action from audit a join persons p on p.id = a.actor order by a.id"
    rows = await town.database.read(lambda tx: tx.connection.execute(query).fetchall())
    return list(dict.fromkeys((name, what) for name, what in rows))


async def test_what_is_done_about_an_errand(town: Town) -> None:
    await kept_in(town)
    await in_hand(town, "小陈", "帮我去驿站拿个包裹")
    for words in ("1 垫了23.5", "1 转给小林", "1 办好了", "钱收到了"):
        await town.says("小陈", words)
    await town.presses("小林", "我来办")
    assert await written(town) == [
        ("李阿公", "ask_errand"), ("小陈", "take_errand"), ("小陈", "advance_money"), ("小陈", "pass_errand"),
        ("小陈", "repay_money"),
    ]  # fmt: skip


async def test_what_is_done_about_a_fever(town: Town) -> None:
    await town.observes("李阿公")
    await town.says("李阿公", "38.5")
    await town.presses("小陈", "我来处理")
    await town.presses("小陈", "已送医院")
    assert await written(town) == [
        ("小陈", "enrol_observation"), ("小陈", "take_handover"), ("小陈", "close_health_alarm"),
    ]  # fmt: skip


async def test_a_course_of_observation(town: Town) -> None:
    await town.says("小陈", "3幢201 李阿公 密接 武汉 最后接触11月27日 14天")
    await town.presses("小陈", "确认")
    await town.says("小陈", "李阿公延长3天 因为核酸未出")
    await town.later(24 * 20)
    await town.says("陈主任", "李阿公解除")
    await town.presses("陈主任", "先不解除")
    await town.says("陈主任", "核酸没出")
    await town.says("陈主任", "李阿公解除")
    await town.presses("陈主任", "批准解除")
    assert await written(town) == [
        ("小陈", "enrol_observation"), ("小陈", "observation_lasts"), ("陈主任", "see_observation"),
        ("陈主任", "observation_kept"), ("陈主任", "observation_released"),
    ]  # fmt: skip


async def test_the_doors_of_a_day(town: Town) -> None:
    await town.says("小陈", "今天走访哪些")
    await town.says("小陈", "3幢202 王阿婆的儿子昨天从武汉回来 体温正常")
    await town.presses("小陈", "确认")
    await town.presses("小陈", "不用观察")
    await town.says("小陈", "前天就查过了，是路过")
    assert await written(town) == [("小陈", "see_round"), ("小陈", "report_visit"), ("小陈", "not_observed")]


async def test_a_look_at_a_shop(town: Town) -> None:
    await town.database.write(
        lambda tx: shops.add(tx, town.microgrid, town.village.id, "李记面馆", "东街", 0, town.now)
    )
    await town.says("小陈", "查李记面馆")
    await town.presses("小陈", "全部合格")
    assert await written(town) == [("小陈", "check_shop")]


async def test_a_complaint(town: Town) -> None:
    await town.says("李阿公", "我要反映楼上半夜装修，太吵")
    await town.presses("李阿公", "提交")
    await town.presses("陈主任", "我来办 #1")
    await town.says("陈主任", "#1 交给小陈")
    await town.says("陈主任", "#1 答复：说好了，晚上8点以后不施工")
    await town.says("小陈", "#1")
    assert await written(town) == [
        ("陈主任", "see_matter"), ("陈主任", "taken_matter"), ("陈主任", "passed_matter"),
        ("陈主任", "answered_matter"), ("小陈", "see_matter"),
    ]  # fmt: skip


async def test_a_dispute(town: Town) -> None:
    await town.says("李阿公", "申请调解，我和王阿婆为漏水")
    await town.presses("李阿公", "提交")
    await town.presses("陈主任", "我来办 #1")
    await town.says("陈主任", "#1 调解员 小林")
    await town.presses("小林", "接受 #1")
    for words in ("#1 事实：水管老化", "#1 约明天下午2点在村委会"):
        await town.says("小林", words)
    assert await written(town) == [
        ("陈主任", "see_matter"), ("陈主任", "taken_matter"), ("陈主任", "named_matter"), ("小林", "see_matter"),
        ("小林", "accepted_matter"), ("小林", "fact_matter"), ("小林", "meeting_matter"),
    ]  # fmt: skip


async def test_a_look_at_a_list_of_many(town: Town) -> None:
    await town.observes("王阿婆")
    await town.says("李阿公", "找网格员")
    for words in ("今天要做什么", "红名单", "谁还没报"):
        await town.says("小林", words)
    assert [each for each in await written(town) if each[0] == "小林"] == [
        ("小林", "see_digest"), ("小林", "see_urgent"), ("小林", "see_observed"),
    ]  # fmt: skip
