"""What the web chat needs of the records: who is signed in, the transcript, what the browser has shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from domain.messages import FileReference, NotCommitted
from domain.people import Person, Status
from domain.permissions import Action, scope
from domain.web_chat import Invitation, Said, Session
from storage import addresses, households, links, outbox, people, sayings
from storage.addresses import Address
from storage.database import Database, DatabaseUnavailable, Transaction

ACCOUNT = "web"
PURPOSE = "chat"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Port `WebDoor`. The chat of a person on the web is their id: several browsers share one transcript.

    Everything raises NotCommitted while the database is unavailable.
    """

    database: Database
    clock: Callable[[], int]
    make_secret: Callable[[], str]

    async def invitation(self, token: str) -> Invitation | None:
        now = self.clock()

        def work(tx: Transaction) -> Invitation | None:
            person = links.person_of(tx, token, PURPOSE, now)
            found = people.get(tx, person) if person else None
            return Invitation(found.name, found.language) if found else None

        return await self._read(work)

    async def redeem(self, token: str) -> tuple[str, Session] | None:
        now = self.clock()
        cookie = self.make_secret()

        def work(tx: Transaction) -> tuple[str, Session] | None:
            person = links.use_up(tx, token, PURPOSE, now)
            found = people.get(tx, person) if person else None
            if found is None:
                return None
            links.start_session(tx, cookie, PURPOSE, found.id, now)
            addresses.bind(tx, Address(ACCOUNT, str(found.id)), found.id, found.language, now)
            return cookie, _session(tx, found, now)

        return await self._write(work)

    async def session(self, cookie: str) -> Session | None:
        now = self.clock()

        def work(tx: Transaction) -> Session | None:
            person = links.session(tx, cookie, PURPOSE, now)
            found = people.get(tx, person) if person else None
            return _session(tx, found, now) if found else None

        return await self._read(work)

    async def sign_out(self, cookie: str) -> None:
        await self._write(lambda tx: links.end_session(tx, cookie))

    async def transcript(self, chat: str, after: int, limit: int) -> list[Said]:
        now = self.clock()
        return await self._read(lambda tx: sayings.transcript(tx, Address(ACCOUNT, chat), after, limit, now))

    async def earlier(self, chat: str, before: int, limit: int) -> list[Said]:
        now = self.clock()
        return await self._read(lambda tx: sayings.earlier(tx, Address(ACCOUNT, chat), before, limit, now))

    async def newest(self, chats: Sequence[str]) -> Mapping[str, int]:
        if self.database.engine == "sqlite":  # one process writes, and wakes its pages itself
            return {}
        return await self._read(lambda tx: sayings.newest(tx, ACCOUNT, chats))

    async def file(self, chat: str, sha256: str) -> FileReference | None:
        return await self._read(lambda tx: sayings.file_in(tx, Address(ACCOUNT, chat), sha256))

    async def delivered(self, chat: str, ids: Sequence[int]) -> None:
        now = self.clock()
        await self._write(lambda tx: outbox.delivered(tx, ACCOUNT, chat, ids, now))

    async def present(self, chats: Sequence[str]) -> None:
        now = self.clock()
        await self._write(lambda tx: addresses.seen(tx, ACCOUNT, chats, now))

    async def _read(self, work: Callable[[Transaction], T]) -> T:
        try:
            return await self.database.read(work)
        except DatabaseUnavailable as error:
            raise NotCommitted from error

    async def _write(self, work: Callable[[Transaction], T]) -> T:
        try:
            return await self.database.write(work)
        except DatabaseUnavailable as error:
            raise NotCommitted from error


def _session(tx: Transaction, person: Person, now: int) -> Session:
    if scope(person, Action.SEE_TALLIES):
        kind = "cadre"
    elif scope(person, Action.REPORT_VISIT):
        kind = "worker"
    elif scope(person, Action.SEE_HEALTH):
        kind = "doctor"
    else:
        observed = person.household and Status.OBSERVATION in households.statuses(tx, person.household, now)
        kind = "observed" if observed else "villager"
    return Session(str(person.id), person.name, person.language, kind)
