"""The peer on aiogram 3: its aiohttp webhook example with the order path."""

import argparse

import uvloop
from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from bench.peers.shop import Shop

PATH = "/telegram"


async def take_order(message: Message, shop: Shop) -> None:
    """One text is one order; the reply follows the commit."""
    if message.from_user is None or message.text is None:
        return
    await message.answer(await shop.order(message.from_user.id, message.text))


def build(arguments: argparse.Namespace) -> web.Application:
    router = Router()
    router.message.register(take_order, F.text)
    dispatcher = Dispatcher()
    dispatcher.include_router(router)

    @dispatcher.startup()
    async def start(bot: Bot) -> None:
        dispatcher["shop"] = await Shop.open(arguments.database)
        await bot.set_webhook(
            f"http://127.0.0.1:{arguments.port}{PATH}",
            secret_token=arguments.secret,
            allowed_updates=dispatcher.resolve_used_update_types(),
        )

    @dispatcher.shutdown()
    async def stop() -> None:
        await dispatcher["shop"].close()

    session = AiohttpSession(api=TelegramAPIServer.from_base(arguments.api))
    bot = Bot(arguments.token, session=session)
    application = web.Application()
    requests = SimpleRequestHandler(dispatcher, bot, secret_token=arguments.secret)
    requests.register(application, path=PATH)
    setup_application(application, dispatcher, bot=bot)
    return application


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--api", required=True, help="base URL of the Bot API, without /bot")
    parser.add_argument("--token", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--secret", required=True, help="secret token of the webhook")
    parser.add_argument("--database", required=True, help="SQLite file")
    arguments = parser.parse_args()
    loop = uvloop.new_event_loop()
    web.run_app(build(arguments), host="127.0.0.1", port=arguments.port, print=None, loop=loop)


if __name__ == "__main__":
    main()
