"""One-time links and codes, and the sessions they start. Secrets are kept as hashes only."""

import hashlib

from storage.database import Transaction

LINK_LASTS = 7 * 24 * 3600 * 1000
CODE_LASTS = 10 * 60 * 1000
SESSION_LASTS = 90 * 24 * 3600 * 1000
"""Milliseconds."""


def add(
    tx: Transaction, secret: str, purpose: str, person: int, made_by: int, now: int, lasts: int = LINK_LASTS
) -> None:
    """Keeps a one-time secret for a person; purpose is chat, console or bind."""
    tx.sql.links.add(
        tx.connection, tenant=tx.tenant, secret_hash=hashed(secret), purpose=purpose, person=person,
        made_by=made_by, now=now, expires_at=now + lasts,
    )  # fmt: skip


def person_of(tx: Transaction, secret: str, purpose: str, now: int) -> int | None:
    """For whom a secret that can still be used was made; looking uses nothing up."""
    row = tx.sql.links.usable(
        tx.connection, tenant=tx.tenant, secret_hash=hashed(secret), purpose=purpose, now=now
    )
    return int(row[0]) if row else None


def use_up(tx: Transaction, secret: str, purpose: str, now: int) -> int | None:
    """Uses a secret up; the person, or None when it was used, has expired or never was."""
    return use_up_hashed(tx, hashed(secret), purpose, now)


def use_up_hashed(tx: Transaction, secret_hash: str, purpose: str, now: int) -> int | None:
    """The same for a secret of which only the hash was kept, while its bearer was asked something."""
    person = tx.sql.links.use_up(
        tx.connection, tenant=tx.tenant, secret_hash=secret_hash, purpose=purpose, now=now
    )
    return int(person) if person is not None else None


def start_session(tx: Transaction, cookie: str, purpose: str, person: int, now: int) -> None:
    """Signs a browser in as somebody for 90 days; purpose is chat or console."""
    tx.sql.links.start_session(
        tx.connection, tenant=tx.tenant, secret_hash=hashed(cookie), purpose=purpose, person=person, now=now,
        expires_at=now + SESSION_LASTS,
    )  # fmt: skip


def session(tx: Transaction, cookie: str, purpose: str, now: int) -> int | None:
    """Who a browser is signed in as."""
    person = tx.sql.links.session(
        tx.connection, tenant=tx.tenant, secret_hash=hashed(cookie), purpose=purpose, now=now
    )
    return int(person) if person is not None else None


def end_session(tx: Transaction, cookie: str) -> None:
    tx.sql.links.end_session(tx.connection, tenant=tx.tenant, secret_hash=hashed(cookie))


def purge(tx: Transaction, before: int) -> None:
    """Forgets links and sessions that expired before a time."""
    tx.sql.links.purge_links(tx.connection, tenant=tx.tenant, before=before)
    tx.sql.links.purge_sessions(tx.connection, tenant=tx.tenant, before=before)


def hashed(secret: str) -> str:
    """Secrets here are long and random (or short-lived), so a plain hash is enough; comparing hashes in an index
    lets nobody learn a secret by timing."""
    return hashlib.sha256(secret.encode()).hexdigest()
