"""A grid worker's day, line by line as docs/tour.md tells it."""

from pathlib import Path

import pytest

from tests.town import Town

TOUR = (Path(__file__).parents[2] / "docs" / "tour.md").read_text("utf-8")


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_grid_workers_day_is_as_the_tour_tells_it(town: Town) -> None:
    async def says(who: str, line: str) -> str:
        assert f"| {line} |" in TOUR
        await town.says(who, line)
        return await town.last(who)

    await says("小陈", "登记观察 3幢201 全家 密接 昨天最后接触 居家14天")
    await town.presses("小陈", "确认")
    await town.presses("李阿公", "收到")
    assert "要办1件" in await says("小陈", "今天要做什么")
    await town.later(6)
    assert "请报晚上的体温：李阿公、李阿婆" in await town.last("李阿公")
    assert "体温是多少" in await says("李阿公", "都好")
    await says("李阿公", "李阿公36.5，李阿婆37.8，李阿婆有点咳")
    assert any("已经告诉小陈、小林、刘医生" in text for text in await town.heard("李阿公"))
    await town.presses("小林", "我来处理")
    assert "网格员小林接手了" in await town.last("李阿公")
    await town.presses("小林", "村医看过了")
    assert "不再标红" in await town.last("小林")

    assert "代办1" in await says("李阿公", "帮我买盒降压药")
    await town.presses("小陈", "我来办")
    await town.presses("小陈", "一小时内")
    await says("小陈", "放到了，垫了23.5")
    assert "垫了23.5元" in await town.last("李阿公")
    await town.presses("李阿公", "办好了")
    assert "清了" in await says("小陈", "钱收到了")
    assert "走访2户" in await says("小陈", "3幢201到202都正常，202没人")
    await town.presses("小陈", "确认")
    assert "今天还有4户" in await town.last("小陈")

    for hours, who, words in ((14, "李阿公", "请报早上的体温"), (1, "李阿公", "还没收到早上的体温"),
                              (1, "小陈", "没报体温"), (2, "陈主任", "没报")):  # fmt: skip
        await town.later(hours)
        assert any(words in text for text in await town.heard(who)), words
    assert "李阿公 36.5，李阿婆 36.7" in await says("小陈", "3幢201 36.5 36.7")
    await says("王阿婆", "我要反映楼上半夜装修，太吵")
    await town.presses("王阿婆", "提交")
    assert "反映 #2" in await town.last("王阿婆")
    assert "记下了：#1 李阿公 11月30日核酸阴性" in await says("小陈", "李阿公 核酸阴性 昨天")
    early = await says("陈主任", "李阿公解除")
    assert "还有13天没满" in early
    assert "真要提前，请说“李阿公 提前结束”，后面写上原因" in early
    assert "没有期满" in await says("陈主任", "解除名单")
    assert "小陈" in await says("李阿公", "谁看过我的资料")
