"""Who is signed in on a browser. Each chat has a cookie of its own, so that people who share a phone stay apart."""

from starlette.requests import Request
from starlette.responses import Response

from domain.web_chat import Session, WebDoor

SIGNED_IN_SECONDS = 90 * 24 * 3600
PEOPLE = 8  #: of those signed in on one browser, the latest that its pages offer
_LONGEST_SECRET = 200


class Sessions:
    """The sessions behind a request's cookies. `secure` is for sites with HTTPS."""

    def __init__(self, door: WebDoor, secure: bool) -> None:
        self._door = door
        self._secure = secure
        self._prefix = "__Host-tongxin_chat_" if secure else "tongxin_chat_"

    def secret(self, request: Request, who: str) -> str:
        """The secret in this chat's cookie, "" when there is none."""
        return request.cookies.get(self._prefix + who, "")

    async def of(self, request: Request, who: str) -> Session | None:
        """The session of this chat, and of no other: a cookie under another's name counts for nothing."""
        secret = self.secret(request, who)
        session = await self._door.session(secret) if 0 < len(secret) <= _LONGEST_SECRET else None
        return session if session is not None and session.chat == who else None

    async def all(self, request: Request) -> list[Session]:
        """Everybody who is signed in on this browser, the first who came first."""
        names = [name.removeprefix(self._prefix) for name in request.cookies if name.startswith(self._prefix)]
        found = [await self.of(request, who) for who in names[-PEOPLE:]]
        return [session for session in found if session is not None]

    def begin(self, answer: Response, session: Session, secret: str) -> None:
        self._set(answer, session.chat, secret, SIGNED_IN_SECONDS)

    def end(self, answer: Response, session: Session) -> None:
        self._set(answer, session.chat, "", 0)

    def _set(self, answer: Response, who: str, secret: str, seconds: int) -> None:
        # The path is not /chat/{who}: the first page could not tell who is signed in, nor could __Host- be used.
        answer.set_cookie(
            self._prefix + who, secret, seconds, path="/", secure=self._secure, httponly=True, samesite="lax"
        )
