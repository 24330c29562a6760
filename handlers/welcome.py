"""«李建国 3幢201»: who is new says name and door in one line and can order at once; a worker looks at it later."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from broadcasts import audience
from domain.areas import POSTER, Area
from domain.people import STAFF, Household
from domain.permissions import Action, scope
from domain.replies import NO, YES, Ask, Option, Reply
from domain.spans import DAY
from handlers.baskets import ask_again
from handlers.flow import Flow, Outcome, Turn, finish, load_offer, say, take_up_chat, wait_for
from nlu import phrases, requests
from nlu.courtesies import is_courtesy
from nlu.introductions import Introduction, is_meant_as_name, read_introduction
from nlu.names import search_terms
from nlu.signposts import signpost
from storage import addresses, areas, groups, households, links, people, sayings

flow = Flow("welcome")

LONGEST_SECRET = 128
LONGEST_WORDS = 400
"""Code points of a first order that is kept until its writer has said who they are."""

LONGEST_ROOM = 20
MOST_CHOICES = 8


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """Whatever is written first by somebody who is not known yet."""
    return None if turn.person else introduce(turn)


@flow.command("start")
def start(turn: Turn) -> Outcome:
    """«/start», or the personal link that a worker made, which opens the chat with its secret, or a poster's."""
    if turn.argument == groups.PAYLOAD:
        return _from_group(turn)
    if turn.argument and not turn.argument.startswith(POSTER):
        return _enter(turn)
    if turn.person is not None:
        cadre = bool(scope(turn.person, Action.OPEN_WINDOW))
        worker = bool(scope(turn.person, Action.TAKE_HANDOVER))
        again = ask_again(turn, load_offer(turn))
        return finish(Reply("welcome/hello", {"person": turn.person, "worker": worker, "cadre": cadre}, again))
    poster = areas.village_around(turn.tx, turn.argument.removeprefix(POSTER))
    return _ask(turn, "welcome/privacy", _kept(turn) | ({"poster": poster.id} if poster else {}))


@flow.step("introduce")
def introduce(turn: Turn) -> Outcome:
    """Name and door, in one line or one after the other; a first order is kept until they are known. Whoever has
    become known meanwhile, by a link or through a worker, is asked no more. A press on an app's menu is no name."""
    if turn.person is not None:
        return replace(finish(), then=turn.text)
    code = requests.bare_code(turn.text) or requests.binding(turn.text)
    if code is not None:
        return Outcome(then=f"/bind {code}")
    said = read_introduction(turn.text)
    if said.identity_number:
        sayings.withhold(turn.tx, turn.saying)
    first = turn.conversation.flow != flow.name
    if turn.text.startswith("/"):
        return _ask(turn, "welcome/privacy" if first else "links/how_to_bind", _kept(turn))
    news = _news(turn, said, asked=not first)
    data = _merge(_kept(turn), news, turn, said)
    if data.get("name") and data.get("key"):
        return _find_village(turn, data)
    if said.identity_number:
        return _ask(turn, "welcome/no_identity_number", data)
    if first:
        return _ask(turn, "welcome/privacy", data)
    said_who = "name" in news or "door" in news
    understood = said_who or _answers(turn.text) or _asks(turn.text)
    return replace(_ask(turn, "welcome/missing" if said_who else "welcome/again", data), understood=understood)


@flow.step("village")
def village(turn: Turn) -> Outcome:
    """Which village, where the house serves several."""
    every = areas.of_kind(turn.tx, "village")
    named = [found for found in every if turn.answer == str(found.id) or _same_name(found, turn.text)]
    if len(named) != 1:
        return replace(_ask_village(turn, dict(turn.data), every), understood=False)
    return _find_household(turn, dict(turn.data), named[0])


@flow.step("household")
def household(turn: Turn) -> Outcome:
    """Which of the rooms behind a door, chosen or typed."""
    data = dict(turn.data)
    place = areas.get(turn.tx, data["village"])
    if place is None:
        return _ask(turn, "welcome/again", data)
    if turn.answer == "other":
        return wait_for(flow.name, "household", Reply("welcome/which_room"), **data)
    homes = _homes(turn, data, place)
    room = turn.text[:LONGEST_ROOM]
    chosen = [home for home in homes if turn.answer == str(home.id) or (not turn.answer and home.part == room)]
    if chosen:
        return _register(turn, data, chosen[0], new_door=False)
    if not room:
        return wait_for(flow.name, "household", Reply("welcome/which_room"), **data)
    return _register(turn, data, _add_home(turn, data, place, homes, room), new_door=True)


def _from_group(turn: Turn) -> Outcome:
    """Somebody comes by the link under what they wrote in a group: those words are taken up."""
    kept = groups.take_words(turn.tx, turn.address.account, turn.address.chat)
    found = [said for key in kept if (said := sayings.get(turn.tx, key)) is not None]
    words = "\n".join(text for text, _ in found if text)[:LONGEST_WORDS]
    if turn.person is None:
        return _ask(turn, "welcome/privacy", _kept(turn) | ({"words": words} if words else {}))
    return replace(finish(), then=words) if words else start(replace(turn, argument=""))


def _enter(turn: Turn) -> Outcome:
    secret = turn.argument
    meant = links.person_of(turn.tx, secret, "chat", turn.now) if len(secret) <= LONGEST_SECRET else None
    other = people.get(turn.tx, meant) if meant and turn.person and meant != turn.person.id else None
    if other is not None:
        # An opened link is no press: nobody's chat becomes another's by it.
        answers, data = (Option(YES, "rebind"), Option(NO, "cancel")), {"link": links.hashed(secret)}
        ask = Ask("links", "rebind", answers, "rebind_title", data=data, lasts=DAY)
        return finish(Reply("links/rebind", {"person": turn.person, "name": other.name}, ask))
    bound = take_up_chat(turn, links.hashed(secret), "chat") if meant else None
    if bound is not None:
        return bound
    return say("welcome/link_gone") if turn.person else _ask(turn, "welcome/link_gone", _kept(turn))


def _kept(turn: Turn) -> dict[str, Any]:
    return dict(turn.conversation.data) if turn.conversation.flow == flow.name else {}


def _news(turn: Turn, said: Introduction, asked: bool) -> dict[str, str]:
    """What a line says of its writer; a name alone counts where one is due and nothing else can be meant."""
    news = {"phone": said.phone}
    if said.door:
        news |= {"door": said.door.text, "key": said.door.key, "landlord": said.door.landlord, "name": said.name}
    else:
        other = _answers(turn.text) or _asks(turn.text) or requests.besides(turn.text, said)
        news["name"] = said.name if is_meant_as_name(turn.text, said.name, asked) and not other else ""
    return {field: text for field, text in news.items() if text}


def _both(before: str, turn: Turn) -> str:
    """The first words that wait, in the place of a mere 菜单 what was said after it, and what was ordered since."""
    if not before or _asks(before):
        return turn.update.text[:LONGEST_WORDS]
    more = f"{before}\n{turn.update.text}"
    return more if requests.AMOUNT.search(turn.text) and len(more) <= LONGEST_WORDS else before


def _answers(text: str) -> bool:
    """A greeting, a 好 or a 不要了: nobody's name, and nothing that waits until its writer is known."""
    return is_courtesy(text) or phrases.is_yes(text) or phrases.is_no(text)


def _asks(text: str) -> bool:
    """A word that asks for something here, such as 菜单 or 截止: nobody's name either."""
    return phrases.command(text) is not None or bool(signpost(text))


def _merge(kept: dict[str, Any], news: dict[str, str], turn: Turn, said: Introduction) -> dict[str, Any]:
    """What is known so far; what was asked for besides waits until its writer is known."""
    data: dict[str, Any] = kept | news
    if said.door and said.name:
        data["words"] = requests.besides(turn.text, said) or data.get("words", "")
    elif not (said.door or news.get("name") or said.identity_number or _answers(turn.text)):
        data["words"] = _both(kept.get("words", ""), turn)
    if data.get("words") == data.get("name"):
        data.pop("words", None)
    return data


def _ask(turn: Turn, template: str, data: Mapping[str, Any]) -> Outcome:
    """Asks for name and door, or for the one of them that is missing."""
    villages = areas.of_kind(turn.tx, "village")
    if not villages:
        return finish(Reply("welcome/no_village"))
    names = [village.name for village in villages if len(villages) == 1 or village.id == data.get("poster")]
    values = {
        "village": names[0] if names else "",
        "words": data.get("words", ""), "name": data.get("name", ""), "door": data.get("door", ""),
    }  # fmt: skip
    return wait_for(flow.name, "introduce", Reply(template, values), **data)


def _find_village(turn: Turn, data: dict[str, Any]) -> Outcome:
    every = areas.of_kind(turn.tx, "village")
    said = [found for found in every if found.name in data["key"]] if len(every) > 1 else every
    named = said or [found for found in every if found.id == data.get("poster")]
    if not every:
        return finish(Reply("welcome/no_village"))
    return _find_household(turn, data, named[0]) if len(named) == 1 else _ask_village(turn, data, every)


def _ask_village(turn: Turn, data: dict[str, Any], every: Sequence[Area]) -> Outcome:
    few = every[:MOST_CHOICES] if len(every) <= MOST_CHOICES else ()
    options = tuple(Option(str(found.id), found.name) for found in few)
    ask = Ask(flow.name, "village", options, "village_title", data=data) if options else None
    return wait_for(flow.name, "village", Reply("welcome/which_village", {"name": data["name"]}, ask), **data)


def _same_name(area: Area, text: str) -> bool:
    return bool(text) and text.removesuffix("村") == area.name.removesuffix("村")


def _find_household(turn: Turn, data: dict[str, Any], place: Area) -> Outcome:
    data |= {"village": place.id}
    homes = _homes(turn, data, place)
    registered = _namesake(turn, data["name"], homes)
    if registered:
        at_home = next(home for home in homes if home.id == registered[1])
        return _register(turn, data, at_home, new_door=False, same=registered[0])
    if len(homes) > 1:
        return _ask_household(data, homes)
    home = homes[0] if homes else _add_home(turn, data, place, homes)
    return _register(turn, data, home, new_door=not homes)


def _homes(turn: Turn, data: Mapping[str, Any], place: Area) -> list[Household]:
    """The households behind the door, whose key people write with and without the village's name."""
    short = data["key"].removeprefix(place.name)
    found = households.at_door(turn.tx, place.id, short)
    return found or households.at_door(turn.tx, place.id, data["key"])


def _namesake(turn: Turn, name: str, homes: Sequence[Household]) -> tuple[int, int] | None:
    """(person, household) of somebody of that name who is registered behind that door."""
    doors = {home.id for home in homes}
    for person, _, where in people.named(turn.tx, name) if doors else ():
        found = people.get(turn.tx, person) if where in doors else None
        if found and found.state != "gone":
            return person, where
    return None


def _ask_household(data: dict[str, Any], homes: Sequence[Household]) -> Outcome:
    """Rooms are named, and nobody who lives in them."""
    rooms = [(home.id, home.part or home.landlord or "whole_home") for home in homes[:MOST_CHOICES]]
    options = (*(Option(str(home), room) for home, room in rooms), Option("other", "another_room"))
    ask = Ask(flow.name, "household", options, "household_title", {"door": data["door"]}, data=data)
    return wait_for(flow.name, "household", Reply("welcome/which_household", {"door": data["door"]}, ask), **data)


def _add_home(
    turn: Turn, data: Mapping[str, Any], place: Area, homes: Sequence[Household], room: str = ""
) -> Household:
    """A household of its own: in the micro-grid of the house that the room is in, else where the village is known."""
    key, door = data["key"].removeprefix(place.name), data["door"].removeprefix(place.name)
    landlord = data.get("landlord", "")
    beside = homes or (households.at_door(turn.tx, place.id, key.rpartition("-")[0]) if landlord else [])
    area = beside[0].area if beside else place.id
    return households.ensure(turn.tx, place.id, area, door, key, turn.now, room, landlord)


def _register(turn: Turn, data: Mapping[str, Any], home: Household, new_door: bool, same: int = 0) -> Outcome:
    """Makes the person, provisional until a worker has looked, and binds this chat.

    Somebody who gives the name of a person on record does not become them: they act under a record of their own, in
    the same household, until a worker's press says that they are the same (handlers/newcomers.py). So a stranger who
    knows a neighbour's name and door gets neither the neighbour's orders nor their roles.
    """
    name, phone = data["name"], data.get("phone", "")
    newcomer = people.add(
        turn.tx, name, home.village, turn.now, terms=search_terms(name, phone, home.door), household=home.id,
        phone=phone, language=turn.language,
    )  # fmt: skip
    addresses.bind(turn.tx, turn.address, newcomer, turn.language, turn.now)
    person = people.get(turn.tx, newcomer)
    if person is None:
        raise LookupError("the newcomer's record is not there")
    workers = _who_confirms(turn, person.area_path or person.village_path, same)
    values = {"person": person, "room": home.part, "landlord": home.landlord}
    values |= {"new_door": new_door, "same": bool(same)}
    ask = Ask(
        "newcomers", "confirm",
        (Option("right", "same_person" if same else "newcomer_right"), Option("wrong", "newcomer_wrong")),
        "newcomer_title", {"name": name}, newcomer, {"same": same}, lasts=30 * DAY, beside=True,
    )  # fmt: skip
    asked = (Reply("newcomers/asked", values, ask, to=worker) for worker in workers)
    contacts = audience.contacts(turn.tx, person.area_path or person.village_path)
    rationed = addresses.is_rationed(turn.tx, turn.address)
    told = {"person": person, "contacts": contacts, "words": data.get("words", ""), "rationed": rationed}
    return replace(finish(Reply("welcome/registered", told), *asked), then=told["words"], bound=True)


def _who_confirms(turn: Turn, path: str, same: int) -> list[int]:
    """The workers of the micro-grid; for the record of a member of staff, whose rights would come with it, cadres."""
    registered = people.get(turn.tx, same) if same else None
    staff = registered is not None and any(held.role in STAFF for held in registered.roles)
    found = audience.cadres(turn.tx, path) if staff else audience.helpers(turn.tx, path)
    return [person for person in found if person != same]
