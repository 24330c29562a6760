"""«合格», «1 3 不合格，其余合格», a photo, «明天»: a worker goes through a shop's list, one message that changes."""

from datetime import date, datetime, timedelta

from broadcasts import shop_checks
from domain.permissions import Action, allowed, scope
from domain.replies import MESSAGE, Reply
from domain.schedules import local_day, moment
from domain.shops import LATE_PHOTO, OPEN, Check, Ending, Result, Shop, wrong_deadline
from handlers.flow import Flow, Outcome, Turn, finish, say
from nlu.shifts import days_in, resolve_day
from nlu.shop_checks import ItemsSaid, read_items
from storage import checks, shops
from storage.questions import Question

flow = Flow(shop_checks.FLOW)

_IN_DAYS = {
    "昨天": -1, "前天": -2, "三天内": 3, "3天内": 3, "三天": 3, "3天": 3, "一周内": 7, "一星期内": 7, "7天内": 7,
}  # fmt: skip


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Words about the list that is gone through now."""
    asked = _asked(turn)
    if asked is None:
        return None
    items = read_items(turn.text)
    if items is not None:
        return _said(turn, asked, items)
    return _dated(turn, asked) if asked.step in ("photo", "right_by") else None


@flow.sees
def see(turn: Turn) -> Outcome | None:
    """A picture belongs to what failed last and has none; for half an hour also once the look has ended."""
    sent = turn.update.files[0]
    if sent.kind != "photo" or not scope(turn.person, Action.CHECK_SHOP):
        return None
    worker, asked = turn.known(), _asked(turn)
    check = checks.get(turn.tx, asked.subject) if asked else None
    if check is None:
        lately = checks.of_worker(turn.tx, worker.id, turn.now - LATE_PHOTO)
        check = next((each for each in lately if each.ending in OPEN and _lacking(each)), None)
    shop = shops.get(turn.tx, check.shop) if check else None
    if check is None or shop is None or not _lacking(check):
        return None
    number = check.without_photo[0] if asked and asked.step == "photo" else _lacking(check)[-1]
    checks.show(turn.tx, check.id, number, sent, turn.saying, worker.id, turn.now)
    shown = Reply("shops/photo_kept", {"shop": shop, "item_number": number, "item_words": check.items[number - 1]})
    if check.state != "open":
        return Outcome((shown,))
    after = _go_on(turn, shop, checks.get(turn.tx, check.id) or check, by=_by(asked))
    return Outcome((shown, *after.replies), then=turn.text)


@flow.step("item")
def item(turn: Turn) -> Outcome:
    """«合格», «不合格», «不适用», «其余都合格», «先不查»"""
    found = _check(turn, turn.subject)
    if isinstance(found, Outcome):
        return found
    shop, check = found
    if turn.answer == "drop":
        checks.drop(turn.tx, check.id)
        return finish(Reply("shops/dropped", {"shop": shop}))
    number = int(turn.data["item"])
    results = (
        dict.fromkeys(check.unanswered, Result.OK) if turn.answer == "all" else {number: Result(turn.answer)}
    )
    return _go_on(turn, shop, shop_checks.note(turn.tx, turn.known(), check, results, turn.now), _place(turn))


@flow.step("photo")
def photo(turn: Turn) -> Outcome:
    """«不拍了»: that there is no picture is on record too."""
    found = _check(turn, turn.subject)
    if isinstance(found, Outcome):
        return found
    shop, check = found
    checks.show(turn.tx, check.id, int(turn.data["item"]), None, 0, turn.known().id, turn.now)
    return _go_on(turn, shop, checks.get(turn.tx, check.id) or check, _place(turn), _by(turn.question))


@flow.step("right_by")
def right_by(turn: Turn) -> Outcome:
    """«今天», «明天», «三天内», or told to close until then."""
    found = _check(turn, turn.subject)
    if isinstance(found, Outcome):
        return found
    if turn.answer == "stop":
        ended = shop_checks.conclude(
            turn.tx, turn.known(), *found, Ending.STOPPED, turn.now, changes=_place(turn)
        )
        return finish(ended)
    day = local_day(turn.now, turn.house.zone) + timedelta(days=int(turn.answer))
    return _put_right(turn, *found, day, _place(turn))


def _said(turn: Turn, asked: Question, said: ItemsSaid) -> Outcome:
    found = _check(turn, asked.subject)
    if isinstance(found, Outcome):
        return found
    shop, check = found
    results = dict(said.results)
    beyond = [number for number in results if number > len(check.items)]
    if beyond:
        return say("shops/no_such_item", number=beyond[0], count=len(check.items))
    if said.rest is not None:
        results |= dict.fromkeys((number for number in check.unanswered if number not in results), said.rest)
    return _go_on(turn, shop, shop_checks.note(turn.tx, turn.known(), check, results, turn.now), by=_by(asked))


def _dated(turn: Turn, asked: Question) -> Outcome | None:
    """By when, in words: 周五前, 12月5日, 三天内."""
    day = _day(turn)
    if day is None:
        return None
    found = _check(turn, asked.subject)
    if isinstance(found, Outcome):
        return found
    if asked.step == "photo":
        wrong = wrong_deadline(day, local_day(turn.now, turn.house.zone))
        shop, check = found
        return say("shops/wrong_deadline", why=wrong) if wrong else finish(shop_checks.ask(shop, check, by=day))
    return _put_right(turn, *found, day)


def _by(asked: Question | None) -> date | None:
    """The day that was said already, while a picture was asked for."""
    said = str(asked.data.get("by", "")) if asked else ""
    return date.fromisoformat(said) if said else None


def _day(turn: Turn) -> date | None:
    words = turn.text.strip(" 。.!！")
    today = local_day(turn.now, turn.house.zone)
    if words in _IN_DAYS:
        return today + timedelta(days=_IN_DAYS[words])
    named = days_in(words)
    if len(named) != 1 or len(words) > len(named[0]) + 8:
        return None
    return resolve_day(named[0], datetime.fromtimestamp(turn.now / 1000, turn.house.zone))


def _put_right(turn: Turn, shop: Shop, check: Check, day: date, changes: int = 0) -> Outcome:
    wrong = wrong_deadline(day, local_day(turn.now, turn.house.zone))
    if wrong:
        return say("shops/wrong_deadline", why=wrong)
    ends = moment(day + timedelta(days=1), 0, turn.house.zone)
    ended = shop_checks.conclude(turn.tx, turn.known(), shop, check, Ending.FAILED, turn.now, ends, changes)
    return finish(ended)


def _go_on(turn: Turn, shop: Shop, check: Check, changes: int = 0, by: date | None = None) -> Outcome:
    """The next question, or the end where all is well or the day of what is not was said before."""
    if check.stage == "right_by" and by is not None:
        return _put_right(turn, shop, check, by, changes)
    if check.stage:
        return finish(shop_checks.ask(shop, check, changes, by))
    return finish(shop_checks.conclude(turn.tx, turn.known(), shop, check, Ending.PASSED, turn.now, changes=changes))


def _check(turn: Turn, number: int) -> tuple[Shop, Check] | Outcome:
    """The check that is answered, while it is still this worker's to answer."""
    check = checks.get(turn.tx, number)
    shop = shops.get(turn.tx, check.shop) if check else None
    if check is None or shop is None or not allowed(turn.person, Action.CHECK_SHOP, shop.path):
        return say("shops/not_yours")
    if check.state != "open" or check.worker != turn.known().id:
        return say("shops/ended_before", shop=shop)
    return shop, check


def _asked(turn: Turn) -> Question | None:
    """The question about a list that is open in this chat."""
    return next((asked for asked in reversed(turn.waiting) if asked.flow == flow.name), None)


def _place(turn: Turn) -> int:
    return int(turn.data.get(MESSAGE, 0))


def _lacking(check: Check) -> list[int]:
    """What failed and has no picture, also where somebody said that there was none."""
    return [number for number in check.failed if not check.photos.get(number)]
