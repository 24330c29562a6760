"""What the program says of itself on standard error: one line an event, ids and places in the code, never words."""

import contextlib
import io
import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

FRAMES = 8
"""Of an error's traceback, counted from where it happened."""


def log_to_stderr() -> None:
    """Sets up structlog (JSON) for our own events, and the standard logging of libraries from WARNING on."""
    stream: Any = _LogStream()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            _without_message,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_PlacesOnly("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING)


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


class _PlacesOnly(logging.Formatter):
    """Libraries' errors as ours: their type and where they happened."""

    def formatException(self, ei: Any) -> str:
        kind, _, at = ei
        return f"{getattr(kind, '__name__', kind)} at {' < '.join(reversed(_places(at)))}"


class _LogStream(io.TextIOBase):
    """Standard error that loses what a full disk does not take, instead of stopping whoever writes a line."""

    def write(self, text: str, /) -> int:
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
