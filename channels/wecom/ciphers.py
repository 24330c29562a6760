"""AES-256-CBC as WeCom uses it everywhere: the key's first 16 bytes as IV, padded by PKCS#7 to a multiple of 32."""

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

BLOCK = 16
PADDED = 32


def sealed(plain: bytes, key: bytes) -> bytes:
    padding = PADDED - len(plain) % PADDED
    encryptor = Cipher(AES(key), CBC(key[:BLOCK])).encryptor()
    return encryptor.update(plain + bytes([padding]) * padding) + encryptor.finalize()


def opened(sealed: bytes, key: bytes) -> bytes:
    """What was sealed with a key of 32 bytes. Raises ValueError, which says what is wrong, nothing of the content."""
    if not sealed or len(sealed) % BLOCK:
        raise ValueError("length")
    decryptor = Cipher(AES(key), CBC(key[:BLOCK])).decryptor()
    plain = decryptor.update(sealed) + decryptor.finalize()
    padding = plain[-1]
    if not 1 <= padding <= PADDED or plain[-padding:] != bytes([padding]) * padding:
        raise ValueError("padding")
    return plain[:-padding]
