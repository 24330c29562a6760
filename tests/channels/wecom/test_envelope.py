"""Envelopes as Tencent publishes them, and everything that is not one."""

import base64
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from hypothesis import given
from hypothesis import strategies as st

from channels.wecom.envelope import Envelope, Forged
from channels.wecom.xml import read, text

PUBLISHED = json.loads((Path(__file__).parent / "published.json").read_text(encoding="utf-8"))
TOKEN, KEY, CORP = "QDG6eK", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "wx5823bf96d3bd56c7"
OURS = Envelope(TOKEN, KEY, CORP)


def sealed(plain: bytes) -> tuple[str, str]:
    """(ciphertext, signature) of bytes that need not be a proper envelope, signed by somebody who has the token."""
    key = base64.b64decode(KEY + "=")
    encryptor = Cipher(AES(key), CBC(key[:16])).encryptor()
    encrypted = base64.b64encode(encryptor.update(plain) + encryptor.finalize()).decode()
    return encrypted, OURS.signature("1", "2", encrypted)


def proper(content: bytes = b"<xml/>", receiver: str = CORP, length: int | None = None) -> bytes:
    """What is encrypted, before the padding."""
    return b"r" * 16 + (len(content) if length is None else length).to_bytes(4, "big") + content + receiver.encode()


def padded(plain: bytes) -> bytes:
    missing = 32 - len(plain) % 32
    return plain + bytes([missing]) * missing


@pytest.mark.parametrize("sample", PUBLISHED, ids=lambda sample: sample["name"])
def test_what_tencent_publishes_is_opened(sample: dict[str, str]) -> None:
    envelope = Envelope(sample["token"], sample["aes_key"], sample["receiver"])
    opened = envelope.open(sample["signature"], sample["timestamp"], sample["nonce"], sample["encrypted"])
    if "plaintext" in sample:
        assert opened.decode() == sample["plaintext"]
    else:
        content = read(opened)
        assert {child.tag: child.text for child in content} == sample["fields"]


@given(st.text(max_size=300), st.text(max_size=40))
def test_what_is_sealed_is_opened(content: str, receiver: str) -> None:
    envelope = Envelope("token", KEY, receiver)
    written = content.encode()
    encrypted, signature = envelope.seal(written, "1409659813", "7")
    assert envelope.open(signature, "1409659813", "7", encrypted) == written
    assert len(base64.b64decode(encrypted)) % 32 == 0


@pytest.mark.parametrize("size", [0, 1, 11, 12, 13, 31, 32, 33, 20_000])
def test_each_length_of_a_block_is_sealed_and_opened(size: int) -> None:
    envelope = Envelope("token", KEY, "")
    encrypted, signature = envelope.seal(b"x" * size, "1", "2")
    assert envelope.open(signature, "1", "2", encrypted) == b"x" * size


def test_two_envelopes_of_the_same_words_differ() -> None:
    assert OURS.seal(b"a", "1", "2") != OURS.seal(b"a", "1", "2")


@pytest.mark.parametrize(
    ("plain", "why"),
    [
        (padded(proper()), ""),
        (padded(proper(receiver="wx0000000000000000")), "another receiver"),
        (padded(proper(receiver="")), "another receiver"),
        (padded(proper(receiver=CORP + "0")), "another receiver"),
        (padded(proper(length=0)), "another receiver"),
        (padded(proper(length=5)), "another receiver"),
        (padded(proper(length=7)), "another receiver"),
        (padded(proper(length=10_000)), "length field"),
        (padded(proper(length=2**32 - 1)), "length field"),
        (padded(b"r" * 16), "length field"),
        (padded(b"r" * 19), "length field"),
        (padded(b""), "length field"),
        (proper(b"x" * 26), "padding"),
        (padded(proper())[:-1] + b"\0", "padding"),
        (padded(proper())[:-1] + b"\x21", "padding"),
        (padded(proper())[:-2] + b"\1" + padded(proper())[-1:], "padding"),
        (b"\xff" * 64, "padding"),
        (b"r" * 48, "padding"),
        (proper() + bytes([80 - len(proper())]) * (80 - len(proper())), "padding"),
        (b"", "length"),
    ],
)
def test_rightly_signed_but_wrongly_made_it_is_not_opened(plain: bytes, why: str) -> None:
    encrypted, signature = sealed(plain)
    if not why:
        assert OURS.open(signature, "1", "2", encrypted) == b"<xml/>"
        return
    with pytest.raises(Forged) as refused:
        OURS.open(signature, "1", "2", encrypted)
    assert str(refused.value) == why


@pytest.mark.parametrize("encrypted", ["", "a", "====", "你好", "AAAA BBBB", "AAAA\n" * 16, "_-" * 32, "\ud800"])
def test_rightly_signed_but_not_base64_it_is_not_opened(encrypted: str) -> None:
    with pytest.raises(Forged):
        OURS.open(OURS.signature("1", "2", encrypted), "1", "2", encrypted)


def test_changed_in_any_place_it_is_not_opened() -> None:
    encrypted, signature = OURS.seal(b"<xml>5</xml>", "1409659813", "263014780")
    parts = [signature, "1409659813", "263014780", encrypted]
    for number, part in enumerate(parts):
        for place in range(len(part)):
            other = "0" if part[place] != "0" else "1"
            changed = [*parts]
            changed[number] = part[:place] + other + part[place + 1 :]
            with pytest.raises(Forged):
                OURS.open(*changed)


def test_opened_with_another_key_or_token_it_is_refused() -> None:
    encrypted, signature = OURS.seal(b"<xml/>", "1", "2")
    for other in (Envelope("other", KEY, CORP), Envelope(TOKEN, "a" * 43, CORP)):
        with pytest.raises(Forged):
            other.open(signature, "1", "2", encrypted)


@pytest.mark.parametrize("key", ["", KEY[:-1], KEY + "=", KEY + "A", "你" * 43, KEY[:-1] + "-", KEY + "\n"])
def test_a_key_that_is_none_is_refused_at_once(key: str) -> None:
    with pytest.raises(ValueError, match="43"):
        Envelope(TOKEN, key, CORP)


def test_neither_token_nor_key_is_shown() -> None:
    assert KEY not in repr(OURS)
    assert TOKEN not in repr(OURS)


def test_the_content_of_a_published_envelope_is_read() -> None:
    encrypted, signature = OURS.seal("<xml><Content><![CDATA[你好 <&]]></Content></xml>".encode(), "1", "2")
    assert text(read(OURS.open(signature, "1", "2", encrypted)), "Content") == "你好 <&"
