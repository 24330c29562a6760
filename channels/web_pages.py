"""The web chat's pages and lines, from the templates in `pages/`, and the static files beside them."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse, Response

from channels.web_words import other, words
from domain.messages import Invitation, Said, Session

_HERE = Path(__file__).parent
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
_PHONE = re.compile(r"(?<![\dA-Za-z.])(1[3-9]\d[- ]?\d{4}[- ]?\d{4}|1(?:10|19|20))(?![\d.%元斤])", re.ASCII)
_FOR_THE_SCRIPT = (
    "lang",
    "sending",
    "failed",
    "lost",
    "elsewhere",
    "signed_out",
    "too_large",
    "picture",
    "recording",
)


class Pages:
    """Renders what browsers see; reads its few templates and static files once."""

    def __init__(self, default_language: str) -> None:
        self._default_language = default_language
        self._statics = {
            path.name: path.read_bytes()
            for path in sorted((_HERE / "static").iterdir())
            if path.suffix in _TYPES
        }
        self.version = hashlib.sha256(b"".join(self._statics.values())).hexdigest()[:12]
        environment = Environment(
            loader=FileSystemLoader(_HERE / "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["phones"] = _phones
        environment.globals["static"] = f"/chat/static/{self.version}"
        self._environment = environment
        self._line = environment.get_template("line.html.j2")

    def line(self, said: Said, language: str) -> str:
        """One line of the transcript as HTML, the same for the first screen and for what comes later."""
        # The house may keep the whole key of the update; the page knows its own last part.
        return self._line.render(said=said, key=said.key.rpartition(":")[2], words=words(language)).strip()

    def chat(self, session: Session, said: Sequence[Said], more: bool) -> Response:
        """The chat with its newest lines; `more` when there are earlier ones."""
        table = words(session.language)
        return self._page(
            "chat.html.j2",
            words=table,
            name=session.name,
            lines=[Markup(self.line(each, session.language)) for each in said],
            more=more,
            owner=hashlib.sha256(session.chat.encode()).hexdigest()[:16],
            key=secrets.token_urlsafe(12),
            script_words={name: table[name] for name in _FOR_THE_SCRIPT},
        )

    def enter(self, invitation: Invitation) -> Response:
        return self._page("enter.html.j2", words=words(invitation.language), name=invitation.name)

    def welcome(self) -> Response:
        return self._both("welcome.html.j2")

    def link_gone(self) -> Response:
        return self._both("link_gone.html.j2", status=410)

    def notice(self, language: str, word: str, status: int) -> Response:
        """A page with one sentence, for a browser that runs no script."""
        return self._page("notice.html.j2", status, words=words(language), word=word)

    def static(self, version: str, name: str) -> Response:
        """A static file; under its own version it may be kept for ever."""
        content = self._statics.get(name)
        if content is None:
            return Response(status_code=404)
        kept = "public, max-age=31536000, immutable" if version == self.version else "no-cache"
        return Response(content, media_type=_TYPES[Path(name).suffix], headers={"Cache-Control": kept})

    def _both(self, template: str, status: int = 200) -> Response:
        language = self._default_language
        return self._page(template, status, words=words(language), second=words(other(language)))

    def _page(self, template: str, status: int = 200, **values: object) -> Response:
        return HTMLResponse(self._environment.get_template(template).render(values), status)


def _phones(text: str) -> Markup:
    """Text in which a mobile or an emergency number can be called by one press."""
    pieces = _PHONE.split(text)
    for place, piece in enumerate(pieces):
        number = re.sub(r"\D", "", piece)
        link = Markup('<a href="tel:{0}">{1}</a>').format(number, piece)
        pieces[place] = link if place % 2 else escape(piece)
    return Markup("").join(pieces)
