"""What every page of the console is handed: the house around it, and the visitor who asks."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from broadcasts.outbox import Writer
from console.figures import Glances
from console.guard import form_token
from domain.people import Person
from domain.permissions import Action, allowed, scope
from storage.database import Database
from storage.files import FileStore


@dataclass(frozen=True, slots=True)
class Visitor:
    """A member of staff who is signed in. `waiting`, `troubled` and `red` count what waits in their areas: calls,
    deliveries that failed, and health alarms of which nobody has said what was done."""

    person: Person
    cookie: str
    waiting: int = 0
    troubled: int = 0
    red: int = 0

    @property
    def token(self) -> str:
        """What this visitor's forms carry."""
        return form_token(self.cookie)

    @property
    def sees_deliveries(self) -> bool:
        return bool(self.scope(Action.SEE_DELIVERIES))

    @property
    def uses_console(self) -> bool:
        """All of it; a doctor reads about health only."""
        return bool(self.scope(Action.USE_CONSOLE))

    @property
    def sees_health(self) -> bool:
        return bool(self.scope(Action.SEE_HEALTH))

    @property
    def makes_shifts(self) -> bool:
        return bool(self.scope(Action.MAKE_SHIFTS))

    @property
    def sends_notices(self) -> bool:
        return bool(self.scope(Action.SEND_NOTICE))

    def may(self, action: Action, path: str) -> bool:
        return allowed(self.person, action, path)

    def scope(self, action: Action) -> tuple[str, ...]:
        return scope(self.person, action)


@dataclass(frozen=True, slots=True)
class House:
    """What the console is handed. `clock` gives epoch milliseconds, `address` is the base of links; cookies are
    secure where the site has HTTPS."""

    database: Database
    clock: Callable[[], int]
    zone: ZoneInfo
    address: str
    secure_cookies: bool
    language: str
    make_secret: Callable[[], str]
    writer: Writer
    bot_link: Callable[[], str]
    files: FileStore
    paces: Mapping[str, float] = field(default_factory=dict)  #: deliveries a second, by account or kind of channel
    glances: Glances = field(default_factory=Glances)

    @property
    def cookie(self) -> str:
        """The name of the session's cookie, which is not the chat's."""
        return "__Host-tongxin_console" if self.secure_cookies else "tongxin_console"


LARGEST_ID = 2**53


def number(text: object) -> int:
    """A record's number out of an address; 0, which no record has, for what is none."""
    digits = str(text)
    found = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 16 else 0
    return found if found < LARGEST_ID else 0


Page = Callable[[House, Request, Visitor], Awaitable[Response | None]]
"""A page for somebody who is signed in; None when there is no such thing, or none that they may see."""

Form = Callable[[House, Request, Visitor, FormData], Awaitable[Response | None]]
"""What a posted form does; its token and origin have been checked."""
