"""Shops of the sample village, in the worker's micro-grid; and where somebody may have come from."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.areas import Area
from domain.people import Person
from domain.returnees import Level, RiskArea
from domain.schedules import local_day
from storage import areas, returnees, shops
from storage.database import Transaction

_SHOPS = (("李记面馆", "东街"), ("奶茶店", "东街"))
AT_RISK_SINCE = 14
"""Days before today."""


def make_shops(tx: Transaction, village: Area, worker: Person, now: int, zone: ZoneInfo) -> None:
    """All of them due today, as on the first day of a village that brings its list."""
    area = areas.get(tx, worker.area) or village
    for name, street in _SHOPS:
        shops.add(tx, area, village.id, name, street, worker.id, now)
    since = local_day(now, zone) - timedelta(days=AT_RISK_SINCE)
    returnees.add_risk(tx, RiskArea("湖北省武汉市", Level.HIGH, since.isoformat()), worker.id, now)
