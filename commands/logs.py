"""What the program says of itself on standard error: one line an event, ids and places in the code, never words."""

import contextlib
import io
import logging
import sys
import threading
import traceback
from collections.abc import MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

FRAMES = 8
"""Of an error's traceback, counted from where it happened."""

LONGEST_REASON = 200
SPEAKS_OF_THE_SERVER = "psycopg.pool"
"""The one library whose words are kept: it says why the database cannot be reached, and knows nobody's messages."""

NOISY = ("apscheduler",)
"""That a tick waits for the one before it is no news while the database is away: our own line says that."""

_RENDER = structlog.processors.JSONRenderer(ensure_ascii=False)


def log_to_stderr() -> None:
    """Sets up structlog (JSON) for our own events, and the same for those of libraries from WARNING on."""
    stream: Any = _LogStream()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            _without_message,
            _RENDER,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(stream),
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_AsOurs())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(True)
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.ERROR)
    threading.excepthook = _thread_failed


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    """A thread's last error, which Python would print with its message."""
    structlog.get_logger().error("thread failed", exc_info=failed.exc_value)


def _places(at: TracebackType | None) -> list[str]:
    """Where an error happened, innermost last. Its message may hold somebody's words and is left out."""
    frames = traceback.extract_tb(at)[-FRAMES:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]


def _without_message(logger: Any, method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    error = event.pop("exc_info", None)
    error = sys.exc_info()[1] if error is True else error
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = _places(error.__traceback__)
    return event


class _AsOurs(logging.Formatter):
    """A library's event as one of ours: who says it, from which line, with the kind and the places of an error. Its
    text may have been made of somebody's words and is left out; only a pattern that is filled in later is kept."""

    def format(self, record: logging.LogRecord) -> str:
        event: dict[str, Any] = {
            "event": "library",
            "logger": record.name,
            "at": f"{record.filename}:{record.lineno} {record.funcName}",
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if record.name == SPEAKS_OF_THE_SERVER:
            event["reason"] = " ".join(record.getMessage().split())[:LONGEST_REASON]
        elif record.args:
            event["pattern"] = str(record.msg)
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, BaseException):
            event |= {"error": type(error).__name__, "where": _places(error.__traceback__)}
        return str(_RENDER(None, "", event))


class _LogStream(io.TextIOBase):
    """Standard error that loses what a full disk does not take, instead of stopping whoever writes a line.

    Our own events and those of libraries come from several threads; each is written whole, line end included.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def write(self, text: str, /) -> int:
        with contextlib.suppress(OSError), self._lock:
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
