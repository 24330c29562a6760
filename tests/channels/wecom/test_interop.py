"""Our envelopes and those of npm's @wecom/crypto are the same, byte by byte."""

import json
from pathlib import Path

import pytest

from channels.wecom.envelope import Envelope
from tests.channels.wecom.interop import PACKAGE, RECORDED, ask, digest, installed, messages
from tests.channels.wecom.test_envelope import PUBLISHED


def test_what_the_package_sealed_we_seal_alike_and_open() -> None:
    recorded = json.loads(RECORDED.read_text(encoding="utf-8"))
    assert recorded["package"] == PACKAGE
    sealed = []
    for each in messages():
        prefix = bytes.fromhex(each.random)
        envelope = Envelope(each.token, each.key, each.receiver, lambda size, prefix=prefix: prefix[:size])
        encrypted, signature = envelope.seal(each.content.encode(), each.timestamp, each.nonce)
        sealed.append([len(encrypted), digest(encrypted), signature])
        assert envelope.open(signature, each.timestamp, each.nonce, encrypted).decode() == each.content
    assert sealed == recorded["sealed"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the package in it."""
    folder = tmp_path_factory.mktemp("interop")
    if not installed(folder):
        pytest.skip(f"skipped for want of node and npm's {PACKAGE}")
    return folder


@pytest.mark.soak
def test_the_package_opens_what_tencent_publishes(package: Path) -> None:
    answers = ask(package, ({**sample, "key": sample["aes_key"], "random": None} for sample in PUBLISHED))
    for sample, answer in zip(PUBLISHED, answers, strict=True):
        assert (answer["receiver"], answer["signature"]) == (sample["receiver"], sample["signature"])
        envelope = Envelope(sample["token"], sample["aes_key"], sample["receiver"])
        opened = envelope.open(sample["signature"], sample["timestamp"], sample["nonce"], sample["encrypted"])
        assert answer["content"] == opened.decode()


@pytest.mark.soak
def test_each_opens_what_the_other_seals(package: Path) -> None:
    all_messages = list(messages())
    envelopes = [Envelope(each.token, each.key, each.receiver) for each in all_messages]
    theirs = ask(package, ({**each.fields, "random": None} for each in all_messages))
    for envelope, each, answer in zip(envelopes, all_messages, theirs, strict=True):
        opened = envelope.open(answer["signature"], each.timestamp, each.nonce, answer["encrypted"])
        assert opened.decode() == each.content
    ours = [
        envelope.seal(each.content.encode(), each.timestamp, each.nonce)
        for envelope, each in zip(envelopes, all_messages, strict=True)
    ]
    opened_there = ask(package, ({**each.fields, "encrypted": ours[at][0]} for at, each in enumerate(all_messages)))
    for each, (_, signature), answer in zip(all_messages, ours, opened_there, strict=True):
        assert answer == {"content": each.content, "receiver": each.receiver, "signature": signature}
