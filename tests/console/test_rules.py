"""Reminders on the console: read back with their next times, kept once, changed, switched off, on and put off."""

import httpx

from domain.rules import USUAL, Rule, State
from storage import rules
from tests.console.house import Office, post, token

HERE = "/console/rules"
FIELDS = {
    "to": "全村的网格员",
    "when": "每天7:30和16:30，到20号为止",
    "text": "请交日报",
    "follow": "yes",
    "rule": "",
}


async def saved(client: httpx.AsyncClient, times: int = 1, **details: str) -> httpx.Response:
    draft = await post(client, HERE, f"{HERE}/read", **(FIELDS | details))
    seen = draft.text.partition('name="seen" value="')[2].partition('"')[0]
    fields = FIELDS | details | {"token": token(draft), "seen": seen}
    for _ in range(times):
        answer = await client.post(f"{HERE}/save", data=fields)
    return answer


async def kept(office: Office, number: int = 1) -> Rule | None:
    return await office.database.read(lambda tx: rules.numbered(tx, office.town.village.id, number))


async def test_a_rule_is_read_back_and_kept_once_however_often_it_is_pressed(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        draft = await post(client, HERE, f"{HERE}/read", **FIELDS)
        assert "每天7:30、16:30，到12月20日为止" in draft.text
        assert "今天 16:30, 明天 07:30, 明天 16:30" in draft.text
        assert "现在3人" in draft.text
        assert await kept(office) is None
        await saved(client, times=2)
        rule = await kept(office)
        assert rule is not None
        assert rule.follow == USUAL
        assert await kept(office, 2) is None
        assert "请交日报" in (await client.get(HERE)).text


async def test_what_is_not_clear_is_said_and_nothing_is_kept(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        for details, told in (
            ({"when": "每天7点"}, "早上还是晚上"),
            ({"when": "4月31号9:00"}, "没有这一天"), ({"when": "随便"}, "没看懂"),
            ({"to": "9号楼"}, "没有9号楼"),
            ({"to": "全村的志愿者"}, "一个人也没有"), ({"when": "今天9:00"}, "已经过了"),
            ({"text": "{姓明}您好"}, "填不上"), ({"when": "9:30"}, "是每天还是哪一天"),
        ):  # fmt: skip
            answer = await saved(client, **details)
            assert told in answer.text, details
    assert await kept(office) is None


async def test_a_rule_is_changed_switched_and_put_off(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        await saved(client)
        before = await kept(office)
        assert before is not None
        form = await client.get(f"{HERE}?rule={before.id}")
        assert 'value="每天7:30、16:30，到12月20日为止"' in form.text
        to = form.text.partition('name="to"')[2].partition('value="')[2].partition('"')[0]
        await saved(client, rule=str(before.id), to=to, when="每三天上午9点")
        after = await kept(office)
        assert after is not None
        assert after.replaces == before.id
        for act, state in (("off", State.OFF), ("on", State.ON)):
            await post(client, HERE, f"{HERE}/{after.id}", act=act)
            assert (await kept(office) or before).state is state
        await post(client, HERE, f"{HERE}/{after.id}", act="snooze", day="2026-12-05")
        assert "12月6日 09:00" in (await client.get(HERE)).text
        refused = await post(client, HERE, f"{HERE}/{after.id}", act="snooze", day="2026-11-01")
        assert "rule_not_done" in refused.headers["location"]


async def test_only_who_sends_notices_has_the_page(office: Office) -> None:
    async with office.signed_in("小陈") as client:
        assert (await client.get(HERE)).status_code == 404
        assert "/console/rules" not in (await client.get("/console/people")).text
