"""Looks at shops: begun by one, answered item by item, ended once."""

from dataclasses import dataclass, replace
from typing import Any

from domain.messages import FileReference
from domain.shops import Check, Result, Shop
from storage.database import Transaction
from storage.json_text import read_json, write_json
from storage.pictures import SHA256


@dataclass(frozen=True, slots=True)
class Exported:
    """A look with where its shop is."""

    check: Check
    shop: str
    street: str
    village: str
    area: str

    @property
    def id(self) -> int:
        return self.check.id


def begin(
    tx: Transaction, shop: Shop, list_name: str, items: tuple[str, ...], worker: int, now: int, *, second_of: int = 0,
    note: str = "",
) -> Check | None:  # fmt: skip
    """Somebody is at it; None when another is."""
    number = tx.ids.next()
    begun = tx.sql.checks.begin(
        tx.connection, tenant=tx.tenant, id=number, shop=shop.id, list_name=list_name, items=write_json(items),
        worker=worker, second_of=second_of, note=note, now=now,
    )  # fmt: skip
    return get(tx, number) if begun else None


def get(tx: Transaction, check: int) -> Check | None:
    row = tx.sql.checks.by_id(tx.connection, tenant=tx.tenant, check_id=check)
    return _whole(tx, row) if row else None


def open_of(tx: Transaction, shop: int) -> Check | None:
    """The look that somebody is at now."""
    row = tx.sql.checks.open_of(tx.connection, tenant=tx.tenant, shop=shop)
    return _whole(tx, row) if row else None


def of_shop(tx: Transaction, shop: int, count: int = 20) -> list[Check]:
    """A shop's history, the newest first."""
    rows = list(tx.sql.checks.of_shop(tx.connection, tenant=tx.tenant, shop=shop, count=count))
    return [_whole(tx, row) for row in rows]


def of_worker(tx: Transaction, worker: int, since: int, count: int = 5) -> list[Check]:
    """What somebody began after a time (epoch ms), the newest first."""
    rows = tx.sql.checks.of_worker(
        tx.connection, tenant=tx.tenant, worker=worker, since=since, count=count
    )
    return [_whole(tx, row) for row in list(rows)]


def drop(tx: Transaction, check: int) -> bool:
    return bool(tx.sql.checks.drop(tx.connection, tenant=tx.tenant, check_id=check))


def finish(tx: Transaction, check: int, ending: str, right_by: int | None, now: int) -> bool:
    """Ends a look; False when it was ended before."""
    return bool(
        tx.sql.checks.finish(
            tx.connection, tenant=tx.tenant, check_id=check, ending=ending, right_by=right_by, now=now
        )
    )


def stop(tx: Transaction, check: int) -> bool:
    return bool(tx.sql.checks.stop(tx.connection, tenant=tx.tenant, check_id=check))


def report(tx: Transaction, check: int, worker: int, now: int) -> bool:
    """已上报; False when somebody had noted it."""
    return bool(tx.sql.checks.report(tx.connection, tenant=tx.tenant, check_id=check, worker=worker, now=now))


def find(tx: Transaction, check: int, item: int, result: Result, worker: int, now: int) -> None:
    tx.sql.checks.find(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), check_id=check, item=item, result=result.value,
        worker=worker, now=now,
    )  # fmt: skip


def show(
    tx: Transaction, check: int, item: int, photo: FileReference | None, saying: int, worker: int, now: int
) -> None:
    """A picture of what is wrong, or (None) that there is none; one that is still with its vendor is fetched."""
    name = "" if photo is None else photo.reference if photo.kept else f"saying:{saying}"
    tx.sql.checks.show(
        tx.connection, tenant=tx.tenant, id=tx.ids.next(), check_id=check, item=item, photo=name, worker=worker,
        now=now,
    )  # fmt: skip


def fetched(tx: Transaction, saying: int, photo: FileReference) -> None:
    """The picture that came with a saying is there."""
    tx.sql.checks.fetched(tx.connection, tenant=tx.tenant, awaited=f"saying:{saying}", photo=photo.reference)


def exported(tx: Transaction, _: None, after: int, count: int) -> list[Exported]:
    """The next looks above an id that are done."""
    rows = list(tx.sql.checks.exported(tx.connection, tenant=tx.tenant, after=after, count=count))
    return [Exported(_whole(tx, row[:14]), *row[14:]) for row in rows]


def is_kept(photo: str) -> bool:
    return len(photo) == SHA256


def _whole(tx: Transaction, row: Any) -> Check:
    number, shop, list_name, items, worker, name, *rest = row
    check = Check(number, shop, list_name, tuple(read_json(items)), worker, name or "", *rest)
    of_it = {"tenant": tx.tenant, "check_id": number}
    results = {item: Result(result) for item, result in tx.sql.checks.findings(tx.connection, **of_it)}
    return replace(check, results=results, photos=dict(tx.sql.checks.photos(tx.connection, **of_it)))
