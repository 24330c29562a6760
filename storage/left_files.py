"""Kept files that rows named which have had their time: they are removed some days later, if nothing else names them.

They stand with the copies of somebody's data, which are removed in the same way.
"""

from collections.abc import Iterable

from domain.messages import FileReference
from storage.database import Transaction

SHA256 = 64
"""Characters of a kept file's name; what is shorter stands for one that is still being fetched."""


def note(tx: Transaction, files: Iterable[str], now: int) -> None:
    """A row that named these files (by their SHA-256) names them no longer."""
    for name in dict.fromkeys(files):
        if len(name) == SHA256:
            tx.sql.mydata.note_copy(
                tx.connection, tenant=tx.tenant, id=tx.ids.next(), person=0, sha256=name, now=now
            )


def kept(files: Iterable[FileReference]) -> list[str]:
    """Of files that came with a message those that are kept here."""
    return [file.reference for file in files if file.kept]


def is_named(tx: Transaction, sha256: str) -> bool:
    """Whether a message, a visit, a check of a shop, a window or a notice still has the file."""
    return bool(
        tx.sql.left_files.is_named(tx.connection, tenant=tx.tenant, photo=sha256, words=f"%{sha256}%")
    )
