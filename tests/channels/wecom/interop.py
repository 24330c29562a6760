"""An independent hand for envelopes: npm's @wecom/crypto. What it makes of 200 messages is recorded in interop.json.

By hand, to record anew: `python -m tests.channels.wecom.interop`. Node and npm are needed for that only.
"""

import hashlib
import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = "@wecom/crypto@1.0.1"
HERE = Path(__file__).parent
RECORDED = HERE / "interop.json"
SECONDS = 120
SIGNS = (
    "一二三四五六七八九十村民团购接龙猪肉豆腐你好，。！\n <>&\"']]>abcXYZ0123456789é\u3000"
    "👍🏽👨\u200d👩\u200d👧🇨🇳\U00020000"
)
LENGTHS = [*range(34), 63, 64, 65, 127, 128, 129, 255, 256, 2_047, 2_048, 2_049, 19_999, 20_000]
MESSAGES = 200


@dataclass(frozen=True)
class Message:
    """One message, the same each time: made from its number."""

    token: str
    key: str
    receiver: str
    timestamp: str
    nonce: str
    random: str  #: the 16 bytes before it, in hexadecimal
    content: str

    @property
    def fields(self) -> dict[str, str | None]:
        return self.__dict__.copy()


def messages() -> Iterator[Message]:
    for number in range(MESSAGES):
        dice = random.Random(number)
        length = LENGTHS[number] if number < len(LENGTHS) else dice.randrange(20_001)
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        yield Message(
            token="".join(dice.choices(letters, k=dice.randrange(1, 33))),
            key="".join(dice.choices(letters, k=43)),
            receiver="".join(dice.choices(letters, k=18)) if number % 7 else "",
            timestamp=str(dice.randrange(10**9, 2 * 10**9)),
            nonce=str(dice.randrange(10**10)),
            random=dice.randbytes(16).hex(),
            content="".join(dice.choices(SIGNS, k=length)),
        )


def installed(folder: Path) -> bool:
    """Whether Node is here, and npm has put the package into a folder."""
    if not (shutil.which("node") and (npm := shutil.which("npm"))):
        return False
    command = [npm, "install", "--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, PACKAGE]
    try:
        return subprocess.run(command, capture_output=True, timeout=SECONDS).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def ask(folder: Path, requests: Iterable[dict[str, str | None]]) -> list[dict[str, Any]]:
    """What the package answers, in order."""
    script = shutil.copy(HERE / "interop.cjs", folder)
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(["node", script], input=lines, capture_output=True, text=True, timeout=SECONDS, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def digest(encrypted: str) -> str:
    return hashlib.sha256(encrypted.encode()).hexdigest()


def record() -> None:
    with tempfile.TemporaryDirectory() as name:
        if not installed(Path(name)):
            raise SystemExit(f"needs node and npm's {PACKAGE}")
        answers = ask(Path(name), (message.fields for message in messages()))
    rows = [[len(answer["encrypted"]), digest(answer["encrypted"]), answer["signature"]] for answer in answers]
    lines = ",\n".join(f"  {json.dumps(row)}" for row in rows)
    RECORDED.write_text(f'{{"package": "{PACKAGE}", "sealed": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    record()
