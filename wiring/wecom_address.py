"""Whether WeCom can call this house: the addresses for its console, tried here as the console tries them."""

import ipaddress
import time
from email.utils import parsedate_to_datetime
from secrets import token_urlsafe
from urllib.parse import urlsplit

import aiohttp

from channels.proxy import route
from channels.wecom.envelope import Envelope
from commands.check import Finding
from config import PREFIX, Settings

SECONDS = 5
VENDORS_SECONDS = 1.0
"""WeCom waits so long for the answer to the check of an address."""

APP_PATH, KF_PATH = "/wecom/callback", "/wecom/kf"
APP_FIELD = "应用管理, the app, 接收消息, 设置API接收"
KF_FIELD = "微信客服, API, 回调设置 (without that field its events come to the app's URL)"
FIELDS = {APP_PATH: APP_FIELD, KF_PATH: KF_FIELD}
CLOSED = "cannot be called from outside: WeCom calls the program, so it needs an address on the internet"


async def addresses(settings: Settings, runs: bool) -> list[Finding]:
    """What to write into which field; while the program runs, also whether it answers there. `runs`: it does."""
    found: list[Finding] = []
    if settings.wecom_agent_id and not settings.wecom_token:
        found.append((False, (
            f"nobody can write to WeCom's app, and it sends no buttons: set {PREFIX}WECOM_TOKEN and "
            f"{PREFIX}WECOM_AES_KEY ({APP_FIELD})"
        )))  # fmt: skip
    callbacks = envelopes(settings)
    if not callbacks:
        return found
    if not settings.public_url:
        why = "is empty: WeCom calls the program; set it to its address on the internet"
        return [*found, (False, f"{PREFIX}PUBLIC_URL {why}")]
    if _is_inside(settings.public_url) and not _is_inside(settings.wecom_api):
        return [*found, (False, f"{PREFIX}PUBLIC_URL: {settings.public_url} {CLOSED}")]
    for path, envelope in callbacks.items():
        url = f"{settings.public_url}{path}"
        found.append((True, f"{FIELDS[path]}: URL {url}, with Token and EncodingAESKey as in the settings"))
        found.append(await _tried(url, envelope) if runs else (True, _not_yet(url)))
    return found


def envelopes(settings: Settings) -> dict[str, Envelope]:
    """What seals the calls that WeCom makes, by their path."""
    found = {}
    if settings.wecom_token:
        found[APP_PATH] = Envelope(settings.wecom_token, settings.wecom_aes_key, settings.wecom_corp_id)
    if settings.wecom_kf_ids:
        found[KF_PATH] = Envelope(*settings.wecom_kf_seal, settings.wecom_corp_id)
    return found


def _not_yet(url: str) -> str:
    return f"{url} is tried while the program runs; start it before pressing 保存, WeCom calls there at once"


async def _tried(url: str, envelope: Envelope) -> Finding:
    """The console's own check: a sealed word comes in, the word itself goes out, within a second."""
    word, now, nonce = token_urlsafe(12), str(int(time.time())), token_urlsafe(8)
    sealed, signature = envelope.seal(word.encode(), now, nonce)
    query = {"msg_signature": signature, "timestamp": now, "nonce": nonce, "echostr": sealed}
    target, proxy = route(url)
    began = time.monotonic()
    try:
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(target, proxy=proxy, params=query, allow_redirects=False) as answer,
        ):
            status, said = answer.status, await answer.read()
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        return False, (
            f"{url} cannot be reached from here ({type(error).__name__}): see its name, its certificate and the "
            "proxy in front; from inside some networks it never can, then open it on a telephone"
        )
    if status == 200 and said == word.encode():
        took = time.monotonic() - began
        slow = f", but after {took:.1f} s, and WeCom waits {VENDORS_SECONDS:.0f} s" if took > VENDORS_SECONDS else ""
        return not slow, f"{url} answers as WeCom wants it{slow}"
    return False, _explain(url, status)


def _explain(url: str, status: int) -> str:
    match status:
        case 403:
            why = "the running program has another Token or EncodingAESKey: start it again with these settings"
        case 404:
            why = "the running program does not serve it (start it again), or the proxy in front keeps /wecom/"
        case 301 | 302 | 307 | 308:
            why = f"it sends one elsewhere, which WeCom does not follow: write that address into {PREFIX}PUBLIC_URL"
        case 502 | 503 | 504:
            why = "the proxy in front does not reach the program"
        case _:
            why = "something else answers there, or the proxy in front changes what goes through it"
    return f"{url} answers {status}: {why}"


async def clock_off(settings: Settings) -> list[Finding]:
    """How far this machine's clock is from WeCom's. Too far, and each of its calls is refused here."""
    target, proxy = route(f"{settings.wecom_api}/")
    try:
        timeout = aiohttp.ClientTimeout(total=SECONDS)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(target, proxy=proxy, allow_redirects=False) as answer,
        ):
            theirs = _epoch(answer.headers.get("Date", ""))
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return []
    return [compared(time.time() - theirs, settings.wecom_tolerance)] if theirs else []


def compared(ahead: float, tolerance: int) -> Finding:
    """What a clock that is so many seconds ahead of WeCom's means, where calls may be `tolerance` seconds off."""
    if abs(ahead) * 2 <= tolerance:
        return True, "this machine's clock agrees with WeCom's"
    which = "ahead of" if ahead > 0 else "behind"
    what = "are refused" if abs(ahead) > tolerance else "will soon be refused"
    return False, (
        f"this machine's clock is {abs(ahead):.0f} s {which} WeCom's: its calls {what} (more than {tolerance} s, "
        f"{PREFIX}WECOM_TOLERANCE); let it be set by the network (timedatectl set-ntp true)"
    )


def _epoch(date: str) -> float:
    """The seconds of an HTTP date, 0 for none."""
    try:
        return parsedate_to_datetime(date).timestamp()
    except ValueError:
        return 0.0


def _is_inside(url: str) -> bool:
    """Whether an address is this machine's or that of a network of its own."""
    host = urlsplit(url).hostname or ""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or "." not in host or host.endswith((".local", ".lan", ".internal"))
