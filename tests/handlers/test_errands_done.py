"""What becomes of an errand in hand: promised, photographed, its money, done or not, answered by whoever asked."""

from broadcasts.forwarding import forward
from domain.messages import FileReference
from nlu.names import search_terms
from storage import errands, households, people
from storage.database import Transaction
from tests.errands import errand, every, history, in_hand, kept_in, photo
from tests.town import HOUR, NOON, Town


async def test_the_whole_course_from_the_asking_to_the_answer(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    assert "归您办" in await town.last("小陈")
    assert await town.choices("小陈") == ["一小时内", "今天下午", "今天晚上", "明天上午", "办不了"]
    assert "小陈（13800000011）接了" in await town.last("李阿公")
    assert "小陈接了" in await town.last("小林")
    await town.presses("小陈", "今天下午")
    assert "小陈（13800000011）说好今天（周一）18:00前办好" in await town.last("李阿公")
    await town.says("小陈", "放到了")
    assert "放在门口了。等人走开再开门拿" in await town.last("李阿公")
    assert await town.choices("李阿公") == ["办好了", "没办好"]
    await town.presses("李阿公", "办好了")
    assert "李阿公家说代办1办好了" in await town.last("小陈")
    assert (await errand(town)).state == "confirmed"
    assert await history(town) == ["asked", "taken", "promised", "left", "confirmed"]


async def test_everything_can_be_said_with_the_number(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.says("小陈", "#1 我来办")
    await town.says("小陈", "下午三点")
    assert "15:00前" in await town.last("李阿公")
    await town.says("小陈", "1 办好了，垫了23.5")
    assert "小陈说办好了。\n小陈替您垫了23.5元" in await town.last("李阿公")
    assert "垫的23.5元还没还" in await town.last("小陈")
    await town.says("李阿公", "办好了")
    assert (await errand(town)).state == "confirmed"
    await town.says("小陈", "钱收到了")
    assert "还了您23.5元，清了" in await town.last("小陈")
    assert "小陈收到您还的23.5元（代办1），清了" in await town.last("李阿公")


async def test_a_time_with_the_number_is_a_promise_and_no_new_errand(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我取个快递")
    await town.says("小陈", "代办1 我来办")
    await town.says("小陈", "代办1 下午三点前")
    assert "15:00前办好" in await town.last("李阿公")
    for words in ("代办1 怎么样了", "代办1", "代办1：在路上了"):
        await town.says("小陈", words)
        assert "代办1：取个快递（小陈在办，说好今天（周一）15:00前）" in await town.last("小陈")
    assert len(await every(town)) == 1


async def test_a_promise_in_the_past_is_asked_again(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    await town.says("小陈", "上午9点")
    assert "这个时间已经过了" in await town.last("小陈")
    assert (await errand(town)).promised_at is None
    await town.says("小陈", "明天上午")
    assert (await errand(town)).promised_at == NOON + 24 * HOUR


async def test_not_done_opens_it_again_with_the_reason_and_tells_the_cadre(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我买两瓶酱油")
    await town.presses("小陈", "我来办")
    await town.says("小陈", "办好了")
    await town.presses("李阿公", "没办好")
    assert "哪里没办好" in await town.last("李阿公")
    assert "没办好，重新找人了" in await town.last("陈主任")
    assert (await errand(town)).state == "open"
    await town.says("李阿公", "少了一瓶")
    assert "哪里没办好：少了一瓶" in await town.last("陈主任")
    assert "哪里没办好：少了一瓶" in await town.last("小陈")
    await town.presses("小陈", "我来办")
    await town.says("小陈", "办好了")
    await town.says("李阿公", "没办好，还少一瓶")
    assert "已经告诉网格员和村干部" in await town.last("李阿公")
    assert "哪里没办好：还少一瓶" in await town.last("陈主任")
    assert (await errand(town)).reopened == 2


async def test_without_an_answer_it_counts_as_unanswered_and_can_still_be_opened(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    await town.says("小陈", "办好了")
    await town.later(23.9)
    assert (await errand(town)).state == "done"
    await town.later(0.2)
    assert (await errand(town)).state == "unanswered"
    assert "先记作“没有回音”" in await town.last("李阿公")
    await town.says("李阿公", "代办1 没办好")
    assert (await errand(town)).state == "open"


async def test_the_asker_calls_it_off_and_the_taker_hears_it(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.presses("小陈", "我来办")
    await town.says("李阿公", "不用办了")
    assert "不用办了，3幢201说不需要了" in await town.last("小陈")
    assert (await errand(town)).state == "cancelled"
    await town.says("小陈", "代办1 办好了")
    assert "取消了，没有改" in await town.last("小陈")


async def test_called_off_by_whoever_entered_it_the_old_person_hears_it(town: Town) -> None:
    await town.says("王阿婆", "帮3幢201李阿公代办：去驿站拿个包裹")
    await town.presses("王阿婆", "不用办了")
    assert await town.last("李阿公") == "代办1（去驿站拿个包裹）不办了。"


async def test_whoever_entered_it_is_asked_when_the_old_person_reads_nowhere(town: Town) -> None:
    def work(tx: Transaction) -> None:
        area = town.microgrid.id
        home = households.ensure(tx, town.village.id, area, "12号", "12", NOON)
        town.people["赵阿婆"] = people.add(
            tx, "赵阿婆", town.village.id, NOON, terms=search_terms("赵阿婆"), household=home.id, confirmed=True
        )

    await town.database.write(work)
    await town.says("小陈", "帮12号赵阿婆代办：买盒感冒药")
    assert (await errand(town)).asker == town.people["小陈"]
    assert await town.choices("小陈") != []
    assert any("谁不舒服" in text for text in await town.heard("小陈"))
    await town.says("小林", "代办1 我来办")
    await town.says("小林", "办好了")
    assert "请问一下赵阿婆：办好了吗？" in await town.last("小陈")
    await town.says("小陈", "代办1 办好了")
    assert (await errand(town)).state == "confirmed"


async def test_money_is_asked_about_when_it_is_much_nothing_or_said_twice(town: Town) -> None:
    await in_hand(town)
    await town.says("小陈", "垫了0")
    assert "不用记" in await town.last("小陈")
    await town.says("小陈", "垫了6000")
    assert "垫了6000元，没弄错吧" in await town.last("小陈")
    assert await town.choices("小陈") == ["一共6000元", "不用"]
    await town.presses("小陈", "不用")
    await town.says("小陈", "垫了20")
    assert "垫了20元，请方便时还给小陈" in await town.last("李阿公")
    await town.says("小陈", "垫了25")
    assert await town.choices("小陈") == ["一共25元", "再加25元", "不用"]
    await town.presses("小陈", "一共25元")
    assert "替您垫了25元" in await town.last("李阿公")
    await town.says("小陈", "钱收到了30")
    assert "只有25元没还" in await town.last("小陈")
    await town.says("小陈", "钱收到了20")
    assert "还差5元" in await town.last("李阿公")


async def test_which_of_several_is_asked(town: Town) -> None:
    await in_hand(town, "小陈", "帮我去驿站拿个包裹", "帮我买瓶酱油")
    await town.says("小陈", "办好了")
    assert "说的是哪一件" in await town.last("小陈")
    assert await town.choices("小陈") == ["2 买瓶酱油", "1 去驿站拿个包裹", "都不是"]
    await town.presses("小陈", "2 买瓶酱油")
    assert (await errand(town, 2)).state == "done"
    assert (await errand(town, 1)).state == "taken"


async def test_done_by_somebody_who_has_not_taken_it(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.says("小陈", "代办1 办好了")
    assert "还没有人接。是您办好的吗" in await town.last("小陈")
    assert (await errand(town)).state == "open"
    await town.presses("小陈", "是我办的")
    assert (await errand(town)).state == "done"
    assert (await errand(town)).taken_by == town.people["小陈"]


async def test_a_photo_is_of_the_errand_in_hand_and_goes_to_the_asker(town: Town) -> None:
    await in_hand(town)
    await town.sends("小陈", await photo(town))
    assert "代办1（去驿站拿个包裹）办好了吗" in await town.last("小陈")
    assert (await errand(town)).state == "taken"
    await town.presses("小陈", "放到了")
    asked = (await town.said_to("李阿公"))[-1]
    assert "放在门口了" in asked.text
    assert asked.file is not None
    assert await history(town) == ["asked", "taken", "left", "photo"]


async def test_a_photo_right_after_it_was_done_is_asked_about_and_goes_to_the_asker_once(town: Town) -> None:
    await in_hand(town)
    await town.says("小陈", "办好了")
    before = len(await town.said_to("李阿公"))
    await town.sends("小陈", await photo(town))
    assert "是代办1（去驿站拿个包裹）的吗" in await town.last("小陈")
    await town.presses("小陈", "不是代办的照片")
    assert len(await town.said_to("李阿公")) == before
    await town.sends("小陈", await photo(town))
    await town.presses("小陈", "是代办1的")
    assert "照片收到，记在代办1（去驿站拿个包裹）下面" in await town.last("小陈")
    shown = (await town.said_to("李阿公"))[-1]
    assert shown.text == "代办1的照片，小陈拍的。"
    assert shown.file is not None
    assert await history(town) == ["asked", "taken", "done", "photo"]
    await town.sends("小陈", await photo(town))
    assert "记在代办" not in await town.last("小陈")


async def test_of_several_in_hand_a_photo_asks_which(town: Town) -> None:
    await in_hand(town, "小陈", "帮我去驿站拿个包裹", "帮我买瓶酱油")
    await town.sends("小陈", await photo(town))
    assert await town.choices("小陈") == ["1 去驿站拿个包裹 办好了", "2 买瓶酱油 办好了", "不是代办的照片"]
    await town.presses("小陈", "不是代办的照片")
    assert (await errand(town)).state == "taken"


async def test_the_list_of_the_day_has_errands_and_ticks_them(town: Town) -> None:
    await kept_in(town)
    await town.says("李阿公", "帮我去驿站拿个包裹")
    await town.says("小陈", "/today")
    assert "代办 李阿公 3幢201：#1 去驿站拿个包裹 13800000001" in await town.last("小陈")
    await town.says("小陈", "1 我来")
    assert (await errand(town)).taken_by == town.people["小陈"]
    await town.says("小陈", "/today")
    assert "【您在办】" in await town.last("小陈")
    await town.presses("小陈", "#1 李阿公 办好了")
    assert (await errand(town)).state == "done"


async def test_a_number_that_may_be_of_the_list_or_of_an_errand_is_asked(town: Town) -> None:
    await in_hand(town, "小陈", "帮我去驿站拿个包裹", "帮我买瓶酱油")
    await town.later(1)
    await town.says("王阿婆", "找人")
    await town.says("小陈", "/today")
    await town.says("小陈", "1 办好了")
    assert "是今日清单里的一条，也是一件代办" in await town.last("小陈")
    assert (await errand(town)).state == "taken"
    await town.says("小陈", "代办1 办好了")
    assert (await errand(town)).state == "done"


async def test_how_errands_stand_is_told_to_both_sides(town: Town) -> None:
    await in_hand(town)
    await town.says("李阿公", "我的代办")
    assert "代办1：去驿站拿个包裹（小陈在办）" in await town.last("李阿公")
    await town.says("小陈", "我的代办")
    assert "您手上在办的" in await town.last("小陈")
    await town.says("王阿婆", "我的代办")
    assert "现在没有代办" in await town.last("王阿婆")


async def test_a_photo_that_its_vendor_still_holds_goes_to_the_asker_once_fetched(town: Town) -> None:
    await in_hand(town)
    held = FileReference("photo", "vendor-7", "image/jpeg")
    await town.does(town.update("小陈", text="1 办好了", files=(held,)))
    assert (await errand(town)).state == "done"
    kept = await photo(town)
    rows = await town.database.read(lambda tx: errands.events(tx, (errands.every(tx, 0, 1))[0].id))
    saying = next(event.saying for event in rows if event.saying)
    await town.database.write(lambda tx: forward(tx, saying, kept, town.now, town.writer))
    assert (await town.said_to("李阿公"))[-1].file is not None


async def test_everybody_of_the_household_may_answer_and_call_it_off(town: Town) -> None:
    await in_hand(town)
    await town.says("小陈", "办好了")
    await town.says("李阿婆", "代办1 没办好 少了一瓶")
    assert (await errand(town)).state == "open"
    await town.says("李阿婆", "不用办了")
    assert (await errand(town)).state == "cancelled"


async def test_whoever_laid_money_out_gets_it_back_though_another_did_the_errand(town: Town) -> None:
    await in_hand(town)
    await town.says("小陈", "垫了5")
    await town.says("小陈", "办不了")
    await town.presses("小林", "我来办")
    await town.says("小林", "办好了")
    assert "小林说办好了" in await town.last("李阿公")
    await town.says("小林", "代办1 钱收到了")
    assert "没有记过垫钱" in await town.last("小林")
    await town.says("小陈", "钱收到了")
    assert "小陈收到您还的5元（代办1），清了" in await town.last("李阿公")


async def test_whether_it_is_done_is_asked_in_many_words(town: Town) -> None:
    await town.says("李阿公", "办好了没有")
    assert "代办1" not in await town.last("李阿公")
    await kept_in(town)
    await town.says("李阿公", "还有快递帮我拿一下")
    assert "记下了，代办1：" in await town.last("李阿公")
    for words in ("办好了没有", "快递拿了吗", "我的快递呢", "有人去了吗"):
        await town.says("李阿公", words)
        assert "代办1" in await town.last("李阿公"), words
