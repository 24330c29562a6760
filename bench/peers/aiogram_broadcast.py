"""The peer on aiogram for a broadcast: its `Bot`, some sends side by side, as in its own broadcast example."""

import uvloop
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from bench.peers.sending import Sends, options


async def main() -> None:
    given = options(__doc__ or "")
    async with Bot(given.token, AiohttpSession(api=TelegramAPIServer.from_base(given.api))) as bot:
        await Sends(given).all(lambda chat: bot.send_message(chat, given.text))


if __name__ == "__main__":
    uvloop.run(main())
