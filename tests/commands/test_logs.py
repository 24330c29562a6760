"""What is logged of an error: its type and its place, and never its message."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS = "李阿公胸口痛"
PROGRAM = f"""
import logging
import threading
import warnings
import structlog
from commands.logs import log_to_stderr

log_to_stderr()
try:
    {{}}["{WORDS}"]
except KeyError:
    logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    structlog.get_logger().exception("turn failed", update=1)
logging.getLogger("asyncio").error("Task exception was never retrieved: {WORDS}")
logging.getLogger("some.library").warning("%s was not understood", "{WORDS}")
logging.getLogger("apscheduler.scheduler").warning("skipped: maximum number of running instances reached")
logging.getLogger("psycopg.pool").warning("error connecting in %r: %s", "pool-1", "no such\\nhost")
warnings.warn("{WORDS}")
thread = threading.Thread(target=lambda: {{}}["{WORDS}"])
thread.start()
thread.join()
"""


def test_every_line_is_json_and_an_error_stands_there_by_type_and_place_without_its_words() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert WORDS not in done.stderr
    assert [(line["event"], line.get("logger"), line.get("error")) for line in lines] == [
        ("library", "uvicorn.error", "KeyError"),
        ("turn failed", None, "KeyError"),
        ("library", "asyncio", None),
        ("library", "some.library", None),
        ("library", "psycopg.pool", None),
        ("library", "py.warnings", None),
        ("thread failed", None, "KeyError"),
    ]
    assert lines[3]["pattern"] == "%s was not understood"
    assert lines[4]["reason"] == "error connecting in 'pool-1': no such host"


def test_lines_of_several_threads_do_not_run_into_each_other() -> None:
    script = (
        "import logging, structlog, threading\n"
        "from commands.logs import log_to_stderr\n"
        "log_to_stderr()\n"
        "def ours():\n    for _ in range(500): structlog.get_logger().warning('ours', text='x' * 200)\n"
        "def theirs():\n    for _ in range(500): logging.getLogger('library').warning('theirs %s', 1)\n"
        "threads = [threading.Thread(target=each) for each in (ours, theirs, ours, theirs)]\n"
        "[thread.start() for thread in threads]\n"
        "[thread.join() for thread in threads]\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    lines = done.stderr.splitlines()
    assert len(lines) == 2_000
    assert all("event" in json.loads(line) for line in lines)
