"""Two presses on «确认开团», or one more after Back, open one window: on both engines, since two turns meet there."""

import asyncio

from storage import dues, windows
from tests.console.house import Office, post
from tests.console.test_opening import OPEN, PAGE, fields

ANNOUNCEMENT = "土猪肉35一斤，今晚8点截止"


async def test_a_double_press_and_a_press_after_back_open_one_window(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        form = fields(await post(client, PAGE, PAGE, announcement=ANNOUNCEMENT, act="read")) | {"act": "open"}
        pressed = await asyncio.gather(*(client.post(OPEN, data=form) for _ in range(4)))
        # Back shows the form as it stood; it carries nothing that would make another window of it.
        pressed.append(await client.post(OPEN, data=form))
    assert [answer.status_code for answer in pressed].count(303) == 1
    (window,) = await office.database.read(windows.every)
    assert pressed[-1].status_code != 303 or str(window.id) in pressed[-1].headers["location"]
    due = await office.database.read(lambda tx: dues.due(tx, window.closes_at, 10))
    assert [entry.subject for entry in due if entry.kind == windows.CLOSING] == [window.id]
    assert {entry.subject for entry in due} == {window.id}
