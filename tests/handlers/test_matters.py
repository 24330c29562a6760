"""Complaints and disputes in chat: who gets a file, who never does, and what each reads of it."""

from collections.abc import Iterable

import pytest

from domain.matters import Kind, Matter, Part, Whole
from domain.people import Role
from storage import areas, matters, people
from storage.database import Transaction
from tests.town import Town

DAY = 24


@pytest.fixture
async def village(town: Town) -> Town:
    """With a second cadre and a street cadre above the village."""

    def work(tx: Transaction) -> None:
        town._settle(tx, "黄书记", "1幢105", "13800000022", Role.CADRE, town.village)
        town._settle(tx, "街道老何", "1幢106", "13800000023", Role.STREET, town.village)

    await town.database.write(work)
    return town


async def file(town: Town, number: int) -> Matter:
    found = await town.database.read(lambda tx: matters.numbered(tx, town.village.id, number))
    assert found is not None
    return found


async def whole(town: Town, number: int) -> Whole:
    found = await file(town, number)
    return await town.database.read(lambda tx: matters.whole(tx, found))


async def complains(town: Town, words: str = "我要反映楼上半夜装修，太吵", how: str = "提交") -> None:
    await town.says("李阿公", words)
    await town.presses("李阿公", how)


async def looks(town: Town, number: int) -> list[int]:
    """Who opened a file, as the audit has it."""
    found = await file(town, number)
    query = f"select actor from audit where action = 'see_matter' and subject = {found.id} order by id"  # noqa: S608
    return await town.database.read(lambda tx: [row[0] for row in tx.connection.execute(query).fetchall()])


async def heard_of(town: Town, words: str, besides: Iterable[str] = ()) -> list[str]:
    """Everybody whose chat holds certain words."""
    chats = {name: "\n".join(await town.heard(name)) for name in town.people if name not in besides}
    return [name for name, said in chats.items() if words in said]


async def test_a_complaint_has_a_number_a_day_and_an_answer(village: Town) -> None:
    await village.says("李阿公", "我要反映楼上半夜装修，太吵")
    said = await village.last("李阿公")
    assert "“楼上半夜装修，太吵”" in said
    assert "12月3日（周四）前答复您" in said
    assert await village.database.read(lambda tx: matters.of_person(tx, village.people["李阿公"])) == []
    await village.presses("李阿公", "提交")
    assert "收到了，反映 #1" in await village.last("李阿公")
    assert sorted(await heard_of(village, "半夜装修", ["李阿公"])) == ["陈主任", "黄书记"]
    await village.presses("陈主任", "我来办 #1")
    assert "李阿公 3幢201 13800000001" in await village.last("陈主任")
    assert "陈主任接了 #1" in await village.last("黄书记")
    await village.says("陈主任", "#1 答复：说好了，晚上8点以后不施工")
    assert "您反映的#1，已办：说好了" in await village.last("李阿公")
    await village.presses("李阿公", "满意")
    assert "办结了" in await village.last("陈主任")
    assert (await file(village, 1)).state == "closed"


async def test_whoever_was_asked_answers_without_taking_it_first(village: Town) -> None:
    await complains(village)
    await village.says("陈主任", "#1 答复：今晚起不施工了")
    assert "今晚起不施工了" in await village.last("李阿公")
    assert [hand.person for hand in (await whole(village, 1)).hands if hand.part is Part.CADRE] == [
        village.people["陈主任"]
    ]
    assert "没有这一件" not in "".join(await village.heard("陈主任"))
    await village.says("黄书记", "#1 答复：不归我")
    assert "不归我" not in "".join(await village.heard("李阿公"))


async def test_a_complaint_waits_for_a_cadre_who_has_no_chat(village: Town) -> None:
    """Their console has it."""

    def hang_up(tx: Transaction) -> None:
        tx.connection.execute("update addresses set state = 'unreachable' where chat <> '李阿公'")

    await village.database.write(hang_up)
    await village.says("李阿公", "我要反映楼上太吵")
    await village.presses("李阿公", "提交")
    assert "#1" in await village.last("李阿公")


async def test_who_wants_to_complain_is_asked_for_the_words_and_they_reach_nobody_else(village: Town) -> None:
    await village.says("李阿公", "我要反映")
    await village.says("李阿公", "网格员小陈态度不好，找你们主任来")
    assert "“网格员小陈态度不好，找你们主任来”" in await village.last("李阿公")
    await village.presses("李阿公", "不反映了")
    assert "也没有告诉别人" in await village.last("李阿公")
    assert await heard_of(village, "态度不好", ["李阿公"]) == []


async def test_a_complaint_about_a_worker_never_goes_to_that_worker(village: Town) -> None:
    await complains(village, "我要投诉网格员小陈，叫书记来管管，骂人")
    assert await heard_of(village, "骂人", ["李阿公"]) == ["街道老何"]
    await village.presses("街道老何", "我来办 #1")
    await village.says("街道老何", "#1 交给小陈")
    assert "和小陈有关，不能交给小陈" in await village.last("街道老何")
    await village.says("小陈", "#1")
    assert "不归您看" in await village.last("小陈")
    assert await heard_of(village, "骂人", ["李阿公", "街道老何"]) == []


async def test_a_complaint_about_a_cadre_goes_past_them(village: Town) -> None:
    await complains(village, "我要反映陈主任收钱不办事")
    assert "陈主任" not in await heard_of(village, "收钱", ["李阿公"])
    assert await heard_of(village, "收钱", ["李阿公"]) == ["街道老何"]


async def test_a_complaint_that_gives_a_cadre_s_name_alone_never_reaches_them(village: Town) -> None:
    def work(tx: Transaction) -> None:
        village._settle(tx, "王国华", "1幢107", "13800000024", Role.CADRE, village.village)

    await village.database.write(work)
    await complains(village, "我要反映王国华收钱不开票")
    assert await heard_of(village, "不开票", ["李阿公"]) == ["陈主任", "黄书记"]
    await village.later(4 * DAY)
    assert "王国华" not in await heard_of(village, "不开票", ["李阿公"])


async def test_what_is_late_about_the_street_s_cadre_does_not_climb_to_them(village: Town) -> None:
    await complains(village, "我要反映街道老何骂人，还推人")
    await village.later(4 * DAY)
    assert "街道老何" not in await heard_of(village, "推人", ["李阿公"])


async def test_a_cadre_does_not_get_the_dispute_that_they_are_in(village: Town) -> None:
    await village.says("李阿公", "申请调解，我和陈主任为漏水")
    await village.presses("李阿公", "提交")
    assert await heard_of(village, "漏水", ["李阿公"]) == ["黄书记"]


async def test_an_anonymous_name_is_seen_by_the_cadre_who_answers_alone(village: Town) -> None:
    await complains(village, how="匿名提交")
    assert "匿名" in await village.last("陈主任")
    assert await heard_of(village, "3幢201", ["李阿公", "李阿婆", "王阿婆"]) == []
    await village.presses("陈主任", "我来办 #1")
    assert "李阿公 3幢201 13800000001（匿名，请不要告诉别人）" in await village.last("陈主任")
    await village.says("陈主任", "#1 交给小林")
    assert "小林看不到是谁反映的" in await village.last("陈主任")
    for text in await village.heard("小林"):
        assert "李阿公" not in text
    await village.presses("小林", "办好了 #1")
    await village.says("小林", "去说过了")
    assert "小林说：去说过了" in await village.last("陈主任")
    await village.says("陈主任", "#1 答复：去说过了")
    await village.presses("李阿公", "不满意")
    await village.says("李阿公", "还是吵")
    await village.says("小林", "#1")
    said = await village.last("小林")
    assert "还是吵（匿名）" in said
    assert "李阿公" not in said


async def test_whoever_asks_not_to_be_named_has_no_button_that_names_them(village: Town) -> None:
    await village.says("李阿公", "楼上天天吵，我想匿名反映")
    assert "“楼上天天吵”" in await village.last("李阿公")
    assert await village.choices("李阿公") == ["匿名提交", "不反映了"]
    await village.says("李阿公", "好")
    assert "匿名" in await village.last("陈主任")


@pytest.mark.parametrize(
    "lines",
    [("我要反映", "楼上天天吵，别说是我说的"), ("我要反映楼上天天吵", "别让邻居知道是我"),
     ("/complain 楼上天天吵，别告诉他是我说的",)],
)  # fmt: skip
async def test_whoever_asks_it_in_a_later_line_has_none_either(village: Town, lines: tuple[str, ...]) -> None:
    for line in lines:
        await village.says("李阿公", line)
    assert await village.choices("李阿公") == ["匿名提交", "不反映了"]


async def test_a_complaint_does_not_reach_the_worker_who_has_a_call_in_hand(village: Town) -> None:
    await village.says("李阿公", "找人")
    await village.presses("小陈", "我来处理")
    before = await village.heard("小陈")
    for words in ("我要说隔壁太吵，别说是我说的", "谁看过我的资料", "我反映的事怎么样了"):
        await village.says("李阿公", words)
    assert await village.heard("小陈") == before


async def test_not_satisfied_reopens_once(village: Town) -> None:
    await complains(village)
    await village.presses("陈主任", "我来办 #1")
    await village.says("陈主任", "#1 答复：说过了")
    await village.presses("李阿公", "不满意")
    assert "哪里不满意" in await village.last("李阿公")
    await village.says("李阿公", "昨晚还在装")
    assert "对方不满意：昨晚还在装" in await village.last("陈主任")
    assert (await file(village, 1)).state == "reopened"
    await village.presses("陈主任", "答复 #1")
    await village.says("陈主任", "装修队撤了")
    assert "已经重办过一次，这件办结了" in await village.last("李阿公")
    assert "满意" not in await village.choices("李阿公")
    await village.presses("李阿公", "不满意")
    assert (await file(village, 1)).state == "closed"
    assert [entry.words for entry in (await whole(village, 1)).said("answered")] == ["说过了", "装修队撤了"]


async def test_a_late_answer_is_told_again_and_to_those_above(village: Town) -> None:
    await complains(village)
    await village.presses("陈主任", "我来办 #1")
    await village.says("陈主任", "今日清单")
    assert "反映和纠纷" not in await village.last("陈主任")
    await village.later(3 * DAY)
    assert "到时间了，还没办" in await village.last("陈主任")
    assert "到时间了，还没办" in await village.last("街道老何")
    assert await heard_of(village, "到时间了") == ["陈主任", "街道老何"]
    await village.says("陈主任", "今日清单")
    assert "反映和纠纷 #1：等答复" in await village.last("陈主任")
    await village.says("黄书记", "今日清单")
    assert "#1" not in await village.last("黄书记")
    await village.presses("陈主任", "办 #1")
    await village.presses("陈主任", "答复 #1")
    await village.says("陈主任", "办好了，请看看")
    await village.later(3 * DAY)
    assert len([text for text in await village.heard("陈主任") if "到时间了" in text]) == 1


async def settled(village: Town) -> None:
    """A dispute whose mediator has accepted."""
    await village.says("李阿公", "申请调解，我和王阿婆为漏水")
    await village.presses("李阿公", "提交")
    await village.presses("陈主任", "我来办 #1")
    await village.presses("陈主任", "请小林调解")
    await village.presses("小林", "接受 #1")


async def test_a_dispute_is_taken_in_words_and_what_only_a_mediator_notes_says_so(village: Town) -> None:
    await village.says("李阿公", "申请调解，我和王阿婆为漏水")
    await village.presses("李阿公", "提交")
    await village.says("陈主任", "#1 约明天下午2点在村委会")
    assert "先说“#1 我来办”" in await village.last("陈主任")
    await village.says("陈主任", "#1 我来办")
    assert "请小林调解" in await village.choices("陈主任")
    await village.says("陈主任", "反映有哪些")
    assert "纠纷 #1" in await village.last("陈主任")
    await village.says("黄书记", "有哪些纠纷？")
    assert "没有您经手的" in await village.last("黄书记")


async def test_a_dispute_is_taken_in_mediated_agreed_printed_and_looked_at_after_a_month(village: Town) -> None:
    await village.says("李阿公", "申请调解，我和王阿婆为漏水")
    assert "当事人：李阿公、王阿婆" in await village.last("李阿公")
    await village.presses("李阿公", "提交")
    assert await heard_of(village, "漏水", ["李阿公"]) == ["陈主任", "黄书记"]
    await village.presses("陈主任", "我来办 #1")
    await village.says("陈主任", "#1 调解员 王阿婆")
    assert "没有找到" in await village.last("陈主任")
    await village.presses("陈主任", "请小林调解")
    assert "李阿公、王阿婆" in (await village.last("小林")).replace(" 13800000001", "").replace(" 13800000002", "")
    await village.presses("小林", "接受 #1")
    assert "小林来调解" in await village.last("李阿公")
    assert "小林来调解" in await village.last("王阿婆")
    await village.says("小林", "#1 事实：水管老化，漏到楼下")
    await village.says("小林", "#1 约明天下午2点在村委会")
    assert "12月1日（周二）14:00，村委会" in await village.last("小林")
    assert "12月1日（周二）14:00，村委会，小林调解" in await village.last("王阿婆")
    await village.later(23)
    assert "提醒：调解 #1" in await village.last("王阿婆")
    await village.says("小林", "#1 协议：内容 王家修好水管，赔500元，期限 12月31日，方式 现金，在村委会交")
    said = await village.last("小林")
    assert "内容：王家修好水管" in said
    assert "期限：2026年12月31日前" in said
    await village.presses("小林", "确认")
    assert "/console/matters/" in await village.last("小林")
    assert "达成协议：王家修好水管" in await village.last("王阿婆")
    assert "水管老化" not in "".join(await village.heard("王阿婆"))
    await village.later(31 * DAY)
    assert "该回访了：协议履行了吗" in await village.last("小林")
    await village.presses("小林", "部分履行")
    assert "只履行了一部分" in await village.last("小林")
    await village.later(8 * DAY)
    await village.says("小林", "#1 履行了")
    assert "履行了，了结" in await village.last("陈主任")
    assert (await file(village, 1)).state == "settled"


async def test_an_agreement_without_terms_day_or_manner_is_asked_for_them(village: Town) -> None:
    await settled(village)
    await village.says("小林", "#1 协议")
    assert "没有内容不能算协议" in await village.last("小林")
    await village.says("小林", "王家赔500元")
    assert "哪天之前履行" in await village.last("小林")
    await village.says("小林", "11月1日")
    assert "已经过去了" in await village.last("小林")
    await village.says("小林", "12月20日")
    assert "怎么履行" in await village.last("小林")
    await village.says("小林", "现金")
    assert "内容：王家赔500元" in await village.last("小林")
    assert (await file(village, 1)).state == "mediating"
    await village.presses("小林", "确认")
    assert (await file(village, 1)).state == "agreed"


async def test_a_party_is_no_mediator_and_one_who_declines_is_replaced(village: Town) -> None:
    await village.says("陈主任", "纠纷登记：小林和王阿婆，为停车位")
    await village.presses("陈主任", "提交")
    await village.presses("黄书记", "我来办 #1")
    assert "请小林调解" not in await village.choices("黄书记")
    await village.says("黄书记", "#1 调解员 小林")
    assert "小林不能当这件的调解员：是当事人" in await village.last("黄书记")
    await village.says("黄书记", "#1 调解员 小陈")
    await village.presses("小陈", "接不了")
    assert "小陈没有接受" in await village.last("黄书记")
    await village.says("小陈", "#1")
    assert "不归您看" in await village.last("小陈")


async def test_a_meeting_in_the_past_or_without_a_place_is_asked_again(village: Town) -> None:
    await settled(village)
    await village.says("小林", "#1 约昨天下午2点在村委会")
    assert "已经过去了" in await village.last("小林")
    await village.says("小林", "后天上午9点")
    assert "没写在哪里" in await village.last("小林")
    await village.says("小林", "后天上午9点在文化礼堂")
    assert "12月2日（周三）09:00，文化礼堂" in await village.last("小林")
    await village.says("小林", "#1 约12月3日上午9点在文化礼堂")
    assert len((await whole(village, 1)).meetings) == 1


async def test_it_may_come_to_nothing_and_that_is_asked_twice(village: Town) -> None:
    await settled(village)
    await village.presses("小林", "没调成")
    assert "调解到此为止，对吗" in await village.last("小林")
    await village.presses("小林", "取消")
    assert (await file(village, 1)).state == "mediating"
    await village.says("小林", "#1 去法院")
    await village.presses("小林", "是的")
    assert "走法院解决" in await village.last("王阿婆")


READERS = ("李阿公", "李阿婆", "王阿婆", "小陈", "小林", "陈主任", "黄书记", "刘医生", "街道老何")


@pytest.mark.parametrize(
    ("kind", "may"),
    [("complaint", {"李阿公": "own", "陈主任": "all", "小林": "all"}),
     ("dispute", {"李阿公": "own", "王阿婆": "own", "陈主任": "all", "小林": "all"})],
)  # fmt: skip
async def test_nobody_but_those_with_a_hand_in_it_opens_a_file(village: Town, kind: str, may: dict[str, str]) -> None:
    if kind == "dispute":
        await settled(village)
        secret = "漏水"
    else:
        await complains(village)
        await village.presses("陈主任", "我来办 #1")
        await village.says("陈主任", "#1 交给小林")
        secret = "半夜装修"
    before = len(await looks(village, 1))
    for name in READERS:
        heard = len(await village.heard(name))
        await village.says(name, "#1")
        said = "\n".join((await village.heard(name))[heard:])
        assert ("不归您看" in said) == (name not in may), (name, said)
        if name == "王阿婆":
            assert secret not in said
        elif name in may:
            assert secret in said
        for deed in ("答复：好了", "事实：假的", "协议：赔钱", "履行了", "调解员 小陈", "交给小陈"):
            if name not in may:
                await village.says(name, f"#1 {deed}")
                assert "不归您看" in await village.last(name), (name, deed)
    seen = (await looks(village, 1))[before:]
    assert {village.people[name] for name, how in may.items() if how == "all"} == set(seen)


async def test_who_is_no_longer_staff_reads_nothing_more(village: Town) -> None:
    await complains(village)
    await village.presses("陈主任", "我来办 #1")

    def dismiss(tx: Transaction) -> None:
        tx.connection.execute(f"delete from roles where person = {village.people['陈主任']}")  # noqa: S608

    await village.database.write(dismiss)
    await village.presses("陈主任", "答复 #1")
    assert "不归您看" in await village.last("陈主任")


async def test_of_two_cadres_who_take_it_at_once_one_has_it(village: Town) -> None:
    await complains(village)
    await village.presses("陈主任", "我来办 #1")
    await village.presses("黄书记", "我来办 #1")
    assert "没有这一件，或者不归您看" in await village.last("黄书记")
    assert (await whole(village, 1)).name_of(Part.CADRE) == "陈主任"


async def test_numbers_run_on_in_each_village_by_itself(village: Town) -> None:
    await complains(village)
    await complains(village, "投诉路灯不亮")
    assert "反映 #2" in await village.last("李阿公")

    def elsewhere(tx: Transaction) -> int:
        other = areas.ensure(tx, None, "village", "李家村")
        who = people.add(tx, "外村人", other.id, village.now, terms=())
        return matters.add(tx, Kind.COMPLAINT, other.id, 0, "other", "别的", who, who, 1, 2).number

    assert await village.database.write(elsewhere) == 1


async def test_what_is_said_in_a_group_becomes_no_file(village: Town) -> None:
    await village.does(village.update("群", text="我要反映楼上太吵", group=True, sender="李阿公"))
    assert await village.database.read(lambda tx: matters.of_person(tx, village.people["李阿公"])) == []


async def test_words_that_are_not_understood_later_do_not_carry_a_complaint_to_the_worker(village: Town) -> None:
    await village.says("李阿公", "我要反映")
    await village.says("李阿公", "网格员小陈骂人")
    await village.presses("李阿公", "不反映了")
    await village.says("李阿公", "嘎嘎嘎咕咕")
    await village.says("李阿公", "咕咕嘎嘎嘎")
    assert await heard_of(village, "咕咕", ["李阿公"]) != []
    assert await heard_of(village, "骂人", ["李阿公"]) == []


async def test_a_line_with_both_sides_answers_who_and_what(village: Town) -> None:
    for words in ("王阿婆和李阿公，漏水", "纠纷登记：王阿婆和李阿公，漏水"):
        await village.says("陈主任", "/dispute")
        await village.says("陈主任", words)
        told = await village.last("陈主任")
        assert "当事人：王阿婆、李阿公\n" in told
        assert "事情：漏水" in told
        await village.presses("陈主任", "不反映了")
    await village.says("陈主任", "纠纷登记：3幢201和3幢202，停车堵路")
    assert "当事人：3幢201、3幢202\n" in await village.last("陈主任")


async def test_what_is_said_on_before_it_is_handed_in_is_part_of_the_complaint(village: Town) -> None:
    await village.opens_window()
    await village.says("李阿公", "我要反映楼上太吵")
    await village.says("李阿公", "天天半夜蹦迪，跟他们说了不听")
    assert "“楼上太吵\n天天半夜蹦迪，跟他们说了不听”" in await village.last("李阿公")
    await village.says("李阿公", "猪肉2斤")
    assert "土猪肉 2斤" in await village.last("李阿公")
    await village.presses("李阿公", "提交")
    assert (await whole(village, 1)).matter.words == "楼上太吵\n天天半夜蹦迪，跟他们说了不听"


async def test_a_complaint_is_waited_for_a_quarter_of_an_hour_and_takes_no_later_line(village: Town) -> None:
    await village.says("李阿公", "我要反映")
    await village.later(0.2)
    await village.says("李阿公", "楼上半夜装修")
    assert "“楼上半夜装修”" in await village.last("李阿公")
    await village.presses("李阿公", "不反映了")
    for words in ("我要反映", "申请调解"):
        await village.says("李阿公", words)
        await village.later(0.3)
        await village.says("李阿公", "谢谢")
        assert await village.last("李阿公") == "不客气，有事随时说。"


async def test_whoever_is_named_mediator_at_once_is_asked_and_nobody_is_asked_who_mediates(village: Town) -> None:
    await village.says("李阿公", "申请调解，我和王阿婆为漏水")
    await village.presses("李阿公", "提交")
    await village.says("陈主任", "#1 调解员 王阿婆")
    assert "没有找到" in await village.last("陈主任")
    await village.says("陈主任", "#1 调解员 小林")
    assert "请谁调解" not in "".join(await village.heard("陈主任"))
    assert "问小林了" in await village.last("陈主任")
    assert "接受 #1" in await village.choices("小林")


async def test_what_staff_says_of_a_file_is_no_complaint_of_theirs(village: Town) -> None:
    await complains(village)
    await village.says("陈主任", "我要反映")
    await village.says("陈主任", "#1 我来办")
    assert "有人在办" in await village.last("陈主任")
    await village.says("陈主任", "我要反映")
    await village.says("陈主任", "#99 我来办")
    assert "“#99 我来办”" in await village.last("陈主任")
