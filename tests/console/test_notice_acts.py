"""What is done about a notice on its board, each once, and by whom it may be done."""

import re

import httpx

from domain.notices import State
from domain.people import Role
from domain.settings import Setting
from storage import broadcasts, people, recipients, settings
from storage.database import Transaction
from tests.console.house import Office, post
from tests.console.test_composing import SEND, carried, looks
from tests.console.test_notices import answers, sends

ABOVE = Setting.NOTICE_SECOND_PERSON_ABOVE


async def presses(client: httpx.AsyncClient, notice: int, broadcast: int, act: str, **fields: str) -> httpx.Response:
    board = f"/console/notices/{notice}"
    return await post(client, board, f"{board}/act?of={broadcast}", act=act, **fields)


async def state(office: Office, broadcast: int) -> State:
    found = await office.database.read(lambda tx: broadcasts.get(tx, broadcast))
    assert found is not None
    return found.state


async def counts(office: Office, broadcast: int) -> dict[str, int]:
    return await office.database.read(lambda tx: recipients.counts(tx, broadcast))


async def ends(office: Office, broadcast: int, who: str, state: str) -> None:
    """A copy came to an end at its channel."""

    def work(tx: Transaction) -> None:
        tx.connection.execute(
            f"update outbox set state = '{state}' where broadcast = {broadcast} and person = {office.people[who]}"  # noqa: S608
        )

    await office.database.write(work)


async def test_it_is_paused_goes_on_and_is_called_off(office: Office) -> None:
    notice, broadcast = await sends(office)
    async with office.signed_in("陈主任") as client:
        paused = await presses(client, notice, broadcast, "pause")
        assert "done=paused" in paused.headers["location"]
        assert "接着发" in (await client.get(paused.headers["location"])).text
        assert "done=over" in (await presses(client, notice, broadcast, "pause")).headers["location"]
        await presses(client, notice, broadcast, "resume")
        assert await state(office, broadcast) is State.RUNNING
        await presses(client, notice, broadcast, "cancel")
    assert await state(office, broadcast) is State.CANCELLED
    assert await counts(office, broadcast) == {"cancelled": 7, "phone": 2}
    deeds = [deed for _, deed in await office.deeds(broadcast)]
    assert {"pause_notice", "resume_notice", "cancel_notice"} <= set(deeds)


async def test_it_is_taken_back_once(office: Office) -> None:
    notice, broadcast = await sends(office)
    async with office.signed_in("陈主任") as client:
        first = await presses(client, notice, broadcast, "withdraw")
        again = await presses(client, notice, broadcast, "withdraw")
    assert first.headers["location"] == again.headers["location"]
    made = await office.database.read(lambda tx: broadcasts.of_notice(tx, notice))
    assert [each.operation.value for each in made] == ["withdraw", "send"]


async def test_those_of_whom_nothing_is_known_are_listed_and_one_press_sends_to_them_again(office: Office) -> None:
    notice, broadcast = await sends(office)
    await ends(office, broadcast, "李阿公", "unknown")
    async with office.signed_in("陈主任") as client:
        shown = (await client.get(f"/console/notices/{notice}")).text
        assert "这几位不知道收没收到" in shown
        assert "给这 1 位再发一次" in shown
        done = await presses(client, notice, broadcast, "again")
        assert "done=again&n=1" in done.headers["location"]
        assert "done=over" in (await presses(client, notice, broadcast, "again")).headers["location"]
    await office.town.later(0)
    assert len([text for text in await office.town.heard("李阿公") if "停水" in text]) == 2
    assert len([text for text in await office.town.heard("王阿婆") if "停水" in text]) == 1


async def test_or_they_count_as_not_told_and_are_phoned(office: Office) -> None:
    notice, broadcast = await sends(office)
    await ends(office, broadcast, "李阿公", "unknown")
    async with office.signed_in("陈主任") as client:
        await presses(client, notice, broadcast, "not_told")
        assert "这几位不知道收没收到" not in (await client.get(f"/console/notices/{notice}")).text
    assert (await counts(office, broadcast))["phone"] == 3


async def test_who_has_answered_since_is_not_among_the_unknown(office: Office) -> None:
    notice, broadcast = await sends(office)
    await ends(office, broadcast, "李阿公", "unknown")
    await answers(office, "李阿公")
    async with office.signed_in("陈主任") as client:
        assert "这几位不知道收没收到" not in (await client.get(f"/console/notices/{notice}")).text


async def test_only_the_silent_are_reminded_and_their_doors_handed_over(office: Office) -> None:
    notice, broadcast = await sends(office)
    await answers(office, "李阿公")
    for who in office.people:
        await ends(office, broadcast, who, "sent")
    office.town.now += 5 * 3_600_000
    async with office.signed_in("陈主任") as client:
        reminded = await presses(client, notice, broadcast, "remind")
        assert re.search(r"提醒了\d个没回的人", reminded.text), reminded.text
        handed = await presses(client, notice, broadcast, "hand")
        assert "交给网格员了" in handed.text
    await office.town.later(0)
    assert len([text for text in await office.town.heard("李阿公") if "停水" in text]) == 1
    assert len([text for text in await office.town.heard("王阿婆") if "停水" in text]) == 2


async def test_a_second_person_sees_what_waits_and_lets_it_go_out(office: Office) -> None:
    await office.settles("街道老张", "12幢101")

    def hire(tx: Transaction) -> None:
        people.give_role(tx, office.people["街道老张"], Role.STREET, office.town.village.id)
        settings.put(tx, ABOVE, office.town.village.id, "5", 0, 0, office.town.now)

    await office.database.write(hire)
    async with office.signed_in("陈主任") as client:
        look = await looks(client)
        assert "要等第二个人确认：街道老张" in look.text
        sent = await client.post(SEND, data=carried(look) | {"act": "send"})
        assert "done=waits" in sent.headers["location"]
        board = sent.headers["location"].partition("?")[0]
        broadcast = int(re.search(r"of=(\d+)", sent.headers["location"])[1])  # type: ignore[index]
        notice = int(board.rpartition("/")[2])
        assert "done=not_yours" in (await presses(client, notice, broadcast, "approve")).headers["location"]
    async with office.signed_in("街道老张") as client:
        assert "等您确认的" in (await client.get("/console/notices")).text
        assert "可以发" in (await client.get(board)).text
        await presses(client, notice, broadcast, "approve")
        assert "done=over" in (await presses(client, notice, broadcast, "decline")).headers["location"]
    assert await state(office, broadcast) is State.SCHEDULED


async def test_what_needs_a_second_person_where_there_is_none_cannot_be_sent(office: Office) -> None:
    village, now = office.town.village.id, office.town.now
    await office.database.write(lambda tx: settings.put(tx, ABOVE, village, "5", 0, 0, now))
    async with office.signed_in("陈主任") as client:
        look = await looks(client)
        assert "没有别的人管得到这么大的范围" in look.text
        assert 'value="send"' not in look.text
        assert (await client.post(SEND, data=carried(look) | {"act": "send"})).status_code == 422


async def test_beyond_so_many_a_day_it_is_said_what_to_do(office: Office) -> None:
    village, now = office.town.village.id, office.town.now
    await office.database.write(lambda tx: settings.put(tx, Setting.NOTICES_A_DAY, village, "1", 0, 0, now))
    async with office.signed_in("陈主任") as client:
        look = await looks(client)
        assert "请并成一条" not in look.text
        sent = await client.post(SEND, data=carried(look) | {"act": "send"})
        assert "done=sent" in sent.headers["location"]
        look = await looks(client)
        assert "请并成一条、过些时候再发" in look.text
        assert (await client.post(SEND, data=carried(look) | {"act": "send"})).status_code == 422


async def test_what_nobody_knows_to_do_changes_nothing(office: Office) -> None:
    notice, broadcast = await sends(office)
    async with office.signed_in("陈主任") as client:
        assert (await presses(client, notice, broadcast, "explode")).status_code == 404
    assert await state(office, broadcast) is State.RUNNING
