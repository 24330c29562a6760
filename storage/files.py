"""Pictures, voice messages and files, kept in a folder by the SHA-256 of their content."""

import hashlib
import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile

from domain.messages import FileReference

_NAME = re.compile(r"[0-9a-f]{64}\Z")


class FileStore:
    """A folder of files. Keeping the same content again changes nothing, so a turn that is rolled back leaves at
    most a file that nothing names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes, media_type: str, kind: str) -> FileReference:
        """Keeps a content durably before anything refers to it."""
        name = hashlib.sha256(content).hexdigest()
        path = self._path(name)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, delete=False) as temporary:
                temporary.write(content)
                temporary.flush()
                os.fsync(temporary.fileno())
            os.replace(temporary.name, path)
        return FileReference(kind, name, media_type, len(content), kept=True)

    def open(self, sha256: str) -> bytes | None:
        """A kept content, or None."""
        if not _NAME.match(sha256):
            return None
        path = self._path(sha256)
        return path.read_bytes() if path.exists() else None

    def forget(self, sha256: str) -> None:
        """Removes a content; nothing when it is not there."""
        if _NAME.match(sha256):
            self._path(sha256).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
