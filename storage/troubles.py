"""What a database's errors mean to whoever runs the house: what is wrong in plain words, and what to do about it."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

SETTING = "TONGXIN_DATABASE"
LONGEST_QUOTE = 240

_PASSWORD = re.compile(r"(?<=://)([^:/@?#]*):(?:.*)@", re.DOTALL)
_PASSWORD_PARAMETER = re.compile(r"((?:^|[?&\s])(?:ssl)?password=)[^&\s]*", re.IGNORECASE)

_SQLITE = (
    ("file is not a database", "is no database: name another file, or move this one away"),
    ("malformed", "is damaged: stop the bot and restore the last backup"),
    ("is locked", "is locked by another program (a backup, a migration, an open sqlite3): end it and try again"),
    ("readonly", "may not be written by this user: give this user the file and its folder"),
    ("is full", "has no room left on its disk: make room and try again"),
    ("No space left", "has no room left on its disk: make room and try again"),
    ("Read-only file system", "is on a disk that takes no writes: mount it anew, or name another place"),
    ("disk I/O error", "cannot be written or read by its disk: is the disk full, or failing?"),
    ("already exists", "has tables of another program: name a file of its own"),
    ("no such table", "was not made by this program: name another file"),
)
"""Words of SQLite and of the system as Python gives them, English everywhere, and what they mean."""

_POSTGRES = {
    "42501": "user {user} lacks a right there: make it the owner (alter database {name} owner to {user})",
    "25006": "this server takes no writes, it is a standby: name the primary",
    "42P07": "there are tables of another program in it: name an empty database",
    "53100": "its disk is full: make room and try again",
    "53300": "it has no connection left: raise max_connections, or run fewer processes",
    "55P03": "a table stays locked: end what holds it and try again",
    "57014": "a table stays locked: end what holds it and try again",
}
"""SQLSTATE and what it means. Errors of connecting have none, and their words are in the server's language."""


def masked(url: str) -> str:
    """A database's URL as it may be printed: without its password, also where a sign in that was not escaped."""
    return _PASSWORD_PARAMETER.sub(r"\1***", _PASSWORD.sub(r"\1:***@", url))


def of_sqlite(path: Path, error: Exception) -> str:
    """One line for an error on a file."""
    if path.is_dir():
        return f"{SETTING}: {path} is a folder: name a file in it, such as {path / 'tongxin.db'}"
    said = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    for words, meaning in _SQLITE:
        if words in said:
            return f"{SETTING}: {path} {meaning}"
    remedy = "give this user the file and its folder, or name another place"
    return f"{SETTING}: {path} cannot be made or opened ({said}): {remedy}"


def of_postgres(url: str, error: Exception) -> str:
    """One line for an error of psycopg; the password is never in it."""
    primary = getattr(getattr(error, "diag", None), "message_primary", None)
    said = _quoted(url, primary or str(error))
    split = urlsplit(url)
    user, name = split.username or "your user", unquote(split.path.lstrip("/")) or "your database"
    meaning = _POSTGRES.get(getattr(error, "sqlstate", None) or "")
    if meaning is not None:
        return f"{SETTING}: PostgreSQL refuses ({said}): {meaning.format(user=user, name=name)}"
    remedy = "is it running, are host, port, database, user and password right?"
    return f"{SETTING}: PostgreSQL does not answer at {masked(url)} ({said}): {remedy}"


def explain(engine: str, path: Path, url: str, error: Exception) -> str:
    """What became of a work, for the terminal of a command; what is explained already stays as it is."""
    if str(error).startswith(SETTING):
        return str(error)
    cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
    return of_sqlite(path, cause) if engine == "sqlite" else of_postgres(url, cause)


def _quoted(url: str, said: str) -> str:
    """An error's words in one line, without the password, whole or in the pieces that a wrong reading makes of it."""
    secret = urlsplit(url).password or ""
    for hidden in {secret, unquote(secret), *re.split(r"[@:/?#]", unquote(secret))}:
        if len(hidden) > 2:
            said = said.replace(hidden, "***")
    words = " ".join(masked(said).split())
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE] + "…"
