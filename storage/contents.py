"""What a delivery says, as the outbox keeps it: by itself, or once for many who read alike."""

from typing import Any

from domain.messages import Choice, Content, FileReference, Link, Press
from storage.database import Transaction
from storage.json_text import read_json, write_json


def dump(content: Content) -> str:
    """Content as the outbox keeps it."""
    file = content.file
    kept: dict[str, Any] = {
        "text": content.text,
        "choices": [[choice.label, choice.press.data] for choice in content.choices],
        "file": [file.kind, file.reference, file.media_type, file.size] if file else None,
    }
    kept |= {"answers": content.answers} if content.answers else {}
    kept |= {"link": [content.link.label, content.link.url]} if content.link else {}
    return write_json(kept)


def load(text: str, shared: str = "") -> Content:
    """Content as it was kept; what was purged is empty. Of words that many share, `text` is the nonce of the buttons
    under this copy."""
    if not (text or shared):
        return Content("")
    kept = read_json(shared or text)
    offered = enumerate(kept["choices"], 1)
    presses = [(label, f"{text}:{place}" if shared else data) for place, (label, data) in offered]
    choices = tuple(Choice(label, press) for label, data in presses if (press := Press.read(data)) is not None)
    file = kept["file"]
    reference = FileReference(file[0], file[1], file[2], file[3], kept=True) if file else None
    link = Link(*kept["link"]) if "link" in kept else None
    return Content(kept["text"], choices, reference, kept.get("answers", ""), link)


def add_body(tx: Transaction, content: Content) -> int:
    """Keeps words that many read alike; the id by which their deliveries name them."""
    body = tx.ids.next()
    tx.sql.outbox.add_body(tx.connection, tenant=tx.tenant, id=body, content=dump(content))
    return body


def has_body(tx: Transaction, body: int) -> bool:
    return tx.sql.outbox.body(tx.connection, tenant=tx.tenant, id=body) is not None
