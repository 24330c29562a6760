"""What is logged of an error: its type and its place, and never its message."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS = "李阿公胸口痛"
PROGRAM = f"""
import logging
import structlog
from commands.logs import log_to_stderr

log_to_stderr()
try:
    {{}}["{WORDS}"]
except KeyError:
    logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    structlog.get_logger().exception("turn failed", update=1)
"""


def test_an_error_is_logged_by_type_and_place_and_without_its_words() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert WORDS not in done.stderr
    assert done.stderr.count("KeyError") == 2
    assert "turn failed" in done.stderr
