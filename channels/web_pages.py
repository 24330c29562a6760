"""The web chat's pages and lines, from the templates in `pages/`, and the static files beside them."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from channels.web_guard import SCRIPT_HEADER
from channels.web_posts import Answer
from channels.web_words import FIRST, QUICK, other, words
from domain.media_types import UNPLAYED, name_of
from domain.web_chat import Invitation, Said, Session

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
    "leave_sure",
    "remove",
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
            path.name: path.read_bytes() for path in sorted((_HERE / "static").iterdir()) if path.suffix in _TYPES
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
        environment.filters["name_of"] = lambda file: name_of(file.kind, file.media_type)
        environment.globals["unplayed"] = UNPLAYED
        environment.globals["static"] = f"/chat/static/{self.version}"
        self._environment = environment
        self._line = environment.get_template("line.html.j2")

    def line(self, said: Said, session: Session) -> str:
        """One line of the transcript as HTML, the same for the first screen and for what comes later."""
        # The house may keep the whole key of the update; the page knows its own last part.
        key = said.key.rpartition(":")[2]
        return self._line.render(said=said, key=key, who=session.chat, words=words(session.language)).strip()

    def chat(self, session: Session, said: Sequence[Said], more: bool) -> Response:
        """The chat with its newest lines; `more` when there are earlier ones."""
        table = words(session.language)
        return self._page(
            "chat.html.j2",
            words=table,
            name=session.name,
            lines=[Markup(self.line(each, session)) for each in said],
            more=more,
            first=[table[name] for name in FIRST[session.kind]],
            quick=[table[name] for name in QUICK[session.kind]],
            who=session.chat,
            key=secrets.token_urlsafe(12),
            script_words={name: table[name] for name in _FOR_THE_SCRIPT},
        )

    def enter(self, invitation: Invitation) -> Response:
        return self._page("enter.html.j2", words=words(invitation.language), name=invitation.name)

    def welcome(self) -> Response:
        return self._both("welcome.html.j2")

    def choose(self, people: Sequence[Session]) -> Response:
        """A large button for each of those who are signed in on one browser."""
        return self._page("choose.html.j2", words=words(people[0].language), people=people)

    def signed_out(self, people: Sequence[Session]) -> Response:
        """A chat whose session is over; `people` are the others who are signed in on the browser."""
        return self._both("signed_out.html.j2", 401, people=people)

    def link_gone(self) -> Response:
        return self._both("link_gone.html.j2", 410)

    def failure(self, word: str, status: int) -> Response:
        """A page with one sentence in both languages, when nothing is known of its reader."""
        return self._both("failure.html.j2", status, word=word)

    def notice(self, language: str, word: str, status: int, back: str = "/chat", retry: int = 0) -> Response:
        """A page with one sentence and the way back; a browser goes there by itself after `retry` seconds, if any."""
        return self._page("notice.html.j2", status, words=words(language), word=word, back=back, retry=retry)

    def answer(self, request: Request, language: str, answer: Answer) -> Response:
        """JSON for our script. For a form posted without it the chat again, or a page that says what was wrong."""
        if SCRIPT_HEADER in request.headers:
            said = {"toast": answer.toast, "say": words(language).get(answer.word), "retry": answer.retry}
            response: Response = JSONResponse({name: each for name, each in said.items() if each}, answer.status)
        else:
            who = request.path_params.get("who")
            back = f"/chat/{quote(who)}" if who else "/chat"
            if answer.status == 200:
                return RedirectResponse(back, 303)
            response = self.notice(
                language, answer.word, answer.status, back, answer.retry if request.method == "GET" else 0
            )
        if answer.retry:
            response.headers["Retry-After"] = str(answer.retry)
        return response

    def static(self, version: str, name: str) -> Response:
        """A static file; under its own version it may be kept for ever."""
        content = self._statics.get(name)
        if content is None:
            return Response(status_code=404)
        kept = "public, max-age=31536000, immutable" if version == self.version else "no-cache"
        return Response(content, media_type=_TYPES[Path(name).suffix], headers={"Cache-Control": kept})

    def _both(self, template: str, status: int = 200, **values: object) -> Response:
        language = self._default_language
        return self._page(template, status, words=words(language), second=words(other(language)), **values)

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
