"""A village's group: the window and its list are posted there, lines are orders, and what is private stays so."""

from typing import Any

import pytest

from broadcasts import changing
from domain.messages import Operation, Priority
from domain.people import Role
from domain.window_changes import WindowChange
from storage import accounts, areas, contents, outbox, people, windows
from storage.database import Transaction
from storage.json_text import read_json
from tests.town import ACCOUNT, Town

GROUP = "-100"
CADRE = "陈主任"
STRANGER = "路人"
ON_ITS_WAY = "select id, chat, parts from outbox where state in ('queued', 'sending') order by id"


class Group:
    """The group chat: each line has a number, and an edit bears the same."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.lines = 0

    async def says(self, who: str, text: str, **details: Any) -> str:
        self.lines += 1
        return await self.writes(who, text, str(self.lines), **details)

    async def writes(self, who: str, text: str, message: str, **details: Any) -> str:
        await self.town.says(GROUP, text, group=True, sender=who, message=message, **details)
        return message

    async def edits(self, who: str, message: str, text: str) -> str:
        return await self.writes(who, text, message, edited=True)

    async def rows(self) -> list[tuple[str, str, str, str]]:
        """(operation, text, the message that it answers, link) of everything for the group, oldest first."""

        def work(tx: Transaction) -> list[tuple[str, str, str, str]]:
            rows = tx.connection.execute("select operation, chat, content from outbox order by id").fetchall()
            found = [(operation, contents.load(content)) for operation, chat, content in rows if chat == GROUP]
            return [
                (operation, content.text, content.answers, content.link.url if content.link else "")
                for operation, content in found
            ]

        return await self.town.database.read(work)

    async def ticked(self) -> list[str]:
        return [answers for _, text, answers, _ in await self.rows() if not text]

    async def heard(self) -> list[str]:
        return [text for _, text, _, _ in await self.rows() if text]

    async def lists(self) -> list[str]:
        return [text for text in await self.heard() if "接龙】" in text]

    async def delivers(self) -> None:
        """What is on its way to the group arrives, each part with a number of its own."""

        def work(tx: Transaction) -> None:
            while rows := [row for row in tx.connection.execute(ON_ITS_WAY).fetchall() if row[1] == GROUP]:
                # What is queued is claimed when all before it in the chat is out.
                for priority in Priority:
                    outbox.claim(tx, ACCOUNT, priority, self.town.now, 100)
                for key, _, parts in rows:
                    outbox.sent(tx, [(key, tuple(read_json(parts)) or (str(key),))], self.town.now)

        await self.town.database.write(work)

    async def refuses(self) -> None:
        """What is on its way to the group is refused: the post was deleted, or the bot was put out."""

        def work(tx: Transaction) -> None:
            for key, chat, _ in tx.connection.execute(ON_ITS_WAY).fetchall():
                if chat == GROUP:
                    outbox.ended(tx, key, "failed", (), "400")

        await self.town.database.write(work)

    async def passes(self, seconds: float) -> None:
        await self.town.later(seconds / 3600)
        await self.delivers()


@pytest.fixture
async def group(town: Town) -> Group:
    """Everybody but the stranger has written to the bot before."""
    for who in town.people:
        await town.says(who, "你好")
    return Group(town)


async def posted(town: Town, group: Group, **details: Any) -> int:
    window = await town.opens_window(**details)
    await group.says(CADRE, "发到群里")
    await group.passes(2)
    return window


async def test_a_cadre_posts_the_window_and_its_list_stands_below(town: Town, group: Group) -> None:
    await posted(town, group)
    window, running = await group.heard()
    assert "土猪肉　35元/斤" in window
    assert "每户限4斤" in window
    assert "直接在群里写，比如“土猪肉2斤 带鱼1斤”" in window
    assert running.startswith("【周六鲜菜团 接龙】11月30日（周一）20:00截止")
    assert "还没有人订" in running


@pytest.mark.parametrize("words", ["/post", "开团", "发群里", "post in the group"])
async def test_it_may_be_said_in_several_ways(town: Town, group: Group, words: str) -> None:
    await town.opens_window()
    await group.says(CADRE, words)
    assert len(await group.heard()) == 1


async def test_nobody_else_may_post_and_is_told_so_in_private(town: Town, group: Group) -> None:
    await town.opens_window()
    await group.says("李阿公", "开团")
    await group.says("小陈", "发到群里")
    await group.says(STRANGER, "开团")
    assert await group.heard() == []
    assert "要村干部来发" in await town.last("李阿公")
    assert "要村干部来发" in await town.last("小陈")


async def test_a_group_of_another_village_is_left_alone(town: Town, group: Group) -> None:
    await posted(town, group)

    def work(tx: Transaction) -> None:
        other = areas.ensure(tx, None, "village", "李家村")
        town._settle(tx, "李主任", "9幢101", "13800000099")
        people.move(tx, town.people["李主任"], 0, other.id)
        people.give_role(tx, town.people["李主任"], Role.CADRE, other.id)

    await town.database.write(work)
    await town.says("李主任", "你好")
    before = await group.heard()
    await group.says("李主任", "发到群里")
    assert await group.heard() == before
    assert "那个群是王家村的" in await town.last("李主任")


async def test_without_an_open_window_the_group_is_bound_and_the_cadre_told(town: Town, group: Group) -> None:
    await group.says(CADRE, "/post")
    assert await group.heard() == []
    assert "和王家村连上了" in await town.last(CADRE)


async def test_a_line_is_ticked_and_confirmed_in_private_with_one_press(town: Town, group: Group) -> None:
    window = await posted(town, group)
    line = await group.says("李阿公", "猪肉2斤 豆腐1块")
    assert await group.ticked() == [line]
    assert "您要的是" in await town.last("李阿公")
    assert "70元" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {}
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000, "豆腐": 1_000}
    await group.passes(20)
    last = (await group.rows())[-1]
    assert last[0] == Operation.EDIT
    assert "1. 3幢201 土猪肉2斤 豆腐1块" in last[1]
    assert "合计1户：土猪肉2斤（还剩198斤）、豆腐1块（还剩29块）" in last[1]


async def test_the_list_shows_doors_and_goods_and_nothing_else(town: Town, group: Group) -> None:
    await posted(town, group)
    for who in ("李阿公", "李阿婆", "王阿婆"):
        await group.says(who, "青菜1斤")
        await town.presses(who, "确认")
    await group.passes(20)
    running = (await group.lists())[-1]
    assert "1. 3幢201 青菜2斤\n2. 3幢202 青菜1斤\n" in running
    assert not [name for name in town.people if name in running]


async def test_a_later_line_corrects_the_order(town: Town, group: Group) -> None:
    window = await posted(town, group)
    await group.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await group.says("李阿公", "猪肉改3斤")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 3_000}
    await group.says("李阿公", "不要了")
    await town.presses("李阿公", "确认取消")
    assert await town.ordered("李阿公", window) == {}


async def test_an_edit_of_the_line_is_a_correction_of_it(town: Town, group: Group) -> None:
    window = await posted(town, group)
    line = await group.says("李阿公", "猪肉2斤 豆腐1块")
    await town.presses("李阿公", "确认")
    await group.edits("李阿公", line, "猪肉3斤")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 3_000}
    await group.edits("李阿公", line, "猪肉3斤 鸡蛋1盒")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 3_000, "鸡蛋": 1_000}


async def test_an_edit_before_the_confirmation_changes_what_is_to_be_confirmed(town: Town, group: Group) -> None:
    window = await posted(town, group)
    line = await group.says("李阿公", "猪肉2斤")
    await group.edits("李阿公", line, "猪肉1斤")
    await town.presses("李阿公", "确认")
    assert await town.ordered("李阿公", window) == {"土猪肉": 1_000}


async def test_an_edit_that_is_not_plain_is_asked_about_in_private(town: Town, group: Group) -> None:
    window = await posted(town, group)
    line = await group.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    before = await group.heard()
    await group.edits("李阿公", line, "算了吧没事了")
    assert "我拿不准，订单没有动" in await town.last("李阿公")
    await group.says("李阿公", "再加1斤猪肉")
    await town.presses("李阿公", "确认")
    await group.edits("李阿公", line, "猪肉1斤")
    assert "是改成1斤，还是再加1斤？" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {"土猪肉": 3_000}
    assert await group.heard() == before


async def test_an_edit_that_changes_no_amount_says_nothing(town: Town, group: Group) -> None:
    await posted(town, group)
    line = await group.says("李阿公", "猪肉2斤")
    before = await town.heard("李阿公")
    await group.edits("李阿公", line, "猪肉2斤，谢谢")
    assert await town.heard("李阿公") == before


async def test_an_edit_after_closing_changes_nothing_and_says_so_in_private(town: Town, group: Group) -> None:
    window = await posted(town, group)
    line = await group.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.later(9)
    before = await group.heard()
    await group.edits("李阿公", line, "猪肉1斤")
    assert "已经截止，您在群里改的那条没有算" in await town.last("李阿公")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}
    assert await group.heard() == before


async def test_a_new_line_after_closing_hears_in_private_that_it_is_closed(town: Town, group: Group) -> None:
    await posted(town, group)
    await town.later(9)
    await group.says("李阿公", "猪肉2斤")
    assert "土猪肉已经截止了" in await town.last("李阿公")
    assert await group.ticked() == []


async def test_at_closing_the_list_gets_its_last_edit(town: Town, group: Group) -> None:
    await posted(town, group)
    await group.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await group.passes(20)
    await group.passes(9 * 3600)
    await group.passes(60)
    operation, text, _, _ = (await group.rows())[-1]
    assert operation == Operation.EDIT
    assert text.startswith("【周六鲜菜团 接龙】已截止\n1. 3幢201 土猪肉2斤")


async def test_several_orders_are_one_edit_and_the_next_keeps_the_pace(town: Town, group: Group) -> None:
    await posted(town, group)
    await group.passes(20)
    before = len(await group.lists())
    for who in ("李阿公", "王阿婆", "小陈"):
        await group.says(who, "青菜1斤")
        await town.presses(who, "确认")
    await group.passes(3)
    assert len(await group.lists()) == before + 1
    await group.says("小林", "青菜1斤")
    await town.presses("小林", "确认")
    await group.passes(3)
    assert len(await group.lists()) == before + 1
    await group.passes(15)
    assert len(await group.lists()) == before + 2
    await group.passes(60)
    await group.passes(60)
    assert len(await group.lists()) == before + 2


async def test_an_edit_never_overtakes_its_post(town: Town, group: Group) -> None:
    await town.opens_window()
    await group.says(CADRE, "发到群里")
    await town.later(2 / 3600)
    await group.says("李阿公", "青菜1斤")
    await town.presses("李阿公", "确认")
    for _ in range(5):
        await town.later(30 / 3600)
    assert len(await group.lists()) == 1
    await group.delivers()
    await town.later(30 / 3600)
    assert [operation for operation, text, _, _ in await group.rows() if "接龙】" in text] == ["send", "edit"]


async def test_a_list_that_was_deleted_is_posted_anew_once(town: Town, group: Group) -> None:
    await posted(town, group)
    for who in ("李阿公", "王阿婆"):
        await group.says(who, "青菜1斤")
        await town.presses(who, "确认")
        await town.later(20 / 3600)
        await group.refuses()
        await town.later(20 / 3600)
        await group.delivers()
    await town.later(60 / 3600)
    assert [operation for operation, text, _, _ in await group.rows() if "接龙】" in text] == [
        "send", "edit", "send", "edit",
    ]  # fmt: skip


async def test_posted_again_the_list_stands_below_and_the_old_one_says_so(town: Town, group: Group) -> None:
    await posted(town, group)
    await group.says(CADRE, "发到群里")
    await group.passes(2)
    shown = [(operation, text[:9]) for operation, text, _, _ in await group.rows()]
    assert shown[-2:] == [("edit", "这一份名单不再更新"), ("send", "【周六鲜菜团 接龙")]


async def test_chatter_is_left_alone(town: Town, group: Group) -> None:
    await posted(town, group)
    before, private = await group.rows(), await town.heard("李阿公")
    for words in ("大家好", "今天天气不错", "昨天的猪肉真香", "不要了吧", "好", "谢谢主任", "3", "几点做核酸"):
        await group.says("李阿公", words)
        await group.says(STRANGER, words)
    assert await group.rows() == before
    assert await town.heard("李阿公") == private


async def test_a_list_copied_with_a_line_added_is_no_order_and_its_writer_hears_why(town: Town, group: Group) -> None:
    await posted(town, group)
    before = await group.rows()
    await group.says("李阿公", "接龙\n1. 3幢202 猪肉2斤\n2. 1幢101 豆腐1块\n3. 3幢201 青菜1斤")
    assert "只写自己要的就行" in await town.last("李阿公")
    assert await group.rows() == before


@pytest.mark.parametrize("who", [CADRE, "小陈"])
async def test_a_chain_that_staff_put_into_the_group_is_read_back_to_them_in_private(
    town: Town, group: Group, who: str
) -> None:
    window = await posted(town, group)
    before = await group.rows()
    await group.says(who, "#接龙\n1. 李阿公 3幢201 猪肉2斤\n2. 王阿婆 3幢202 青菜3斤")
    assert "读到2户，2样" in await town.last(who)
    assert "1 李阿公 3幢201　土猪肉2斤" in await town.last(who)
    assert await group.rows() == before
    assert await town.taken(window) == {}
    await town.presses(who, "确认记下")
    assert await town.ordered("李阿公", window) == {"土猪肉": 2_000}
    assert await town.ordered("王阿婆", window) == {"青菜": 3_000}
    await group.passes(20)
    assert "3幢202 青菜3斤" in (await group.rows())[-1][1]


async def test_a_chain_in_the_group_is_no_correction_of_the_one_under_review(town: Town, group: Group) -> None:
    await posted(town, group)
    await town.says(CADRE, "#接龙\n1. 李阿公 3幢201 猪肉2斤\n2. 王阿婆 3幢202 青菜3斤")
    message = await group.says(CADRE, "#接龙\n1. 王阿婆 3幢202 豆腐1块")
    assert "1 王阿婆 3幢202　豆腐1块" in await town.last(CADRE)
    assert "李阿公" not in await town.last(CADRE)
    await group.edits(CADRE, message, "#接龙\n1. 王阿婆 3幢202 豆腐1块\n2. 小林 1-102 带鱼1斤")
    assert "2 小林 1-102　带鱼1斤" in await town.last(CADRE)
    await group.says(CADRE, "2 猪肉1斤")
    assert "小林" not in await town.last(CADRE)


async def test_a_question_about_a_price_is_answered_in_private(town: Town, group: Group) -> None:
    await posted(town, group)
    before = await group.rows()
    await group.says("李阿公", "猪肉多少钱")
    assert "35元/斤" in await town.last("李阿公")
    assert await group.rows() == before


async def test_limits_and_doubts_are_told_in_private_only(town: Town, group: Group) -> None:
    await posted(town, group)
    before = await group.rows()
    await group.says("李阿公", "猪肉9斤")
    assert "每户限4斤" in await town.last("李阿公")
    await group.says("王阿婆", "来点带鱼")
    assert "要几斤" in await town.last("王阿婆")
    assert await group.rows() == before


async def test_health_is_never_answered_in_the_group(town: Town, group: Group) -> None:
    await posted(town, group)
    before = await group.rows()
    await group.says("李阿公", "37.8咳嗽")
    assert await group.rows() == before
    assert "小陈" in await town.last("李阿公")
    assert "37.8咳嗽" in await town.last("小陈")


async def test_a_report_of_temperatures_in_a_group_is_recorded_and_answered_in_private(
    town: Town, group: Group
) -> None:
    await posted(town, group)
    await town.says("李阿公", "帮助")
    await town.observes("李阿公")
    before = await group.rows()
    await group.says("李阿公", "36.5")
    assert await group.rows() == before
    assert "已记：李阿公 36.5" in await town.last("李阿公")


async def test_a_line_with_health_in_it_is_not_even_ticked(town: Town, group: Group) -> None:
    await posted(town, group)
    await group.says("李阿公", "猪肉2斤，咳嗽去不了")
    assert await group.ticked() == []


async def test_somebody_unknown_is_told_once_how_to_write_in_private(town: Town, group: Group) -> None:
    await posted(town, group)
    line = await group.says(STRANGER, "猪肉2斤")
    await group.says(STRANGER, "37.8咳嗽")
    await group.says(STRANGER, "再加豆腐1块")
    told = [row for row in await group.rows() if "请私聊我" in row[1]]
    assert [(answers, link) for _, _, answers, link in told] == [(line, "https://t.me/TongxinTestBot?start=group")]
    assert "猪肉" not in told[0][1]
    assert "咳" not in told[0][1]


async def test_what_somebody_unknown_ordered_is_taken_up_when_they_have_introduced_themselves(
    town: Town, group: Group
) -> None:
    window = await posted(town, group)
    line = await group.says(STRANGER, "猪肉2斤")
    await group.edits(STRANGER, line, "猪肉1斤")
    await town.says(STRANGER, "/start group")
    assert "您说的“猪肉1斤”我先记着" in await town.last(STRANGER)
    await town.says(STRANGER, "张三丰 1幢102")
    assert "土猪肉 1斤" in await town.last(STRANGER)
    town.people[STRANGER] = await found(town, "张三丰")
    await town.presses(STRANGER, "确认")
    assert await town.ordered(STRANGER, window) == {"土猪肉": 1_000}


async def test_somebody_known_who_never_wrote_is_told_the_same_and_comes_by_the_link(
    town: Town, group: Group
) -> None:
    await posted(town, group)
    await town.database.write(lambda tx: town._settle(tx, "老赵", "2幢301", ""))
    line = await group.says("老赵", "猪肉2斤")
    assert [row[2] for row in await group.rows() if "请私聊我" in row[1]] == [line]
    assert await group.ticked() == []
    await town.says("老赵", "/start group")
    assert "您要的是" in await town.last("老赵")
    await town.says("老赵", "/start group")
    assert "要订菜直接说" in await town.last("老赵")


async def test_what_is_open_in_private_is_not_ended_by_a_line_in_the_group(town: Town, group: Group) -> None:
    await posted(town, group)
    await town.says(CADRE, "/window")
    await group.says(CADRE, "猪肉2斤")
    await town.says(CADRE, "五花肉30元/斤，今晚8点截止")
    assert "请核对一下" in await town.last(CADRE)


async def test_a_group_that_is_no_villages_is_none_of_ours(town: Town, group: Group) -> None:
    await town.opens_window()
    await group.says("李阿公", "猪肉2斤")
    await group.says(STRANGER, "猪肉2斤")
    assert await group.rows() == []


async def test_a_cadre_posts_from_the_private_chat_once_the_group_is_bound(town: Town, group: Group) -> None:
    await town.says(CADRE, "发到群里")
    assert "还没有连上的群" in await town.last(CADRE)
    await group.says(CADRE, "/post")
    await town.says(CADRE, "明天到货🐷土猪肉35元/斤 限4斤，带鱼25元/斤，今晚8点截止，文化礼堂拿")
    await town.presses(CADRE, "开团")
    assert await town.choices(CADRE) == ["发到群里", "复制到微信群"]
    assert "村里的群要不要也发一下" in await town.last(CADRE)
    await town.presses(CADRE, "发到群里")
    await group.passes(2)
    assert len(await group.heard()) == 2


async def test_villagers_neither_post_nor_copy(town: Town, group: Group) -> None:
    await town.opens_window()
    for words in ("发到群里", "复制到微信群"):
        await town.says("李阿公", words)
        assert "要村干部来发" in await town.last("李阿公")


async def test_every_text_can_be_copied_for_a_group_that_no_bot_reads(town: Town, group: Group) -> None:
    await town.opens_window()
    await town.says("李阿公", "猪肉2斤")
    await town.presses("李阿公", "确认")
    await town.says(CADRE, "微信群文字")
    _, window, running = (await town.heard(CADRE))[-3:]
    for text in (window, running):
        assert "订菜请点：http://village.test/chat" in text
        assert "https://t.me/TongxinTestBot" in text
    assert "土猪肉　35元/斤" in window
    assert "1. 3幢201 土猪肉2斤" in running
    await town.later(9)
    await town.says(CADRE, "复制到微信群")
    assert (await town.last(CADRE)).startswith("【周六鲜菜团】已截止，谢谢大家。\n1. 3幢201 土猪肉2斤")


async def test_the_posted_account_stands_in_the_group_once_and_can_be_copied(town: Town, group: Group) -> None:
    window = await posted(town, group)
    await group.says("李阿公", "鸡蛋1盒")
    await town.presses("李阿公", "确认")
    await group.passes(9 * 3600)
    await town.database.write(lambda tx: accounts.post(tx, window, town.now))
    await group.passes(1)
    (account,) = [text for text in await group.heard() if "结账公布" in text]
    assert "货款20元" in account
    assert "李阿公" not in account
    assert "3幢201" not in account
    await town.says(CADRE, "复制到微信群")
    assert await town.last(CADRE) == account


async def test_a_changed_window_changes_its_list(town: Town, group: Group) -> None:
    window = await posted(town, group)
    await group.says("李阿公", "鸡蛋1盒")
    await town.presses("李阿公", "确认")
    await group.passes(20)
    await group.passes(20)

    def work(tx: Transaction) -> None:
        eggs = next(item for item in windows.items(tx, window) if item.name == "鸡蛋")
        changing.change_window(tx, window, WindowChange(quotas={eggs.id: 5_000}), 0, town.now)

    await town.database.write(work)
    await group.passes(20)
    assert "鸡蛋1盒（还剩4盒）" in (await group.lists())[-1]


async def found(town: Town, name: str) -> int:
    return (await town.database.read(lambda tx: people.named(tx, name)))[0][0]


