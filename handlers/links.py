"""«换手机»: a code that binds another chat to the same person; «登录链接 李阿公»: a link with a picture to scan."""

from dataclasses import replace
from io import BytesIO

from domain.areas import ids_of
from domain.messages import FileReference
from domain.people import Person
from domain.permissions import Action, allowed, may_invite, scope
from domain.replies import NO, YES, Ask, Option, Reply
from domain.spans import DAY
from domain.web_addresses import opens_elsewhere
from handlers.flow import Flow, Outcome, Turn, finish, say, take_up_chat, wait_for
from nlu import phrases, requests
from nlu.clean import clean
from nlu.introductions import read_introduction
from nlu.names import query_term, search_terms
from storage import areas, audit, households, links, people, sayings
from storage.door import ACCOUNT as WEB
from storage.links import CODE_LASTS, hashed
from storage.people import Found

flow = Flow("links")

TRIES = 5
TRIES_WITHIN = 3_600_000
LOOKED_BACK = 200
"""Lines of a chat in which earlier tries are counted; whoever fills them up is slowed down as well."""

MOST_CHOICES = 8


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """«换手机», «绑定 12345678», «登录链接 李阿公»"""
    code = requests.binding(turn.text)
    if code is not None:
        return bind(replace(turn, argument=code))
    whom = requests.link_for(turn.text)
    return invite(replace(turn, argument=whom)) if whom is not None else None


@flow.command("bind")
def bind(turn: Turn) -> Outcome:
    """Without a code: makes one, and a link for a browser. With one: binds this chat to whoever made it."""
    if turn.argument:
        return _redeem(turn)
    if turn.person is None:
        return say("links/how_to_bind")
    code = turn.house.make_code()
    links.add(turn.tx, code, "bind", turn.person.id, turn.person.id, turn.now, CODE_LASTS)
    secret = turn.house.make_secret()
    links.add(turn.tx, secret, "chat", turn.person.id, turn.person.id, turn.now, CODE_LASTS)
    link = f"{turn.house.address}/chat/enter/{secret}"
    shown = turn.address.account == WEB or opens_elsewhere(link)
    values = {"code": code, "link": link if shown else "", "minutes": CODE_LASTS // 60_000}
    return Outcome((Reply("links/code", values, file=_draw(turn, link) if shown else None),))


@flow.command("invite", "link")
def invite(turn: Turn) -> Outcome:
    """A worker or cadre makes a link for somebody of their area."""
    if not scope(turn.person, Action.MAKE_LINK):
        return say("links/not_allowed")
    if not turn.argument:
        return wait_for(flow.name, "whom", Reply("links/whom"))
    return whom(replace(turn, text=turn.argument))


@flow.step("whom")
def whom(turn: Turn) -> Outcome:
    """A name, a door or the end of a telephone number."""
    again = requests.link_for(turn.text)
    if again is not None:
        return invite(replace(turn, argument=again))
    if phrases.is_no(turn.text):
        return finish(Reply("links/dropped"))
    found = _find(turn)
    if not found:
        return _offer_to_register(turn) or wait_for(
            flow.name, "whom", Reply("links/nobody", {"words": turn.text[:30]})
        )
    if len(found) == 1:
        return _make(turn, found[0].id)
    for person in found[:MOST_CHOICES]:
        audit.note(turn.tx, turn.known().id, "see_person", person.id, turn.now)
    options = tuple(
        Option(str(person.id), f"{person.name} {person.door}".strip()) for person in found[:MOST_CHOICES]
    )
    ask = Ask(flow.name, "chosen", options, "link_title", lasts=DAY)
    return finish(Reply("links/which", {"more": len(found) > MOST_CHOICES}, ask))


@flow.step("chosen")
def chosen(turn: Turn) -> Outcome:
    return _make(turn, int(turn.answer))


@flow.step("rebind")
def rebind(turn: Turn) -> Outcome:
    """«换成他的»: whoever opened somebody else's link in a chat of their own says whether they mean it."""
    if turn.answer == NO:
        return finish(Reply("links/dropped"))
    return take_up_chat(turn, turn.data["link"], "chat") or finish(Reply("welcome/link_gone"))


@flow.step("register")
def register(turn: Turn) -> Outcome:
    """«登记»: somebody new who stands before a worker is registered, and confirmed by that very press."""
    maker, data = turn.known(), turn.data
    if turn.answer == NO:
        return finish(Reply("links/dropped"))
    homes = households.at_door(turn.tx, maker.village, data["key"])
    place = areas.get(turn.tx, homes[0].area if homes else data["area"])
    if place is None or not allowed(maker, Action.MAKE_LINK, place.path):
        return finish(Reply("links/not_allowed"))
    home = homes[0] if homes else households.ensure(
        turn.tx, maker.village, data["area"], data["door"], data["key"], turn.now
    )  # fmt: skip
    terms = search_terms(data["name"], data["phone"], home.door)
    person = people.add(
        turn.tx, data["name"], maker.village, turn.now, terms=terms, household=home.id, phone=data["phone"],
        confirmed=True,
    )  # fmt: skip
    audit.note(turn.tx, maker.id, "register_person", person, turn.now)
    return _make(turn, person)


def _offer_to_register(turn: Turn) -> Outcome | None:
    """Name and door of somebody who is not there yet, where the door is one household's and in the maker's area."""
    maker, said = turn.known(), read_introduction(turn.text)
    if not (said.name and said.door):
        return None
    key = said.door.key
    homes = households.at_door(turn.tx, maker.village, key)
    paths = scope(maker, Action.MAKE_LINK)
    place = areas.get(turn.tx, homes[0].area if homes else ids_of(paths[0])[-1])
    if len(homes) > 1 or place is None or not allowed(maker, Action.MAKE_LINK, place.path):
        return None
    data = {"name": said.name, "phone": said.phone, "door": said.door.text, "key": key, "area": place.id}
    answers = (Option(YES, "register"), Option(NO, "cancel"))
    ask = Ask(flow.name, "register", answers, "register_title", {"name": said.name}, data=data)
    return finish(Reply("links/register", {"name": said.name, "door": said.door.text, "phone": said.phone}, ask))


def _redeem(turn: Turn) -> Outcome:
    code = "".join(filter(str.isdecimal, turn.argument))
    if _tries(turn) > TRIES:
        return say("links/too_many_tries")
    person = links.person_of(turn.tx, code, "bind", turn.now)
    if person is None:
        return say("links/wrong_code")
    if turn.person is not None and turn.person.id == person:
        return say("links/bound_already")
    return take_up_chat(turn, hashed(code), "bind") or say("links/not_here")


def _tries(turn: Turn) -> int:
    """How often a code was tried in this chat within the hour, this time too."""
    lines = sayings.transcript(turn.tx, turn.address, 0, LOOKED_BACK, turn.now)
    since = turn.now - TRIES_WITHIN
    lately = [clean(line.text).removeprefix("/") for line in lines if not line.ours and line.at > since]
    return sum(1 for text in lately if requests.bare_code(text) or requests.binding(text))


def _find(turn: Turn) -> list[Found]:
    """People of the areas in which somebody makes links; of those who bear exactly that name only they."""
    term = query_term(turn.text)
    found = {
        person.id: person
        for path in scope(turn.person, Action.MAKE_LINK)
        for person in people.search(turn.tx, term, path)
        if person.state != "gone"
    }
    same = [person for person in found.values() if person.name == turn.text]
    return same or list(found.values())


def _make(turn: Turn, subject: int) -> Outcome:
    maker, person = turn.known(), people.get(turn.tx, subject)
    if person is None or not may_invite(maker, person):
        return finish(Reply("links/not_allowed_for", {"name": person.name if person else ""}))
    secret = turn.house.make_secret()
    links.add(turn.tx, secret, "chat", person.id, maker.id, turn.now)
    audit.note(turn.tx, maker.id, "make_chat_link", person.id, turn.now)
    link = f"{turn.house.address}/chat/enter/{secret}"
    days = links.LINK_LASTS // DAY
    made = Reply("links/made", {"person": person, "link": link, "days": days}, file=_draw(turn, link))
    return finish(made, *_tell(maker, person))


def _tell(maker: Person, person: Person) -> tuple[Reply, ...]:
    """Whoever can be reached hears that a link to their own chat was made."""
    return () if maker.id == person.id else (Reply("links/made_for_you", {"maker": maker}, to=person.id),)


def _draw(turn: Turn, link: str) -> FileReference:
    """The link as a QR code to be scanned from the screen."""
    import segno

    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    return turn.house.files.keep(picture.getvalue(), "image/png", "photo")
