"""`check`: looks at settings, database, files, port, templates and doors, and says what to do about each."""

import asyncio
import tomllib
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import typer

import config
from commands.ground import is_served, listen, refuse_folder, try_folder
from commands.house import Refused
from config import PREFIX, Settings
from storage.inspection import inspect
from storage.opening import read_place

TEMPLATES = Path(__file__).parent.parent / "templates"
SECONDS = 10
OWN_SECONDS = 5
"""How long the vendor, and a bot on this machine, may take to answer."""

Finding = tuple[bool, str]
"""Whether it is well, and what was found."""


Look = Callable[[Settings, bool, bool], Coroutine[Any, Any, list[Finding]]]
"""Looks at a vendor's doors; told whether a bot runs, and whether to put up there what is made here (--apply)."""


def look_around(doors: Look, apply: bool) -> None:
    """Looks at everything that the bot needs; exit code 1 when something is wrong."""
    try:
        settings = config.load()
    except config.WrongSettings as error:
        _say([(False, line) for line in str(error).splitlines()])
        raise typer.Exit(1) from None
    findings = [(True, "settings can be read"), *((False, line) for line in config.strangers())]
    well, wrong = inspect(read_place(settings.database))
    findings += [(True, line) for line in well] + [(False, line) for line in wrong]
    port, runs = asyncio.run(_port(settings))
    findings += [_files(Path(settings.files)), port, *_templates(TEMPLATES)]
    findings += asyncio.run(_telegram(settings))
    findings += asyncio.run(doors(settings, runs, apply))
    _say(findings)
    if not all(is_well for is_well, _ in findings):
        raise typer.Exit(1)


def _say(findings: list[Finding]) -> None:
    """All in one stream, so that they stay in their order wherever it goes."""
    for is_well, line in findings:
        typer.secho(f"{'ok    ' if is_well else 'wrong '} {line}", fg=None if is_well else "red")


def _files(folder: Path) -> Finding:
    try:
        try_folder(folder)
    except OSError as error:
        return False, refuse_folder(folder, error)
    return True, f"files are kept in {folder}"


async def _port(settings: Settings) -> tuple[Finding, bool]:
    """What is found at the port, and whether it is this bot."""
    where = f"{settings.host}:{settings.port}"
    try:
        listen(settings).close()
    except Refused as error:
        if not await _is_bot(settings):
            return (False, str(error)), False
    else:
        return (True, f"{where} is free"), False
    place = read_place(settings.database)
    if place.engine == "sqlite" and not is_served(place):
        return (False, (
            f"{where} is served by a bot of another database; stop it, or set {PREFIX}PORT to a free one here"
        )), False  # fmt: skip
    return (True, f"{where} is served by a running bot"), True


async def _is_bot(settings: Settings) -> bool:
    """Whether what answers there counts what this program counts."""
    import aiohttp

    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(settings.host, settings.host)
    host = f"[{host}]" if ":" in host and host[0] != "[" else host
    try:
        async with (
            aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=OWN_SECONDS)) as session,
            session.get(f"http://{host}:{settings.port}/metrics") as answer,
        ):
            return "tongxin_turns" in await answer.text()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False


def _templates(folder: Path) -> Iterator[Finding]:
    """Everything that people read is there in both languages."""
    files, labels = {}, {}
    for language in ("zh", "en"):
        files[language] = {str(path.relative_to(folder / language)) for path in (folder / language).rglob("*.j2")}
        labels[language] = set(tomllib.loads((folder / language / "labels.toml").read_text("utf-8")))
    lacking = [
        f"{language} lacks {', '.join(sorted(missing)[:5])}"
        for language, other in (("zh", "en"), ("en", "zh"))
        if (missing := (files[other] - files[language]) | (labels[other] - labels[language]))
    ]
    if lacking:
        yield False, f"templates: {'; '.join(lacking)}"
    else:
        yield True, f"templates: {len(files['zh'])} texts, each in zh and en"


async def _telegram(settings: Settings) -> list[Finding]:
    if not settings.telegram_token:
        return [(True, f"Telegram is not set up ({PREFIX}TELEGRAM_TOKEN is empty); the web chat serves")]
    status, answer = await _ask(settings, "getMe")
    if status != 200:
        return [(False, _explain(settings, status, answer))]
    findings = [(True, f"Telegram knows the bot @{answer.get('username', '')}")]
    if settings.public_url and not settings.public_url.startswith("https://") and _is_public(settings):
        findings.append((False, f"{PREFIX}PUBLIC_URL must begin with https://: Telegram calls no other"))
    status, hook = await _ask(settings, "getWebhookInfo")
    if status != 200:
        return [*findings, (False, _explain(settings, status, hook))]
    if error := hook.get("last_error_message"):
        findings.append((False, f"Telegram could not call the bot ({error}): can {settings.address} be reached?"))
    waiting = hook.get("pending_update_count", 0)
    way = "by webhook" if settings.public_url else "by polling"
    return [*findings, (True, f"Telegram is served {way}, {waiting} updates wait")]


async def refused_token(settings: Settings) -> str:
    """What to do about a token that Telegram does not know, "" when it does or nobody answers now."""
    status, answer = await _ask(settings, "getMe") if settings.telegram_token else (200, {})
    return _explain(settings, status, answer) if status in (401, 404) else ""


def _is_public(settings: Settings) -> bool:
    return settings.telegram_api == str(Settings.model_fields["telegram_api"].default)


async def _ask(settings: Settings, method: str) -> tuple[int, dict[str, Any]]:
    """(HTTP status, the result or the vendor's error); 0 and the kind of error when nothing answered."""
    import aiohttp

    url = f"{settings.telegram_api}/bot{settings.telegram_token}/{method}"
    timeout, through_proxy = aiohttp.ClientTimeout(total=SECONDS), not _is_local(url)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=through_proxy) as session,
            session.get(url) as answer,
        ):
            body = await answer.json(content_type=None)
            if not isinstance(body, dict) or not isinstance(body.get("result", {}), dict):
                return 404, {}
            return answer.status, body.get("result") or body
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        # Only its kind: the address in an error's text holds the token.
        return 0, {"description": type(error).__name__}


def _is_local(url: str) -> bool:
    """Whether a server is on this machine, which no proxy reaches."""
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")


def _explain(settings: Settings, status: int, answer: dict[str, Any]) -> str:
    match status:
        case 0:
            reason = answer.get("description", "")
            return (
                f"Telegram: {settings.telegram_api} does not answer ({reason}); is the network up, is a proxy needed "
                f"(HTTPS_PROXY), is {PREFIX}TELEGRAM_API right?"
            )
        case 401:
            return f"Telegram refuses {PREFIX}TELEGRAM_TOKEN (401): copy it again from @BotFather, or it was revoked"
        case 404:
            return (
                f"Telegram: {settings.telegram_api} knows no such bot (404); is {PREFIX}TELEGRAM_API a Bot API "
                f"server, and is {PREFIX}TELEGRAM_TOKEN whole?"
            )
        case _:
            return f"Telegram answers {status} ({answer.get('description', '')}); try again in a minute"
