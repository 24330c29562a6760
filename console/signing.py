"""Coming in by a one-time link, which only a press on its page uses up, and going out again."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from console.guard import from_elsewhere
from console.house import House, Visitor
from console.rendering import page
from domain.people import Person
from domain.permissions import Action, scope
from storage import audit, desk, health_alarms, links, people
from storage.database import Transaction

PURPOSE = "console"
HOME = "/console"
_LONGEST_SECRET = 200


async def visitor(house: House, request: Request) -> Visitor | None:
    """Who is signed in, with what waits for them; None for a session that is unknown or over."""
    cookie = request.cookies.get(house.cookie, "")
    if not 0 < len(cookie) <= _LONGEST_SECRET:
        return None
    now = house.clock()

    def find(tx: Transaction) -> Visitor | None:
        signed_in = links.session(tx, cookie, PURPOSE, now)
        person = people.get(tx, signed_in) if signed_in else None
        return Visitor(person, cookie, *_counts(tx, person)) if person else None

    return await house.database.read(find)


def _counts(tx: Transaction, person: Person) -> tuple[int, int, int]:
    waiting = sum(desk.count_waiting(tx, path) for path in desk_paths(person, Action.TAKE_HANDOVER))
    troubled = sum(desk.count_troubled(tx, path) for path in desk_paths(person, Action.SEE_DELIVERIES))
    return waiting, troubled, sum(health_alarms.count_open(tx, path) for path in scope(person, Action.SEE_HEALTH))


def desk_paths(person: Person, action: Action) -> tuple[str, ...]:
    """Where somebody's work lies. What belongs to nobody known yet belongs to the cadres."""
    paths = scope(person, action)
    return (*paths, desk.NOWHERE) if scope(person, Action.SEE_DELIVERIES) else paths


async def show_link(house: House, request: Request) -> Response:
    """The page behind a link. Opening it uses nothing up: previews open links."""
    person = await house.database.read(lambda tx: _invited(tx, house, request))
    if person is None:
        return page(house, None, "link_gone.html.j2", 410)
    if not scope(person, Action.ENTER_CONSOLE):
        return page(house, None, "not_staff.html.j2", 403)
    return page(house, Visitor(person, ""), "enter.html.j2", name=person.name)


async def use_link(house: House, request: Request) -> Response:
    """The press: uses the link up and signs the browser in."""
    if from_elsewhere(request):
        return page(house, None, "refused.html.j2", 403)
    now, token, cookie = house.clock(), request.path_params["token"], house.make_secret()
    earlier = request.cookies.get(house.cookie, "")

    def enter(tx: Transaction) -> Person | None:
        person = _invited(tx, house, request)
        if person is not None and scope(person, Action.ENTER_CONSOLE):
            if links.use_up(tx, token, PURPOSE, now) is None:
                return None
            if earlier:
                links.end_session(tx, earlier)
            links.start_session(tx, cookie, PURPOSE, person.id, now)
            audit.note(tx, person.id, "sign_in", person.id, now)
        return person

    person = await house.database.write(enter)
    if person is None:
        return page(house, None, "link_gone.html.j2", 410)
    if not scope(person, Action.ENTER_CONSOLE):
        return page(house, None, "not_staff.html.j2", 403)
    answer = RedirectResponse(HOME, 303)
    _set_cookie(house, answer, cookie, links.SESSION_LASTS // 1000)
    return answer


def _invited(tx: Transaction, house: House, request: Request) -> Person | None:
    token = request.path_params["token"]
    person = links.person_of(tx, token, PURPOSE, house.clock()) if len(token) <= _LONGEST_SECRET else None
    return people.get(tx, person) if person else None


async def sign_out(house: House, request: Request, visitor: Visitor, form: object) -> Response:
    await house.database.write(lambda tx: links.end_session(tx, visitor.cookie))
    answer = RedirectResponse(HOME, 303)
    _set_cookie(house, answer, "", 0)
    return answer


async def change_language(house: House, request: Request, visitor: Visitor, form: object) -> Response:
    """The other of the two languages, for the console and for this person's chats."""
    other = "en" if visitor.person.language == "zh" else "zh"
    await house.database.write(lambda tx: people.set_language(tx, visitor.person.id, other))
    return RedirectResponse(HOME, 303)


def _set_cookie(house: House, answer: Response, secret: str, seconds: int) -> None:
    # Lax and not Strict: a link to a board that a colleague sends in a chat has to find the session.
    answer.set_cookie(
        house.cookie, secret, seconds, path="/", secure=house.secure_cookies, httponly=True, samesite="lax"
    )
