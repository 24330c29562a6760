"""The peer on python-telegram-bot for a broadcast: its stock `Bot`, some sends side by side."""

import asyncio

from telegram import Bot

from bench.peers.sending import Sends, options


async def main() -> None:
    given = options(__doc__ or "")
    bot = Bot(given.token, base_url=f"{given.api}/bot")
    async with bot:
        await Sends(given).all(lambda chat: bot.send_message(chat, given.text))


if __name__ == "__main__":
    asyncio.run(main())
