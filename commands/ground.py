"""What the house stands on: its port, its folder for files, and that nobody else serves the same database file."""

import contextlib
import errno
import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

from commands.house import Refused
from config import Settings
from storage.opening import Place, read_place

PROBE = b"\0" * 65_536
"""What is written to see whether a folder takes files: an empty one has room on a full disk."""


def listen(settings: Settings) -> socket.socket:
    """The socket that people will be served on. Raises Refused."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host.strip("[]"), settings.port))
        listener.listen(1024)
    except (OSError, UnicodeError) as error:
        listener.close()
        raise Refused(_explain(settings, error)) from None
    listener.setblocking(False)
    return listener


def _explain(settings: Settings, error: Exception) -> str:
    where = f"{settings.host}:{settings.port} cannot be used"
    match getattr(error, "errno", None):
        case errno.EADDRINUSE:
            return f"{where}: another program has the port. Stop it, or set TONGXIN_PORT to a free one."
        case errno.EACCES:
            return f"{where}: this user may not take a port below 1024. Set TONGXIN_PORT to a higher one."
        case _:
            said = getattr(error, "strerror", None) or "no name of a host"
            return (
                f"{where} ({said}): TONGXIN_HOST is not an address of this machine. Write 127.0.0.1 for this machine "
                "alone, or 0.0.0.0 for all its networks."
            )


def try_folder(folder: Path) -> None:
    """Writes a file and removes it again, in the folder or where it would be made. Raises OSError."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    with tempfile.NamedTemporaryFile(dir=there, prefix=".tongxin-") as probe:
        probe.write(PROBE)
        probe.flush()
        os.fsync(probe.fileno())


def refuse_folder(folder: Path, error: OSError) -> str:
    return (
        f"TONGXIN_FILES: {folder} takes no files ({error.strerror}): name a folder that this program's user may "
        "write, on a disk with room."
    )


def make_folder(settings: Settings) -> None:
    """Makes the folder for files and sees that it takes some. Raises Refused."""
    folder = Path(settings.files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try_folder(folder)
    except OSError as error:
        raise Refused(refuse_folder(folder, error)) from None


@contextlib.contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """On SQLite one process serves a file; commands may run beside it. Raises Refused."""
    place = read_place(settings.database)
    if place.engine != "sqlite":
        yield
        return
    try:
        place.path.parent.mkdir(parents=True, exist_ok=True)
        lock = lock_file(place).open("w")
    except OSError as error:
        raise Refused(place.explain(error)) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(
                f"another bot is serving {place.path} already. Stop it first, or set TONGXIN_DATABASE to another."
            ) from None
        yield


def is_served(place: Place) -> bool:
    """Whether a bot serves this file now."""
    try:
        with lock_file(place).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def lock_file(place: Place) -> Path:
    return Path(f"{place.path}.lock")
