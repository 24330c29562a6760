"""The way from this machine to a vendor: directly, or through the proxy that the environment names."""

from functools import lru_cache
from urllib.request import getproxies, proxy_bypass

from yarl import URL


@lru_cache(maxsize=64)
def route(url: str) -> tuple[URL, str | None]:
    """An address and the proxy on the way to it, from HTTPS_PROXY, HTTP_PROXY and NO_PROXY (aiohttp's trust_env would
    send calls for this machine's own Bot API server to the proxy, too). Methods' addresses are few: each is looked at
    once. (A file's address is another each time.)"""
    target = URL(url, encoded=True)
    host = target.host or ""
    if host in ("localhost", "::1") or host.startswith("127.") or proxy_bypass(host):
        return target, None
    proxy = getproxies().get(target.scheme, "")
    return target, proxy if proxy.startswith(("http://", "https://")) else None
