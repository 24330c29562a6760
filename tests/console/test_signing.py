"""Coming in by a one-time link, and who is let in."""

import pytest

from domain.people import Role
from tests.console.house import Office, post, token

HOME = "/console"

pytestmark = pytest.mark.parametrize("engine", ["sqlite"])
"""Nothing here asks the two engines for different things."""


async def test_opening_a_link_uses_nothing_up_and_pressing_does(office: Office) -> None:
    link = f"/console/enter/{await office.link('陈主任')}"
    async with office.browser() as preview, office.browser() as client:
        assert "陈主任，您好" in (await preview.get(link)).text
        assert (await client.get(link)).status_code == 200
        entered = await client.post(link)
        assert (entered.status_code, entered.headers["location"]) == (303, HOME)
        assert "团购" in (await client.get(HOME)).text
        again = await preview.post(link)
        assert again.status_code == 410
        assert "请发链接给您的人再做一个" in again.text


async def test_a_link_of_last_week_is_gone(office: Office) -> None:
    secret = await office.link("陈主任")
    office.town.now += 7 * 24 * 3_600_000
    async with office.browser() as client:
        assert (await client.get(f"/console/enter/{secret}")).status_code == 410


async def test_a_chat_link_opens_no_console(office: Office) -> None:
    secret = await office.link("陈主任", "chat")
    async with office.browser() as client:
        assert (await client.post(f"/console/enter/{secret}")).status_code == 410


async def test_a_villagers_console_link_is_refused_and_starts_no_session(office: Office) -> None:
    secret = await office.link("李阿公")
    async with office.browser() as client:
        assert (await client.get(f"/console/enter/{secret}")).status_code == 403
        entered = await client.post(f"/console/enter/{secret}")
        assert entered.status_code == 403
        assert "set-cookie" not in entered.headers
        assert (await client.get(HOME)).status_code == 401


async def test_the_cookie_is_out_of_reach_of_scripts_and_lasts_90_days(office: Office) -> None:
    async with office.browser() as client:
        cookie = (await client.post(f"/console/enter/{await office.link('陈主任')}")).headers["set-cookie"]
    assert cookie.startswith("tongxin_console=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "path=/", "samesite=lax", "max-age=7776000"} <= parts


async def test_on_a_secure_site_the_cookie_is_bound_to_the_host(office: Office) -> None:
    office.secure = True
    async with office.browser() as client:
        cookie = (await client.post(f"/console/enter/{await office.link('陈主任')}")).headers["set-cookie"]
    assert cookie.startswith("__Host-tongxin_console=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


async def test_a_session_ends_after_90_days(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        office.town.now += 90 * 24 * 3_600_000
        assert (await client.get(HOME)).status_code == 401


async def test_somebody_who_is_not_signed_in_reads_how_to_get_in(office: Office) -> None:
    async with office.browser() as client:
        answer = await client.get("/console/people")
    assert answer.status_code == 401
    assert "python bot.py invite" in answer.text


async def test_signing_out_ends_the_session_itself(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        kept = dict(client.cookies)
        assert (await post(client, HOME, "/console/leave")).status_code == 303
        client.cookies.update(kept)
        assert (await client.get(HOME)).status_code == 401


async def test_who_loses_the_role_loses_the_console(office: Office) -> None:
    async with office.signed_in("小陈") as client:
        await office.database.write(lambda tx: tx.connection.execute("delete from roles where role = 'grid_worker'"))
        assert (await client.get(HOME)).status_code == 403


async def test_the_language_is_changed_by_a_press(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        assert '<html lang="zh-CN">' in (await client.get(HOME)).text
        await post(client, HOME, "/console/language")
        assert '<html lang="en">' in (await client.get(HOME)).text


async def test_a_post_without_the_forms_token_is_refused(office: Office) -> None:
    newcomer = await office.settles("新来的", "9幢101", confirmed=False)
    async with office.signed_in("陈主任") as client, office.signed_in("小陈") as other:
        target = f"/console/people/{newcomer}/confirm"
        foreign = token(await other.get(HOME))
        assert (await client.post(target)).status_code == 403
        assert (await client.post(target, data={"token": foreign})).status_code == 403
        assert "待确认" in (await client.get(f"/console/people/{newcomer}")).text


async def test_a_post_from_another_site_is_refused(office: Office) -> None:
    newcomer = await office.settles("新来的", "9幢101", confirmed=False)
    async with office.signed_in("陈主任") as client:
        form = {"token": token(await client.get(HOME))}
        target = f"/console/people/{newcomer}/confirm"
        for headers in ({"origin": "http://evil.test"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
            assert (await client.post(target, data=form, headers=headers)).status_code == 403
        entered = await client.post(
            f"/console/enter/{await office.link('小陈')}", headers={"origin": "http://evil.test"}
        )
        assert entered.status_code == 403
        assert (await client.post(target, data=form, headers={"origin": "http://village.test"})).status_code == 303


async def test_a_body_that_is_too_large_is_refused_with_a_page(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        answer = await client.post("/console/windows/new", data={"announcement": "猪" * 300_000})
    assert answer.status_code == 413


async def test_every_page_forbids_foreign_scripts_and_frames(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        pages = [
            await client.get(path) for path in (HOME, "/console/people", "/console/people/1", "/console/enter/x")
        ]
    for answer in pages:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'none'" in policy
        assert " style=" not in answer.text
        assert "<script>" not in answer.text


async def test_a_volunteer_has_no_console(office: Office) -> None:
    await office.settles("钱师傅", "2幢101", role=Role.VOLUNTEER, where=office.town.village)
    async with office.browser() as client:
        assert (await client.post(f"/console/enter/{await office.link('钱师傅')}")).status_code == 403
