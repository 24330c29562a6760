"""Every page and form of the console, tried by those whom it does not concern: nothing is shown, nothing changes."""

from datetime import date

import pytest
from starlette.routing import Route

from broadcasts import matter_opening
from console.grid_routes import FOR_DOCTORS
from domain.areas import Area
from domain.people import Role
from domain.rules import Rule
from domain.schedules import Calendar
from storage import areas, broadcasts, notice_answers, notices, people, rules, sayings, shifts, shops
from storage.addresses import Address
from storage.database import Transaction
from tests.console.errands import ask_errand
from tests.console.house import Office, token
from tests.console.observed import alarm as raise_alarm
from tests.console.observed import observe
from tests.console.round import closed_round
from tests.town import ACCOUNT, HOUR

OPEN_TO_ALL = ("/console/static/", "/console/enter/", "/console/bags/")
"""What has its own secret in its address."""

OWN = {"/console", "/console/rounds", "/console/people", "/console/handovers", "/console/deliveries",
       "/console/windows/new", "/console/windows/open", "/console/leave", "/console/language", "/console/roster",
       "/console/roster/tallies", "/console/roster/tallies.{kind}", "/console/roster/read",
       "/console/roster/save", "/console/urgent", "/console/observed", "/console/today",
       "/console/today/{figure}", "/console/errands", "/console/notices",
       "/console/visits", "/console/returnees", "/console/observed/releases",
       "/console/settings", "/console/policies",
       "/console/notices/new", "/console/notices/preview", "/console/notices/send",
       "/console/shops", "/console/shops/add", "/console/shops/lists", "/console/matters",
       "/console/notices/answers", "/console/rules", "/console/rules/read", "/console/rules/save"}  # fmt: skip
"""What stands under no window and no person: everybody's own."""


ACTS = ("pause", "cancel", "withdraw", "approve", "remind", "hand", "not_told", "off", "came", "left", "snooze", "on")
"""What the buttons of forms that have several say."""


def routes(office: Office, method: str) -> list[str]:
    found = [
        route for route in office.routes().routes if isinstance(route, Route) and method in (route.methods or ())
    ]
    return [route.path for route in found if not route.path.startswith(OPEN_TO_ALL)]


async def village_at_work(office: Office) -> int:
    """A closed round and a notice; the round's window."""
    window = await closed_round(office)
    words = "{姓名}，3幢201的李阿公请大家带好身份证。"
    notice = office.town.notice(words)
    await office.town.notifies(notice)
    latest = await office.database.read(lambda tx: notices.latest(tx, office.town.village.id))
    office.notice = latest[0].id
    rule = Rule(0, office.town.village.id, 0, office.notice, Calendar((450,), date(2026, 12, 1)), 1, next_at=10**13)
    office.rule = (await office.database.write(lambda tx: rules.add(tx, rule, office.town.now))).id
    await office.database.write(lambda tx: _answered_and_manned(tx, office))
    office.case = await observe(office, "李阿公")
    office.alarm = await raise_alarm(office, "李阿公", office.case)
    office.errand = await ask_errand(office, "李阿公")
    return window


def _answered_and_manned(tx: Transaction, office: Office) -> None:
    """Somebody wrote back to the notice, and stands at a gate."""
    town, who = office.town, office.people["李阿公"]
    sent, address = broadcasts.of_notice(tx, office.notice)[0], Address(ACCOUNT, "李阿公")
    said = sayings.add(tx, address, who, "k1", "3幢201的李阿公没有身份证", (), town.now)
    office.answer = notice_answers.wrote(tx, sent, who, address, said, 0, town.now)
    post = shifts.ensure_post(tx, town.village.id, "东门", 1, town.now)
    shift = shifts.ensure(tx, post, town.now, town.now + 4 * HOUR, 0, 1, town.now)
    shifts.add(tx, shift, who, 1, town.now)
    office.shop = shops.add(tx, town.microgrid, town.village.id, "李阿公的店", "东街", 1, town.now)[0].id
    parties = [(who, "李阿公"), (office.people["王阿婆"], "王阿婆")]
    writer = people.get(tx, who)
    assert writer is not None
    matter, _ = matter_opening.dispute(tx, writer, "李阿公和王阿婆为漏水", parties, True, town.now)
    assert matter is not None
    office.matter = matter.id
    office.duty = shifts.of_person(tx, who, town.now, town.now + HOUR)[0].id


def filled(path: str, office: Office, window: int) -> str:
    for name, value in {
        "{window:int}": window, "{person:int}": office.people["李阿公"], "{household:int}": 1, "{payment:int}": 1,
        "{item:int}": 1, "{handover:int}": 1, "{purpose}": "chat", "{paper}.{kind}": "packing.csv",
        "orders.{kind}": "orders.csv", "{notice:int}": office.notice, "{kind}.pdf": "poster.pdf",
        "tallies.{kind}": "tallies.csv", "{duty:int}": office.duty, "{shop:int}": office.shop, "{photo}": "a" * 64,
        "{matter:int}": office.matter, "{dossier}": "intake",
        "ledger.{kind}": "ledger.csv", "{answer:int}": office.answer, "{rule:int}": office.rule,
        "{area:int}": office.town.microgrid.id, "{case:int}": office.case, "{figure}": "persons",
        "{alarm:int}": office.alarm,
        "{errand:int}": office.errand, "{paper}": "notice",
    }.items():  # fmt: skip
        path = path.replace(name, str(value))
    assert "{" not in path, path
    return path


async def hires(office: Office, name: str, role: Role, area: str = "") -> None:
    """Somebody with a role in the town's village, or in another."""
    await office.settles(name, "12幢101" if not area else "12幢102")

    def work(tx: Transaction) -> None:
        where: Area = areas.ensure(tx, None, "village", area) if area else office.town.village
        people.give_role(tx, office.people[name], role, where.id)

    await office.database.write(work)


async def everything(office: Office) -> list[object]:
    """All that a form could have changed."""
    tables = ("matters", "matter_hands", "matter_entries",
              "shops", "shop_checks", "shop_findings", "shop_photos", "checklists",
              "order_lines", "windows", "items", "bags", "slots", "payments", "expenses", "weights", "supplies",
              "gifts", "persons", "household_statuses", "lapsed_baskets", "notices", "broadcasts", "recipients",
              "rules", "settings", "observation_policies", "sites",
              "notice_answers", "nudges", "handed_over", "doors", "posts", "shifts", "duties",
              "observations", "observation_changes", "check_ins", "nucleic_tests",
              "health_alarms", "errands", "handovers", "audit",
              "outbox", "links")  # fmt: skip

    def work(tx: Transaction) -> list[object]:
        return [tx.connection.execute(f"select * from {table} order by 1, 2, 3").fetchall() for table in tables]  # noqa: S608

    return await office.database.read(work)


@pytest.mark.parametrize(("role", "status"), [(Role.CADRE, 404), (Role.GRID_WORKER, 404), (Role.STREET, 404)])
async def test_staff_of_another_village_see_and_change_nothing_here(office: Office, role: Role, status: int) -> None:
    window = await village_at_work(office)
    await hires(office, "外村人", role, "李家村")
    async with office.signed_in("外村人") as client:
        held = token(await client.get("/console"))
        before = await everything(office)
        for path in set(routes(office, "GET")) - OWN:
            answer = await client.get(filled(path, office, window))
            assert answer.status_code == status, (path, answer.status_code)
            assert "李阿公" not in answer.text, path
            assert "3幢201" not in answer.text, path
        for path in set(routes(office, "POST")) - OWN:
            for act in ACTS:
                fields = {"token": held, "way": "cash", "fen": "1", "text": "好", "once": "1", "act": act,
                          "outcome": "watched"}  # fmt: skip
                answer = await client.post(filled(path, office, window), data=fields)
                assert answer.status_code == status, (path, act, answer.status_code)
        assert await everything(office) == before


@pytest.mark.parametrize("role", [Role.CADRE, Role.STREET, Role.GRID_WORKER])
async def test_nor_do_they_by_our_numbers_in_forms_and_addresses_of_their_own(office: Office, role: Role) -> None:
    await village_at_work(office)
    await hires(office, "外村人", role, "李家村")
    village, sent = office.town.village.id, await office.database.read(
        lambda tx: broadcasts.of_notice(tx, office.notice)[0].id
    )  # fmt: skip
    asked = {
        "area": village, "rule": office.rule, "corrects": sent, "notice": office.notice, "of": sent,
        "within": village, "window": 1, "answer": office.answer, "case": office.case,
    }  # fmt: skip
    sets = {"setting": "nudge_hours", "value": "9", "to": "全村", "when": "每天8:00", "zh": "好", "to_words": "全村"}
    async with office.signed_in("外村人") as client:
        held = token(await client.get("/console"))
        for path in set(routes(office, "GET")) & OWN:
            answer = await client.get(path.replace("{kind}", "csv").replace("{figure}", "persons"), params=asked)
            for ours in ("李阿公", "3幢201", "身份证"):
                assert ours not in answer.text, (path, ours)
        before = await everything(office)
        for path in (set(routes(office, "POST")) & OWN) - {"/console/leave", "/console/language"}:
            fields = sets | {key: str(value) for key, value in asked.items()}
            fields |= {"token": held, "text": "明天8点到16点东门：李阿公", "act": "send", "once": "1", "hours": "9"}
            answer = await client.post(path, data=fields)
            assert "身份证" not in answer.text, path
            after = await everything(office)
            assert [now for then, now in zip(before, after, strict=True) if now != then] == [], path


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.SUPPLIER, Role.GROUP_LEADER, None])
async def test_who_has_no_desk_reaches_no_page_and_no_form(office: Office, role: Role | None) -> None:
    window = await village_at_work(office)
    who = await office.settles("没桌子", "12幢103", role=Role.GRID_WORKER)

    def move(tx: Transaction) -> None:
        tx.connection.execute(f"delete from roles where person = {who}")  # noqa: S608
        if role is not None:
            people.give_role(tx, who, role, office.town.village.id)

    async with office.signed_in("没桌子") as client:
        await office.database.write(move)
        before = await everything(office)
        for method in ("GET", "POST"):
            for path in set(routes(office, method)) - {"/console/leave", "/console/language"}:
                answer = await client.request(method, filled(path, office, window))
                assert answer.status_code in (401, 403), (method, path)
                assert "李阿公" not in answer.text, path
        assert await everything(office) == before


async def test_a_doctor_reaches_the_pages_about_health_and_no_other_page_or_form(office: Office) -> None:
    window = await village_at_work(office)
    async with office.signed_in("刘医生") as client:
        held = token(await client.get("/console/urgent"))
        before = await everything(office)
        for path in set(routes(office, "GET")) - FOR_DOCTORS - {"/console"}:
            assert (await client.get(filled(path, office, window))).status_code == 403, path
        for path in set(routes(office, "POST")) - {"/console/leave", "/console/language"}:
            answer = await client.post(filled(path, office, window), data={"token": held, "outcome": "watched"})
            assert answer.status_code == 403, path
        assert await everything(office) == before


async def test_a_role_that_was_taken_away_opens_nothing_any_more(office: Office) -> None:
    window = await village_at_work(office)
    async with office.signed_in("陈主任") as client:
        held = token(await client.get(f"/console/windows/{window}/payments"))

        def dismiss(tx: Transaction) -> None:
            tx.connection.execute("delete from roles")

        await office.database.write(dismiss)
        before = await everything(office)
        for method in ("GET", "POST"):
            for path in set(routes(office, method)) - {"/console/leave", "/console/language"}:
                answer = await client.request(method, filled(path, office, window), data={"token": held})
                assert answer.status_code in (401, 403), (method, path)
        assert await everything(office) == before


async def test_no_form_is_taken_without_its_token_or_by_nobody(office: Office) -> None:
    window = await village_at_work(office)
    async with office.signed_in("陈主任") as client, office.browser() as nobody:
        before = await everything(office)
        for path in routes(office, "POST"):
            target = filled(path, office, window)
            assert (await client.post(target, data={"fen": "1", "way": "cash"})).status_code == 403, path
            assert (await client.post(target, data={"token": "0" * 64})).status_code == 403, path
            assert (await nobody.post(target, data={"token": "0" * 64})).status_code == 401, path
        for path in routes(office, "GET"):
            assert (await nobody.get(filled(path, office, window))).status_code == 401, path
        assert await everything(office) == before


SETTLING = ("supplies", "change", "supplier", "unpaid", "account", "payments", "arrived", "weigh")


async def test_a_grid_worker_sees_no_money_and_only_their_own_micro_grid(office: Office) -> None:
    window = await village_at_work(office)
    async with office.signed_in("老赵") as client:
        held = token(await client.get("/console"))
        before = await everything(office)
        for path in set(routes(office, "POST")) - OWN:
            fields = {"token": held, "way": "cash", "fen": "1", "numbers": "1", "outcome": "watched"}
            answer = await client.post(filled(path, office, window), data=fields)
            assert answer.status_code in (303, 404), (path, answer.status_code)
        after = await everything(office)
        assert after[:-3] == before[:-3]
        assert after[-2:] == before[-2:]
        for path in set(routes(office, "GET")) - {"/console"}:
            answer = await client.get(filled(path, office, window))
            assert "李阿公" not in answer.text, path
            assert "13800000001" not in answer.text, path
            if path.rpartition("/")[2] in SETTLING:
                assert answer.status_code == 404, path
