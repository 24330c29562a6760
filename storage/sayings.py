"""What people said, and a chat's transcript of both sides."""

from collections.abc import Iterable, Sequence
from typing import Any

from domain.messages import FileReference
from domain.web_chat import Said
from storage import contents, left_files
from storage.addresses import Address
from storage.database import Transaction
from storage.json_text import read_json, write_json

NEWEST = 2**53
"""Above every id."""


def add(
    tx: Transaction,
    address: Address,
    person: int,
    key: str,
    text: str,
    files: tuple[FileReference, ...],
    at: int,
    message: str = "",
) -> int:
    """Keeps what was said; files that a vendor still holds are noted to be fetched after the commit."""
    saying = tx.ids.next()
    tx.sql.sayings.add(
        tx.connection, tenant=tx.tenant, id=saying, account=address.account, chat=address.chat, person=person,
        key=key, at=at, text=text, files=_dump(files) if files else "[]", message=message,
    )  # fmt: skip
    for file in files:
        if not file.kept:
            tx.sql.sayings.want_file(
                tx.connection, tenant=tx.tenant, id=tx.ids.next(), account=address.account,
                reference=file.reference, kind=file.kind, media_type=file.media_type, saying=saying, now=at,
            )  # fmt: skip
    return saying


def get(tx: Transaction, saying: int) -> tuple[str, tuple[FileReference, ...]] | None:
    """The text and files of a saying."""
    row = tx.sql.sayings.get(tx.connection, tenant=tx.tenant, id=saying)
    return (row[6], files_in(row[7])) if row else None


def versions(tx: Transaction, address: Address, message: str) -> list[tuple[int, str, int]]:
    """(id, text, at) of what was written in a group and of its edits, the newest first."""
    rows = tx.sql.sayings.versions(
        tx.connection, tenant=tx.tenant, account=address.account, chat=address.chat, message=message
    )
    return list(rows)


def withhold(tx: Transaction, saying: int) -> None:
    """Keeps that something was said and not the words: they held what must never be kept."""
    tx.sql.sayings.withhold(tx.connection, tenant=tx.tenant, id=saying)


def transcript(tx: Transaction, address: Address, after: int, count: int, now: int) -> list[Said]:
    """Both sides' lines with an id above `after`, oldest first; with after = 0 the newest `count`."""
    if not after:
        return earlier(tx, address, NEWEST, count, now)
    where = {"tenant": tx.tenant, "account": address.account, "chat": address.chat, "count": count}
    theirs = tx.sql.sayings.theirs(tx.connection, after=after, **where)
    ours = tx.sql.sayings.ours(tx.connection, after=after, now=now, **where)
    return _merged(theirs, ours)[:count]


def earlier(tx: Transaction, address: Address, before: int, count: int, now: int) -> list[Said]:
    """The newest `count` lines of both sides with an id below `before`, oldest first."""
    where = {"tenant": tx.tenant, "account": address.account, "chat": address.chat, "count": count}
    theirs = tx.sql.sayings.theirs_before(tx.connection, before=before, **where)
    ours = tx.sql.sayings.ours_before(tx.connection, before=before, now=now, **where)
    return _merged(theirs, ours)[-count:]


def newest(tx: Transaction, account: str, chats: Sequence[str]) -> dict[str, int]:
    """A number for each chat, another after whatever either side says: ids only grow."""
    rows = tx.sql.sayings.newest(tx.connection, tenant=tx.tenant, account=account, keys=write_json(list(chats)))
    return {chat: theirs + ours for chat, theirs, ours in rows}


def file_in(tx: Transaction, address: Address, sha256: str) -> FileReference | None:
    """The kept file of that SHA-256 (64 hexadecimal digits) if a line of this chat carries it."""
    where = {"tenant": tx.tenant, "account": address.account, "chat": address.chat, "words": f"%{sha256}%"}
    for (files,) in tx.sql.sayings.theirs_with(tx.connection, **where):
        return next((file for file in files_in(files) if file.reference == sha256 and file.kept), None)
    for content, shared in tx.sql.sayings.ours_with(tx.connection, **where):
        return contents.load(content, shared or "").file
    return None


def _merged(theirs: Iterable[Any], ours: Iterable[Any]) -> list[Said]:
    lines = [*(_theirs(*row) for row in theirs), *(_ours(*row) for row in ours)]
    return sorted(lines, key=lambda line: line.id)


def _theirs(saying: int, at: int, text: str, files: str, key: str) -> Said:
    kept = [file for file in files_in(files) if file.kept]
    return Said(saying, at, False, text, (), kept[0] if kept else None, key)


def _ours(delivery: int, at: int, content: str, shared: str | None) -> Said:
    loaded = contents.load(content, shared or "")
    return Said(delivery, at, True, loaded.text, loaded.choices, loaded.file)


def purge(tx: Transaction, before: int, count: int, now: int) -> int:
    """Empties at most `count` sayings with an id below `before`; how many. Their files go later."""
    for (files,) in list(tx.sql.sayings.old_files(tx.connection, tenant=tx.tenant, before=before, count=count)):
        left_files.note(tx, left_files.kept(files_in(files)), now)
    return int(tx.sql.sayings.purge(tx.connection, tenant=tx.tenant, before=before, count=count))


def wanted_files(tx: Transaction, account: str, now: int, count: int) -> list[tuple[int, FileReference, int, int]]:
    """(id, reference, saying, attempts) of files to be fetched from a vendor."""
    rows = tx.sql.sayings.wanted_files(tx.connection, tenant=tx.tenant, account=account, now=now, count=count)
    return [
        (key, FileReference(kind, reference, media_type), saying, attempts)
        for key, reference, kind, media_type, saying, attempts in rows
    ]


def file_kept(tx: Transaction, fetch: int, saying: int, wanted: FileReference, kept: FileReference) -> bool:
    """Notes where a fetched file is kept, there and in its saying; False when another process did."""
    if not tx.sql.sayings.file_kept(tx.connection, tenant=tx.tenant, id=fetch, sha256=kept.reference):
        return False
    tx.sql.sayings.hold_files(tx.connection, tenant=tx.tenant, id=saying)
    found = get(tx, saying)
    if found is not None:
        files = tuple(kept if file.reference == wanted.reference else file for file in found[1])
        tx.sql.sayings.set_files(tx.connection, tenant=tx.tenant, id=saying, files=_dump(files))
    return True


def file_failed(tx: Transaction, fetch: int, again_at: int | None) -> None:
    """A fetch failed: to be tried again at a time, or given up."""
    state = "wanted" if again_at is not None else "failed"
    tx.sql.sayings.file_failed(tx.connection, tenant=tx.tenant, id=fetch, state=state, due=again_at or 0)


def _dump(files: tuple[FileReference, ...]) -> str:
    return write_json([[f.kind, f.reference, f.media_type, f.size, f.seconds, f.kept] for f in files])


def files_in(text: str) -> tuple[FileReference, ...]:
    """The files of a saying as its row has them."""
    entries: list[list[Any]] = read_json(text)
    return tuple(FileReference(*entry) for entry in entries)
