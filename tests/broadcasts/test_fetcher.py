"""Files are fetched from their vendor after the commit, kept by their content, and tried again when it fails."""

import asyncio
import hashlib
from pathlib import Path

import pytest

from broadcasts import fetcher as fetching
from broadcasts.fetcher import ATTEMPTS, FIRST_PAUSE, Fetcher
from domain.messages import FailureKind, FileReference, SendFailure
from storage import sayings
from storage.addresses import Address
from storage.database import Database, Transaction
from storage.files import FileStore
from tests.broadcasts.wire import Wire, until
from tests.town import ACCOUNT, NOON

CHAT = Address(ACCOUNT, "a")
PHOTO = FileReference("photo", "vendor-photo", "image/jpeg")
VOICE = FileReference("voice", "vendor-voice", "audio/ogg", seconds=4)


class Kept:
    """Port `Files` over a folder."""

    def __init__(self, folder: Path) -> None:
        self.store = FileStore(folder)

    async def keep(self, content: bytes, media_type: str, kind: str, /) -> FileReference:
        return self.store.keep(content, media_type, kind)

    async def open(self, sha256: str, /) -> bytes | None:
        return self.store.open(sha256)


class Hall:
    """A fetcher with its wire, its folder and its clock."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database = database
        self.wire = Wire()
        self.kept = Kept(folder)
        self.now = NOON
        self.arrived: list[tuple[int, str]] = []
        self.fetcher = Fetcher(database, {ACCOUNT: self.wire}, self.kept, self._arrive, lambda: self.now)

    def _arrive(self, tx: Transaction, /, *, saying: int, file: FileReference, now: int) -> None:
        self.arrived.append((saying, file.reference))

    async def said(self, *files: FileReference) -> int:
        return await self.database.write(lambda tx: sayings.add(tx, CHAT, 7, "k", "", files, self.now))

    async def wanted(self) -> int:
        found = await self.database.read(lambda tx: sayings.wanted_files(tx, ACCOUNT, 2**52, 99))
        return len(found)

    async def done(self) -> None:
        """Waits until nothing is wanted any more."""
        async with asyncio.timeout(5):
            while await self.wanted():  # noqa: ASYNC110 - a row has no event
                await asyncio.sleep(0.01)


@pytest.fixture
async def hall(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    monkeypatch.setattr(fetching, "POLL", 0.01)
    found = Hall(database, tmp_path / "kept")
    running = asyncio.create_task(found.fetcher.run())
    yield found
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_file_is_fetched_kept_by_its_content_and_named_in_its_saying(hall: Hall) -> None:
    hall.wire.files = {"vendor-photo": b"a picture"}
    saying = await hall.said(PHOTO)
    await hall.done()
    name = hashlib.sha256(b"a picture").hexdigest()
    assert hall.arrived == [(saying, name)]
    assert await hall.kept.open(name) == b"a picture"
    found = await hall.database.read(lambda tx: sayings.get(tx, saying))
    assert found is not None
    assert [(file.reference, file.kept) for file in found[1]] == [(name, True)]


async def test_two_files_of_one_saying_are_both_kept(hall: Hall) -> None:
    hall.wire.files = {"vendor-photo": b"a picture", "vendor-voice": b"a voice"}
    saying = await hall.said(PHOTO, VOICE)
    await hall.done()
    found = await hall.database.read(lambda tx: sayings.get(tx, saying))
    assert found is not None
    assert all(file.kept for file in found[1])
    assert [file.kind for file in found[1]] == ["photo", "voice"]


async def test_a_file_that_two_processes_fetched_arrives_once(hall: Hall) -> None:
    hall.wire.files = {"vendor-photo": b"a picture"}
    saying = await hall.said(PHOTO)
    await hall.done()
    kept = FileReference("photo", "0" * 64, kept=True)
    (fetch,) = await hall.database.read(lambda tx: tx.connection.execute("select id from fetches").fetchone())
    assert not await hall.database.write(lambda tx: sayings.file_kept(tx, fetch, saying, PHOTO, kept))


async def test_a_fetch_that_fails_is_tried_again_after_a_pause(hall: Hall) -> None:
    hall.wire.files = {"vendor-photo": SendFailure(FailureKind.UNREACHABLE)}
    await hall.said(PHOTO)
    await until(lambda: hall.wire.fetched == 1)
    hall.wire.files = {"vendor-photo": b"a picture"}
    await asyncio.sleep(0.05)
    assert hall.wire.fetched == 1
    hall.now += FIRST_PAUSE
    await hall.done()
    assert len(hall.arrived) == 1


async def test_a_file_that_never_comes_is_given_up(hall: Hall) -> None:
    hall.wire.files = {"vendor-photo": SendFailure(FailureKind.UNREACHABLE)}
    await hall.said(PHOTO)
    for tried in range(1, ATTEMPTS + 1):
        await until(lambda tried=tried: hall.wire.fetched == tried)  # type: ignore[misc]
        hall.now += 24 * 3_600_000
    await hall.done()
    assert hall.wire.fetched == ATTEMPTS
    assert hall.arrived == []


async def test_a_file_that_its_vendor_refuses_is_given_up_at_once(hall: Hall) -> None:
    hall.wire.files = {"vendor-photo": SendFailure(FailureKind.REFUSED)}
    await hall.said(PHOTO)
    await hall.done()
    assert hall.arrived == []


async def test_one_file_that_fails_does_not_hold_up_another(hall: Hall) -> None:
    hall.wire.files = {"vendor-photo": SendFailure(FailureKind.UNREACHABLE), "vendor-voice": b"a voice"}
    saying = await hall.said(PHOTO, VOICE)
    await until(lambda: bool(hall.arrived))
    assert hall.arrived == [(saying, hashlib.sha256(b"a voice").hexdigest())]
