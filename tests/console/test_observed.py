"""The observation board, a case and the red list: what they show, to whom, and that each look is written down."""

from datetime import timedelta

from domain.schedules import local_day, moment
from storage import handovers, health_alarms
from storage.addresses import Address
from tests.console.house import Office, post
from tests.console.observed import alarm, observe, reports
from tests.town import HOUR, NOON, ZONE

MORNING = NOON - 4 * HOUR


async def test_a_row_has_the_day_the_newest_temperature_and_a_mark_for_each_report(office: Office) -> None:
    case = await observe(office, "李阿公", day=2, reporter="李阿婆")
    await reports(office, case, MORNING - 24 * HOUR, 3640)
    await reports(office, case, MORNING, 3720, "abnormal")
    async with office.signed_in("小陈") as client:
        page = (await client.get("/console/observed")).text
    assert "第2天/14" in page
    assert "<b>37.2℃</b>" in page
    assert "李阿婆报" in page
    assert '<span><i class="ok">●</i><i class="missed">✕</i></span>' in page
    assert '<span><i class="abnormal">▲</i><i class="ahead">·</i></span>' in page
    assert "正常 1 · 异常 1 · 没报 1" in page
    assert (office.people["小陈"], "see_observed") in await office.deeds(office.town.microgrid.id)


async def test_the_board_is_filtered_by_what_is_missing_red_and_over(office: Office) -> None:
    first = await observe(office, "李阿公", day=2)
    await reports(office, first, MORNING)
    await observe(office, "王阿婆", day=2)
    await observe(office, "周大爷", day=16)
    await alarm(office, "李阿公", first)

    async def names(show: str) -> list[str]:
        async with office.signed_in("陈主任") as client:
            page = (await client.get(f"/console/observed?show={show}")).text
        return [name for name in ("李阿公", "王阿婆", "周大爷") if f"<b>{name}</b>" in page]

    assert await names("") == ["李阿公", "王阿婆", "周大爷"]
    assert await names("missing") == ["王阿婆", "周大爷"]
    assert await names("red") == ["李阿公"]
    assert await names("over") == ["周大爷"]
    assert await names("ended") == []
    assert await names("central") == []


async def test_a_worker_sees_their_own_micro_grid_and_no_other(office: Office) -> None:
    case = await observe(office, "李阿公")
    await observe(office, "周大爷")
    async with office.signed_in("老赵") as client:
        page = (await client.get("/console/observed")).text
        assert "周大爷" in page
        assert "李阿公" not in page
        assert (await client.get(f"/console/observed?area={office.town.microgrid.id}")).status_code == 404
        assert (await client.get(f"/console/observed?area={office.town.village.id}")).status_code == 404
        assert (await client.get(f"/console/observed/{case}")).status_code == 404
    assert await office.deeds(office.people["李阿公"]) == []


async def test_a_case_shows_its_course_every_report_and_who_changed_what(office: Office) -> None:
    case = await observe(office, "李阿公", day=2)
    await reports(office, case, MORNING, 3650, symptoms=("cough",))
    await alarm(office, "李阿公", case)
    async with office.signed_in("陈主任") as client:
        page = (await client.get(f"/console/observed/{case}")).text
    for shown in ("李阿公 · 第1号", "密切接触者 · 武汉", "11月29日 周日 至 12月12日 周六，14 天", "36.5℃", "咳嗽",
                  "还没人接", "从武汉回来", "没报", "告知书没确认"):  # fmt: skip
        assert shown in page, shown
    assert (office.people["陈主任"], "see_case") in await office.deeds(office.people["李阿公"])


async def test_an_alarm_names_who_took_it_and_is_red_until_it_is_said_what_was_done(office: Office) -> None:
    key = await alarm(office, "李阿公", await observe(office, "李阿公"))
    async with office.signed_in("小陈") as client:
        page = (await client.get("/console/urgent")).text
        assert "还没人接" in page
        assert '<b class="count">1</b>' in page
        taken = await post(client, "/console/urgent", f"/console/urgent/{key}/take")
        assert "done=taken_now" in taken.headers["location"]
        assert "小陈 今天 12:00 接了" in (await client.get("/console/urgent")).text
        again = await post(client, "/console/urgent", f"/console/urgent/{key}/take")
        assert "done=taken_before" in again.headers["location"]
        said = {"outcome": "hospital", "note": "120接走"}
        done = await post(client, "/console/urgent", f"/console/urgent/{key}/done", **said)
        assert "done=closed_now" in done.headers["location"]
        assert "眼下没有急事" in (await client.get("/console/urgent")).text
        before = await post(client, "/console/urgent", f"/console/urgent/{key}/done", outcome="watched")
        assert "done=closed_before" in before.headers["location"]
        assert (await post(client, "/console", f"/console/urgent/{key}/done", outcome="nonsense")).status_code == 404
    closed = await office.database.read(lambda tx: health_alarms.get(tx, key))
    assert closed is not None
    assert (closed.outcome, closed.note, closed.closer) == ("hospital", "120接走", "小陈")


async def test_what_was_reported_stays_on_the_strip_long_after_the_last_day(office: Office) -> None:
    """Days whose reports lay more than two weeks back were once drawn as missed."""
    case = await observe(office, "李阿公", day=25, days=7)
    begins = moment(local_day(office.town.now, ZONE) - timedelta(days=24), 8 * 60, ZONE)
    for number in range(3):
        await reports(office, case, begins + number * 24 * HOUR)
    async with office.signed_in("陈主任") as client:
        assert "正常 3 · 没报 11" in (await client.get("/console/observed?show=over")).text


async def test_the_first_page_shows_what_is_urgent_on_top_to_whoever_may_see_it(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        assert "急事 1 件" not in (await client.get("/console")).text
        await alarm(office, "李阿公", await observe(office, "李阿公"))
        page = (await client.get("/console")).text
    assert "急事 1 件：有人发烧或不舒服" in page
    assert page.index("急事 1 件") < page.index("<h1>")
    assert "李阿公" not in page.split("<main>")[1].split("<h1>")[0]


async def test_nobody_elses_alarm_is_taken_or_closed_by_its_number(office: Office) -> None:
    key = await alarm(office, "李阿公")
    async with office.signed_in("老赵") as client:
        assert "李阿公" not in (await client.get("/console/urgent")).text
        for deed in ("take", "done"):
            answer = await post(client, "/console", f"/console/urgent/{key}/{deed}", outcome="hospital")
            assert answer.status_code == 404
    still = await office.database.read(lambda tx: health_alarms.get(tx, key))
    assert still is not None
    assert (still.closed_at, still.taken_by) == (None, 0)


def test_the_morning_is_the_time_at_which_a_report_is_due() -> None:
    assert moment(local_day(NOON, ZONE), 8 * 60, ZONE) == MORNING


async def test_what_else_is_urgent_is_named_in_words_and_opens(office: Office) -> None:
    case = await observe(office, "周大爷", day=16)
    who = office.people["李阿公"]
    await office.database.write(lambda tx: handovers.add(tx, "asked", who, Address("", ""), 0, NOON))
    async with office.signed_in("陈主任") as client:
        page = (await client.get("/console/urgent")).text
    assert "求助没人接 1" in page
    assert "要找人" in page
    assert ">asked<" not in page
    assert f'<a href="/console/observed/{case}"><b>周大爷</b></a>' in page


async def test_an_alarm_stands_on_the_red_list_alone_with_the_familys_telephone(office: Office) -> None:
    await alarm(office, "李阿婆")
    async with office.signed_in("小陈") as client:
        page = (await client.get("/console/urgent")).text
        assert '<a class="button" href="tel:13800000001">' in page
        assert '急事<b class="count">1</b>' in page
        assert "求助<b" not in page
        assert "李阿婆" not in (await client.get("/console/handovers")).text
