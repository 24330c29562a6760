"""The peer on python-telegram-bot: its custom webhook example (Starlette on uvicorn) with the order path."""

import argparse
import hmac

import uvicorn
import uvloop
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

from bench.peers.shop import Shop

# Safe, since no handler keeps state between updates. More than these only lengthen httpx's search of its pool.
CONCURRENT_UPDATES = 8


async def take_order(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """One text is one order; the reply follows the commit."""
    message, person = update.effective_message, update.effective_user
    if message is None or message.text is None or person is None:
        return
    shop: Shop = context.bot_data["shop"]
    await message.reply_text(await shop.order(person.id, message.text))


def build(token: str, api: str) -> Application:
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api}/bot")
        .updater(None)
        .concurrent_updates(CONCURRENT_UPDATES)
        .connection_pool_size(CONCURRENT_UPDATES)
        .pool_timeout(10)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, take_order))
    return application


def webhook(application: Application, secret: str) -> Starlette:
    async def receive(request: Request) -> Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=401)
        await application.update_queue.put(Update.de_json(await request.json(), application.bot))
        return Response()

    return Starlette(routes=[Route("/telegram", receive, methods=["POST"])])


async def serve(arguments: argparse.Namespace) -> None:
    application = build(arguments.token, arguments.api)
    application.bot_data["shop"] = shop = await Shop.open(arguments.database)
    server = uvicorn.Server(
        uvicorn.Config(
            webhook(application, arguments.secret), host="127.0.0.1", port=arguments.port, log_level="warning"
        )
    )
    async with application:
        await application.bot.set_webhook(
            f"http://127.0.0.1:{arguments.port}/telegram",
            secret_token=arguments.secret,
            allowed_updates=[Update.MESSAGE],
        )
        await application.start()
        await server.serve()
        await application.stop()
    await shop.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--api", required=True, help="base URL of the Bot API, without /bot")
    parser.add_argument("--token", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--secret", required=True, help="secret token of the webhook")
    parser.add_argument("--database", required=True, help="SQLite file")
    uvloop.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
