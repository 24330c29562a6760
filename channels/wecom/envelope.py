"""The envelope of WeCom's callbacks: signed, encrypted, and addressed to one receiver.

https://developer.work.weixin.qq.com/document/path/90968: encrypted (ciphers.py) are 16 random bytes, the content's
length (4 bytes, big-endian), the content, and the receiver's id; signed by SHA-1 are token, timestamp, nonce and
ciphertext, sorted and joined.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_bytes

from channels.wecom import ciphers

PREFIX = 16
LENGTH = 4
_KEY = re.compile(r"[A-Za-z0-9+/]{43}")


class Forged(Exception):
    """Not an envelope for us: wrongly signed, damaged, or addressed to somebody else. Says which, never what."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Opens and seals the envelopes of one callback. `aes_key`: the 43 characters that the console shows."""

    token: str = field(repr=False)
    aes_key: str = field(repr=False)
    receiver: str  #: the corp's id
    random: Callable[[int], bytes] = token_bytes
    _key: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.aes_key):
            raise ValueError("an EncodingAESKey has 43 letters and digits")
        # The last of 43 characters holds two bits that belong to no byte; the vendor's own samples have them set.
        object.__setattr__(self, "_key", base64.b64decode(self.aes_key + "="))

    def signature(self, timestamp: str, nonce: str, encrypted: str) -> str:
        signed = "".join(sorted((self.token, timestamp, nonce, encrypted)))
        return hashlib.sha1(signed.encode("utf-8", "replace")).hexdigest()

    def open(self, signature: str, timestamp: str, nonce: str, encrypted: str) -> bytes:
        """The content of an envelope. Raises Forged."""
        expected = self.signature(timestamp, nonce, encrypted)
        if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace")):
            raise Forged("signature")
        return self._decrypt(encrypted)

    def seal(self, content: bytes, timestamp: str, nonce: str) -> tuple[str, str]:
        """(ciphertext, signature) of an envelope to the same receiver."""
        plain = self.random(PREFIX) + len(content).to_bytes(LENGTH, "big") + content + self.receiver.encode()
        encrypted = base64.b64encode(ciphers.sealed(plain, self._key)).decode()
        return encrypted, self.signature(timestamp, nonce, encrypted)

    def _decrypt(self, encrypted: str) -> bytes:
        try:
            sealed = base64.b64decode(encrypted, validate=True)
        except ValueError:
            raise Forged("not base64") from None
        try:
            body = ciphers.opened(sealed, self._key)[PREFIX:]
        except ValueError as error:
            raise Forged(str(error)) from None
        content = body[LENGTH:]
        length = int.from_bytes(body[:LENGTH], "big")
        if len(body) < LENGTH or length > len(content):
            raise Forged("length field")
        content, receiver = content[:length], content[length:]
        if not hmac.compare_digest(receiver, self.receiver.encode()):
            raise Forged("another receiver")
        return content
