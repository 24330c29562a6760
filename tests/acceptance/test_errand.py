"""An errand through the real process on Telegram: asked, taken, a restart, done with a photo, confirmed, exported."""

import json
from collections.abc import Callable

from tests.acceptance.house import House, standing
from tests.acceptance.village import CADRE_CHAT, FIRST_CHAT, PEOPLE
from tests.fakes.telegram_server import TelegramServer


async def test_an_errand_is_done_and_confirmed_though_the_process_is_killed_between(
    make_house: Callable[..., House], server: TelegramServer
) -> None:
    def heard(chat: int, words: str) -> Callable[[], bool]:
        return lambda: any(words in said for said in server.heard(chat))

    async with standing(make_house(window=False)) as house:
        await house.start()
        server.says(CADRE_CHAT, "你好")
        await server.until(lambda: server.heard(CADRE_CHAT))
        # Medicine is offered at once, whatever the hour at which this test runs.
        server.says(FIRST_CHAT, "代办：买盒感冒药")
        await server.until(heard(FIRST_CHAT, "谁不舒服"))
        server.presses(FIRST_CHAT, "备用的")
        await server.until(heard(CADRE_CHAT, "没有人不舒服，是备用的"))
        server.presses(CADRE_CHAT, "我来办")
        await server.until(lambda: heard(FIRST_CHAT, "接了")() and heard(CADRE_CHAT, "归您办")())
        house.kill()
        await house.start()
        server.presses(CADRE_CHAT, "一小时内")
        await server.until(heard(FIRST_CHAT, "说好"))
        server.sends_photo(CADRE_CHAT, b"\xff\xd8\xff a bag at a door", "放到了，垫了23.5")
        await server.until(heard(FIRST_CHAT, "放在门口了"))
        await server.until(lambda: server.called("sendPhoto"))
        assert {str(call.parameters["chat_id"]) for call in server.called("sendPhoto")} == {str(FIRST_CHAT)}
        server.presses(FIRST_CHAT, "办好了")
        await server.until(heard(CADRE_CHAT, "办好了，辛苦您"))
        (done,) = json.loads(await house.does("export", "errands", "--format", "json"))
    assert (done["person"], done["words"], done["state"], done["how"]) == (
        PEOPLE[0].name, "买盒感冒药", "confirmed", "door",
    )  # fmt: skip
    assert (done["advanced"], done["repaid"]) == ("23.50", "0.00")
