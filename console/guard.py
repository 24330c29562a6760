"""What keeps the console safe: strict headers, and forms that only our own pages can post."""

import hashlib
import hmac
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

LARGEST_FORM = 256 * 1024
LARGEST_UPLOAD = 12 * 1024 * 1024
"""Of a form with one file, which spools to disk."""

LARGEST_TEXT = 4 * 1024 * 1024
"""Of one text beside a file: more than a million characters are still told that they are too many."""

MOST_FIELDS = 4000
TOKEN_FIELD = "token"

_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "media-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # With no-referrer a browser blanks the Origin of a form's post, which is compared here.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def secured(response: Response) -> Response:
    """The response with every strict header that it has not set itself."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def form_token(cookie: str) -> str:
    """What a form carries to show that it was made for this session. Nothing leads back from it to the cookie, and
    every process makes the same."""
    return hmac.new(cookie.encode(), b"tongxin console form", hashlib.sha256).hexdigest()


def token_fits(cookie: str, token: str) -> bool:
    return hmac.compare_digest(form_token(cookie).encode(), token.encode())


def from_elsewhere(request: Request) -> bool:
    """Whether the browser says that a post comes from another site. One that says nothing is left to the token."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site != "same-origin"
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")
