"""Somebody at each of WeCom's doors, and in a browser: what they say and press, and what they read of it."""

import asyncio
import re
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from html import unescape
from typing import TYPE_CHECKING, Any

import aiohttp
from pypinyin import lazy_pinyin

from tests.channels.wecom.kf_house import shown as kf_shown
from tests.fakes.wecom_app import AGENT, Shown
from tests.fakes.wecom_cards import options
from tests.fakes.wecom_kf import KFID
from tests.fakes.wecom_server import CORP
from tests.fakes.wecom_stream import BOT_ID

if TYPE_CHECKING:
    from tests.acceptance.wecom import Corp


class Speaker:
    """Somebody at one door. Of what they say all comes back that they read of it, buttons in brackets."""

    account = ""

    def __init__(self, corp: "Corp", chat: str) -> None:
        self.corp, self.chat = corp, chat

    async def says(self, text: str) -> str:
        self.corp.clock.goes_on()
        return await self.does(lambda: self._say(text))

    async def presses(self, label: str) -> str:
        self.corp.clock.goes_on()
        return await self.does(lambda: self._press(label))

    async def does(self, doing: Callable[[], Awaitable[Any]]) -> str:
        before, taken = len(await self.heard()), self.corp.taken(self.account)
        await doing()
        await self.corp.until(lambda: self.corp.taken(self.account) > taken)
        await self.corp.quiet()
        return "\n".join((await self.heard())[before:])

    async def hears(self, words: str) -> None:
        """Waits until they have read it."""
        async with asyncio.timeout(30):
            while words not in "\n".join(await self.heard()):  # noqa: ASYNC110 - another process is waited for
                await asyncio.sleep(0.02)

    async def last(self) -> str:
        return (await self.heard())[-1]

    async def heard(self) -> list[str]:
        raise NotImplementedError

    async def _say(self, text: str) -> Any:
        raise NotImplementedError

    async def _press(self, label: str) -> Any:
        raise NotImplementedError


class Member(Speaker):
    """Of the corp, in its app."""

    account = f"wecom:{CORP}:{AGENT}"

    def __init__(self, corp: "Corp", name: str, device: str = "") -> None:
        super().__init__(corp, f"{member_id(name)}{device}")
        corp.app.members[self.chat] = self.chat

    async def heard(self) -> list[str]:
        return [card_shown(shown) for shown in self.corp.app.chat(self.chat)]

    @property
    def card(self) -> Shown:
        """The newest before them."""
        return next(shown for shown in reversed(self.corp.app.chat(self.chat)) if shown.card)

    async def _say(self, text: str) -> None:
        await self._post(self.corp.app.says(self.chat, text))

    async def _press(self, label: str) -> None:
        await self._post(self.corp.app.presses(self.chat, label))

    async def _post(self, fields: dict[str, Any]) -> None:
        assert await self.corp.callback.posts(fields) == [200]


class Customer(Speaker):
    """On WeChat."""

    account = f"wecom-kf:{KFID}"

    def __init__(self, corp: "Corp", name: str) -> None:
        super().__init__(corp, f"wm-{member_id(name)}")

    async def heard(self) -> list[str]:
        return [kf_shown(message) for message in self.corp.kf.heard(self.chat)]

    async def enters(self, scene: str) -> str:
        """By the code on a poster."""
        return await self.does(lambda: self._enter(scene))

    async def records(self, content: bytes) -> str:
        """A voice message."""
        media = self.corp.kf.media.keep(content, "audio/amr", "0.amr")
        return await self.does(lambda: self._send(voice={"media_id": media}))

    async def _enter(self, scene: str) -> None:
        self.corp.kf.enters(self.chat, scene_param=scene)

    async def _send(self, **message: Any) -> None:
        self.corp.kf.says(self.chat, **message)

    async def _say(self, text: str) -> None:
        self.corp.kf.says(self.chat, text)

    async def _press(self, label: str) -> None:
        menu = next(each["msgmenu"] for each in reversed(self.corp.kf.heard(self.chat)) if "msgmenu" in each)
        labels = [item["click"]["content"] for item in menu["list"] if "click" in item]
        self.corp.kf.presses(self.chat, labels.index(label) + 1)


class Colleague(Speaker):
    """Who talks with the connected robot."""

    account = f"wecom-bot:{BOT_ID}"

    def __init__(self, corp: "Corp", name: str) -> None:
        super().__init__(corp, member_id(name))

    async def heard(self) -> list[str]:
        return self.corp.stream.heard(self.chat)

    async def _say(self, text: str) -> None:
        await self.corp.stream.says(self.chat, text)

    async def _press(self, label: str) -> None:
        await self.corp.stream.presses(self.chat, label)


class Page(Speaker):
    """In a browser."""

    account = "web"

    def __init__(self, corp: "Corp", person: int, session: aiohttp.ClientSession) -> None:
        super().__init__(corp, str(person))
        self._session = session
        self._presses: dict[str, str] = {}

    async def heard(self) -> list[str]:
        async with self._session.get(f"{self.corp.house.url}/chat/{self.chat}") as answer:
            lines = re.findall(r'<article class="line ours".*?</article>', await answer.text(), re.DOTALL)
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> str:
        text = re.findall(r'<p class="text">(.*?)</p>', line, re.DOTALL)
        found = re.findall(r'name="press" value="([^"]+)" aria-label="([^"]+)"', line)
        self._presses |= {unescape(label): press for press, label in found}
        return "\n".join([unescape(re.sub("<[^>]+>", "", part)) for part in text] + [f"[{b}]" for _, b in found])

    async def _say(self, text: str) -> None:
        await self._post("say", text=text)

    async def _press(self, label: str) -> None:
        await self._post("press", press=self._presses[label])

    async def _post(self, what: str, **form: str) -> None:
        address = f"{self.corp.house.url}/chat/{self.chat}/{what}"
        form = {"key": secrets.token_urlsafe(12), **form}
        async with self._session.post(address, data=form, headers={"X-Tongxin": "1"}) as answer:
            assert answer.status == 200, await answer.text()


def member_id(name: str) -> str:
    return "".join(lazy_pinyin(name))


def card_shown(shown: Shown) -> str:
    """A message of the app; on a card that was pressed stands only what was chosen."""
    labels = [f"[{each['text']}]" for each in options(shown.card)] if shown.card else []
    return "\n".join([shown.text or f"({shown.kind})", *([f"[{shown.done}✓]"] if shown.done else labels)])


@asynccontextmanager
async def signed_in(corp: "Corp", person: int, link: str) -> AsyncIterator[Page]:
    """Somebody's browser, by their one-time link."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.post(link, headers={"X-Tongxin": "1"}) as answer:
            assert answer.status == 200, await answer.text()
        yield Page(corp, person, session)
