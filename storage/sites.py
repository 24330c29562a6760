"""Isolation sites (集中隔离点): places at which people are observed instead of at home."""

from dataclasses import dataclass

from domain.areas import ids_of
from storage.database import Transaction


@dataclass(frozen=True, slots=True)
class Site:
    id: int
    area: int
    name: str
    address: str
    phone: str
    keeper: int  #: who reports for everybody there, 0 for nobody
    closed_at: int | None = None


def ensure(
    tx: Transaction, area: int, name: str, by: int, now: int, address: str = "", phone: str = "", keeper: int = 0
) -> Site:
    """The site of that name in an area, made if it is not there yet."""
    tx.sql.sites.add(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), area=area, name=name, address=address, phone=phone,
        keeper=keeper, made_by=by, now=now,
    )  # fmt: skip
    return next(site for site in every(tx, area) if site.name == name)


def get(tx: Transaction, site: int) -> Site | None:
    row = tx.sql.sites.by_id(tx.connection, tenant=tx.tenant, id=site)
    return Site(*row) if row else None


def in_reach(tx: Transaction, path: str) -> list[Site]:
    """The sites of an area and of those above it."""
    return [site for area in ids_of(path) for site in _of_area(tx, area)]


def kept_by(tx: Transaction, keeper: int) -> list[Site]:
    """The sites for which somebody reports."""
    return [Site(*row) for row in tx.sql.sites.kept_by(tx.connection, tenant=tx.tenant, keeper=keeper)]


def every(tx: Transaction, area: int) -> list[Site]:
    """The sites of an area itself, those that are closed last."""
    return [Site(*row) for row in tx.sql.sites.all_of_area(tx.connection, tenant=tx.tenant, area=area)]


def reopen(tx: Transaction, site: int, address: str, phone: str, keeper: int) -> bool:
    """A site is used again, or its particulars are others now."""
    return bool(
        tx.sql.sites.reopen(
            tx.connection, tenant=tx.tenant, id=site, address=address, phone=phone, keeper=keeper
        )
    )


def close(tx: Transaction, site: int, now: int) -> bool:
    return bool(tx.sql.sites.close(tx.connection, tenant=tx.tenant, id=site, now=now))


def _of_area(tx: Transaction, area: int) -> list[Site]:
    return [Site(*row) for row in tx.sql.sites.of_area(tx.connection, tenant=tx.tenant, area=area)]
