"""The page of errands: where each stands, who sees it, and what workers are owed."""

from domain.errands import Kind
from storage import advances, errands
from tests.console.errands import ask_errand, works
from tests.console.house import Office
from tests.town import HOUR, NOON


async def test_errands_stand_by_their_state_with_telephones_and_promises(office: Office) -> None:
    await ask_errand(office, "李阿公")
    await works(office, "小陈", await ask_errand(office, "王阿婆", "买瓶酱油"), promised=NOON + 3 * HOUR)
    await works(office, "小陈", await ask_errand(office, "李阿公", "换灯泡"), done=True)
    async with office.signed_in("陈主任") as client:
        page = (await client.get("/console/errands")).text
    assert "没人接 1" in page
    assert "在办 1" in page
    assert "等回音 1" in page
    assert "说好 今天 15:00 前" in page
    assert 'href="tel:13800000001"' in page
    assert (office.people["陈主任"], "see_errands") in await office.deeds(office.town.village.id)


async def test_what_workers_are_owed_is_summed(office: Office) -> None:
    first, second = await ask_errand(office, "李阿公"), await ask_errand(office, "王阿婆", "买瓶酱油")
    await works(office, "小陈", first, fen=2_350)
    await works(office, "小陈", second, fen=1_000, done=True)
    worker = office.people["小陈"]
    await office.database.write(lambda tx: advances.repay(tx, second, worker, 400, worker, NOON))
    async with office.signed_in("陈主任") as client:
        page = (await client.get("/console/errands")).text
    assert "垫的钱还没还的 29.5" in page
    assert "垫了 23.5 元没还" in page


async def test_a_late_one_stands_first_and_is_marked(office: Office) -> None:
    await ask_errand(office, "王阿婆", "买瓶酱油")
    late = await ask_errand(office, "李阿公", "换灯泡")

    def climb(tx: object) -> None:
        found = errands.get(tx, late)  # type: ignore[arg-type]
        assert found is not None
        errands.climb(tx, found, NOON)  # type: ignore[arg-type]

    await office.database.write(climb)
    async with office.signed_in("陈主任") as client:
        page = (await client.get("/console/errands")).text
    assert page.index("换灯泡") < page.index("买瓶酱油")
    assert "晚了" in page


async def test_one_errand_shows_all_that_happened_and_is_a_look_at_the_person(office: Office) -> None:
    errand = await ask_errand(office, "李阿公", "一盒退烧药", kind=Kind.MEDICINE)
    await office.database.write(
        lambda tx: errands.note_ill(tx, errand, office.people["李阿婆"], True, office.people["李阿公"], NOON)
    )
    await works(office, "小陈", errand, promised=NOON + HOUR, done=True)
    async with office.signed_in("小陈") as client:
        page = (await client.get(f"/console/errands/{errand}")).text
    for words in ("李阿公 提出", "小陈 接了", "说好时间", "说放到门口了", "李阿婆不舒服"):
        assert words in page, words
    assert (office.people["小陈"], "see_errand") in await office.deeds(office.people["李阿公"])


async def test_a_worker_sees_their_own_micro_grid_and_no_other(office: Office) -> None:
    errand = await ask_errand(office, "李阿公")
    await ask_errand(office, "周大爷", "买瓶酱油")
    async with office.signed_in("老赵") as client:
        page = (await client.get("/console/errands")).text
        assert "买瓶酱油" in page
        assert "李阿公" not in page
        assert (await client.get(f"/console/errands?area={office.town.microgrid.id}")).status_code == 404
        assert (await client.get(f"/console/errands/{errand}")).status_code == 404
    assert await office.deeds(office.people["李阿公"]) == []
