"""Shifts at a gate: made in words, told, reminded, checked in and out, missed, swapped."""

from domain.people import Role
from domain.settings import Setting
from nlu.names import search_terms
from storage import addresses, people, settings
from storage.database import Transaction
from tests.town import NOON, Town

TOMORROW = "12月1日（周二）"


async def gate(town: Town) -> None:
    """Guards of the village: four in chat, and one without any."""

    def work(tx: Transaction) -> None:
        for number, name in enumerate(("王强", "李敏", "张伟", "赵军"), 61):
            town._settle(tx, name, f"5幢{number}1", f"138000000{number}", Role.GUARD, town.village)
        offline = people.add(
            tx, "老孙", town.village.id, NOON, terms=search_terms("老孙"), phone="13800000069", confirmed=True
        )
        town.people["老孙"] = offline

    await town.database.write(work)


async def made(town: Town, *lines: str) -> None:
    await town.says("陈主任", "\n".join(lines))
    await town.presses("陈主任", "确认")
    await town.later(0)


async def test_a_cadre_makes_shifts_in_words_which_are_read_back_and_told(town: Town) -> None:
    await gate(town)
    await town.says("陈主任", "明天8点到16点东门：王强、李敏，王强带班\n明天20:00-次日8:00东门：张伟、赵军")
    draft = await town.last("陈主任")
    assert f"· {TOMORROW}08:00–16:00　东门：王强、李敏，王强带班" in draft
    assert f"· {TOMORROW}20:00–次日08:00　东门：张伟、赵军（没写带班）" in draft
    await town.says("王强", "我的班")
    assert await town.last("王强") == "这一个月没有排您的班。"
    await town.presses("陈主任", "确认")
    assert "排好了：2班，4人次" in await town.last("陈主任")
    await town.later(0)
    assert f"· {TOMORROW}08:00–16:00　东门，您带班" in await town.last("王强")
    assert f"· {TOMORROW}20:00–次日08:00　东门" in await town.last("赵军")


async def test_what_is_doubtful_is_not_recorded_and_each_line_says_why(town: Town) -> None:
    await gate(town)
    await town.settles("王强", "6幢101", "13800000099")
    await made(town, "明天8点到16点东门：李敏")
    await town.says(
        "陈主任",
        "明天8点到16点南门：王强\n明天8点到16点南门：刘备\n明天15点到23点南门：李敏\n4月31日8点到16点南门：张伟"
        "\n明天8点到4点南门：张伟\n11月1日8点到16点南门：张伟\n明天8点到16点南门：张伟",
    )
    draft = await town.last("陈主任")
    for words in (
        "有2位“王强”（5幢611、6幢101）", "没有找到“刘备”", f"李敏那时候已经有班：{TOMORROW}08:00–16:00 东门",
        "没有这一天", "几点到几点没看准", "已经过去了",
    ):  # fmt: skip
        assert words in draft, words
    assert "南门：张伟" in draft
    await town.says("陈主任", "明天8点到16点南门：王强（6幢101）")
    assert "南门：王强" in await town.last("陈主任")


async def test_only_cadres_make_shifts(town: Town) -> None:
    await gate(town)
    for who in ("王强", "小陈", "李阿公"):
        await town.says(who, "排班 明天8点到16点东门：王强、李敏")
        assert "确认" not in await town.choices(who)
        await town.says(who, "/roster")
        assert await town.last(who) == "排班由村干部来排。"


async def test_who_stands_where_is_seen_by_those_of_the_post_and_phones_by_who_leads_it(town: Town) -> None:
    await gate(town)
    await made(town, "明天8点到16点东门：王强、李敏，王强带班", "明天8点到16点南门：张伟")
    await town.says("陈主任", "明天谁值班")
    assert "李敏　13800000062" in await town.last("陈主任")
    assert "南门" in await town.last("陈主任")
    await town.says("王强", "东门明天谁值班？")
    assert "· 李敏　13800000062" in await town.last("王强")
    await town.says("李敏", "明天谁值班")
    roster = await town.last("李敏")
    assert "· 王强（带班）" in roster
    assert "138000" not in roster
    assert "南门" not in roster
    await town.says("李敏", "南门明天谁值班")
    assert "没有排班，或者不归您看" in await town.last("李敏")
    await town.says("李阿公", "明天谁值班")
    assert "值班表只给排了班的人和干部看" in await town.last("李阿公")


async def test_an_hour_before_they_are_reminded_and_check_in_and_out(town: Town) -> None:
    await gate(town)
    await made(town, "明天8点到16点东门：王强、李敏、老孙，王强带班")
    await town.later(18.9)
    assert "到岗" not in await town.choices("李敏")
    await town.says("李敏", "到岗")
    assert "07:00起可以报到岗" in await town.last("李敏")
    await town.later(0.1)
    assert await town.last("李敏") == "您08:00在东门值班，到16:00。同班的有王强、老孙。\n到了点“到岗”。"
    assert "· 老孙　13800000069" in await town.last("王强")
    await town.presses("李敏", "到岗")
    assert "07:00到岗" in await town.last("李敏")
    await town.says("王强", "到岗")
    await town.says("王强", "老孙到岗")
    assert "记下了，老孙，东门" in await town.last("王强")
    await town.later(1.5)
    assert not any("没到岗" in text for text in await town.heard("王强"))
    await town.says("李敏", "下班")
    assert await town.choices("李敏") == ["现在就下班", "接着值"]
    await town.presses("李敏", "接着值")
    await town.later(7.5)
    await town.presses("李敏", "下班")
    assert "16:00下班" in await town.last("李敏")


async def test_who_is_missing_is_told_to_the_leader_with_the_phone_and_so_is_coming_late(town: Town) -> None:
    await gate(town)
    await made(town, "明天8点到16点东门：王强、李敏，王强带班")
    await town.later(20)
    await town.says("王强", "到岗")
    await town.later(0.16)
    assert not any("还没到岗" in text for text in await town.heard("王强"))
    await town.later(0.01)
    assert "· 李敏　13800000062" in await town.last("王强")
    assert not any("还没到岗" in text for text in await town.heard("陈主任"))
    await town.says("李敏", "我到岗了")
    assert "李敏到东门了" in await town.last("王强")


async def test_the_cadres_hear_of_it_when_nobody_leads_or_the_leader_is_missing(town: Town) -> None:
    await gate(town)
    await made(town, "明天8点到16点东门：王强、李敏，王强带班", "明天8点到16点南门：张伟")
    await town.later(20)
    await town.later(0.2)
    told = "".join(await town.heard("陈主任"))
    assert "王强（带班）" in told
    assert "· 张伟　13800000063" in told


async def test_a_village_may_remind_earlier_and_wait_longer(town: Town) -> None:
    await gate(town)
    for setting, minutes in ((Setting.SHIFT_REMINDED_BEFORE, "120"), (Setting.SHIFT_GRACE, "30")):
        await town.database.write(
            lambda tx, setting=setting, minutes=minutes: settings.put(  # type: ignore[misc]
                tx, setting, town.village.id, minutes, NOON, 0, NOON
            )
        )
    await made(town, "明天8点到16点东门：王强")
    await town.later(18)
    assert "到了点" in await town.last("王强")
    await town.later(2.2)
    assert not any("还没到岗" in text for text in await town.heard("陈主任"))
    await town.later(0.3)
    assert "还没到岗" in await town.last("陈主任")


async def test_a_restart_reminds_nobody_of_a_shift_that_has_begun(town: Town) -> None:
    await gate(town)
    await made(town, "明天8点到16点东门：王强")
    await town.later(20.05)
    assert not any("到了点" in text for text in await town.heard("王强"))
    await town.later(9)
    assert not any("还没到岗" in text for text in await town.heard("陈主任"))


async def test_two_swap_by_agreement_and_the_leader_is_told(town: Town) -> None:
    await gate(town)
    await made(town, "周三8点到16点东门：王强、张伟，张伟带班", "周五8点到16点东门：李敏")
    await town.says("王强", "我想和李敏换周三的班")
    assert await town.choices("王强") == ["东门 12/4 08:00", "不用还，只请替班", "取消"]
    await town.presses("王强", "东门 12/4 08:00")
    assert "王强想和您换班" in await town.last("李敏")
    await town.says("王强", "我的班")
    assert "12月2日" in await town.last("王强")
    await town.says("李敏", "同意")
    assert "12月2日（周三）08:00–16:00 东门是您的班" in await town.last("李敏")
    assert "李敏同意了" in await town.last("王强")
    assert "王强换成李敏" in await town.last("张伟")
    await town.later(43)
    assert any("到了点" in text for text in await town.heard("李敏"))
    assert not any("到了点" in text for text in await town.heard("王强"))


async def test_two_at_different_posts_swap_places_and_two_of_one_shift_do_not(town: Town) -> None:
    await gate(town)
    await made(town, "周三8点到16点东门：王强、李敏", "周三8点到16点南门：张伟，张伟带班", "周四8点到16点南门：王强")
    await town.says("王强", "用我周三的班换李敏周三的班")
    assert "已经不算数了" in await town.last("王强")
    await town.says("王强", "用我周三的班换张伟周三的班")
    await town.presses("张伟", "同意")
    assert "东门是您的班" in await town.last("张伟")
    await town.says("王强", "我的班")
    assert "08:00–16:00　南门，您带班" in await town.last("王强")


async def test_of_two_who_agree_to_take_the_same_shift_the_first_has_it(town: Town) -> None:
    await gate(town)
    await made(town, "周三8点到16点东门：王强", "周五8点到16点东门：李敏、张伟")
    for other in ("李敏", "张伟"):
        await town.says("王强", f"把周三的班给{other}")
        assert "王强想请您替一班" in await town.last(other)
    await town.presses("李敏", "同意")
    await town.presses("张伟", "同意")
    assert "没有换成：这一班已经换给别人" in await town.last("张伟")
    await town.says("陈主任", "周三谁值班")
    assert "李敏" in await town.last("陈主任")
    assert "张伟" not in await town.last("陈主任")


async def test_nobody_takes_a_shift_while_they_stand_in_another(town: Town) -> None:
    await gate(town)
    await made(town, "周三8点到16点东门：王强、赵军", "周三14点到22点南门：李敏")
    await town.says("王强", "把周三的班给李敏")
    assert "换不了：李敏那时候已经有班了" in await town.last("王强")
    await town.says("王强", "我想和赵军换周三的班")  # of the same shift: told before anything is asked
    assert "换不了：赵军那时候已经有班了" in await town.last("王强")
    await town.says("王强", "把周三的班给老孙")
    assert "老孙收不到消息" in await town.last("王强")
    await town.says("王强", "把周三的班给张伟")
    await made(town, "周三12点到20点南门：张伟")
    await town.presses("张伟", "同意")
    assert "没有换成：张伟那时候已经有班了" in await town.last("张伟")


async def test_who_takes_over_the_leaders_shift_leads_it(town: Town) -> None:
    await gate(town)
    await made(town, "周三8点到16点东门：王强、赵军，王强带班")
    await town.says("王强", "周三的班给李敏")
    await town.presses("李敏", "同意")
    assert "换成李敏" in await town.last("陈主任")
    await town.says("李敏", "我的班")
    assert "您带班" in await town.last("李敏")


async def test_a_shift_that_was_called_off_reminds_nobody(town: Town) -> None:
    await gate(town)
    await made(town, "明天8点到16点东门：王强、李敏")
    await town.says("陈主任", "取消明天东门李敏的班")
    await town.presses("陈主任", "取消这一班")
    assert "不用来" in await town.last("李敏")
    await town.later(19)
    assert any("到了点" in text for text in await town.heard("王强"))
    assert not any("到了点" in text for text in await town.heard("李敏"))


async def test_the_button_of_a_shift_that_was_swapped_is_another_persons(town: Town) -> None:
    await gate(town)
    await made(town, "明天8点到16点东门：王强", "周三8点到16点东门：李敏")
    await town.later(19)
    await town.says("王强", "明天的班给李敏")
    await town.says("王强", "今天的班给李敏")
    await town.presses("李敏", "同意")
    await town.presses("王强", "到岗")
    assert await town.last("王强") == "这一班现在不是您的了，是李敏的。"
    await town.says("李敏", "到岗")
    assert "到岗" in await town.last("李敏")


async def test_tallies_count_what_was_stood_and_what_was_missed(town: Town) -> None:
    await gate(town)
    await made(town, "明天8点到16点东门：王强、李敏，王强带班", "明天20点到次日8点东门：王强")
    await town.later(20)
    await town.says("王强", "到岗")
    await town.later(5)
    await town.says("陈主任", "值班统计 12月1日到12月2日")
    tally = await town.last("陈主任")
    assert "· 王强　1班8小时，还有1" in tally
    assert "· 李敏　0班0小时，缺1" in tally
    assert "【东门】值了1人次8小时，缺1" in tally
    await town.says("李敏", "值班统计")
    assert "只给带班的人和村干部看" in await town.last("李敏")


async def test_who_blocked_the_bot_is_telephoned(town: Town) -> None:
    await gate(town)
    await made(town, "明天8点到16点东门：王强、李敏，王强带班")
    await town.database.write(
        lambda tx: addresses.mark(tx, addresses.of_person(tx, town.people["李敏"])[0], reachable=False)
    )
    await town.later(19)
    assert "电话提醒" in (await town.heard("王强"))[-1] or "电话提醒" in (await town.heard("王强"))[-2]


async def test_a_cadre_puts_somebody_else_into_a_shift(town: Town) -> None:
    await gate(town)
    await made(town, "明天8点到16点东门：老孙、张伟，老孙带班", "明天20点到次日4点东门：老孙")
    await town.says("陈主任", "明天东门老孙换成李敏")
    assert "有几个这样的班" in await town.last("陈主任")
    await town.says("陈主任", "明天8点东门老孙换成张伟")
    await town.presses("陈主任", "确认")
    assert "张伟那时候已经有班了" in await town.last("陈主任")
    await town.says("陈主任", "明天8点东门老孙换成李敏")
    assert "老孙换成李敏，对吗" in await town.last("陈主任")
    await town.presses("陈主任", "确认")
    assert f"{TOMORROW}08:00–16:00　东门，您带班" in await town.last("李敏")
    await town.says("陈主任", "猪肉换成牛肉")
    assert "对吗" not in await town.last("陈主任")
