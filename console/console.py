"""The console: the cadres' pages as routes for the one ASGI application of the house."""

from collections.abc import Awaitable, Callable, Mapping
from zoneinfo import ZoneInfo

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from broadcasts.outbox import Writer
from console import (
    absences,
    account,
    arriving,
    changing,
    composing,
    desk,
    grid_routes,
    inbox,
    ledger,
    local_routes,
    money,
    notice_acts,
    notices,
    opening,
    papers,
    people,
    pickup,
    policies,
    posters,
    rendering,
    roster,
    rounds,
    rules,
    settings,
    signing,
    slots,
    statuses,
    supplies,
    tallying,
    tickets,
    weighing,
    windows,
)
from console.guard import (
    LARGEST_FORM,
    LARGEST_TEXT,
    LARGEST_UPLOAD,
    MOST_FIELDS,
    TOKEN_FIELD,
    from_elsewhere,
    secured,
    token_fits,
)
from console.house import Form, House, Page, Visitor
from console.rendering import page
from domain.permissions import Action
from storage.database import Database, DatabaseUnavailable
from storage.files import FileStore

Endpoint = Callable[[Request], Awaitable[Response]]


class Console:
    """The pages behind /console. Cookies are marked secure where the site has HTTPS."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], int],
        zone: ZoneInfo,
        address: str,
        secure_cookies: bool,
        language: str,
        make_secret: Callable[[], str],
        writer: Writer,
        bot_link: Callable[[], str],
        files: FileStore,
        paces: Mapping[str, float],
    ) -> None:
        self._house = House(
            database, clock, zone, address, secure_cookies, language, make_secret, writer, bot_link, files, paces
        )

    def routes(self) -> list[BaseRoute]:
        return [
            _route("/console/static/{version}/{name}", self._static, "GET"),
            _route("/console/enter/{token}", self._open(signing.show_link), "GET"),
            _route("/console/enter/{token}", self._open(signing.use_link), "POST"),
            self._form("/console/leave", signing.sign_out),
            self._form("/console/language", signing.change_language),
            self._page("/console", windows.listing),
            self._page("/console/windows/new", opening.blank),
            self._form("/console/windows/new", opening.read),
            self._form("/console/windows/open", opening.confirm),
            self._page("/console/windows/{window:int}", windows.board),
            self._page("/console/windows/{window:int}/live", windows.live),
            self._page("/console/rounds", rounds.chart),
            self._page("/console/windows/{window:int}/supplies", supplies.show),
            self._page("/console/windows/{window:int}/change", changing.form),
            self._form("/console/windows/{window:int}/change", changing.change),
            self._page("/console/windows/{window:int}/print", windows.print_view),
            self._form("/console/windows/{window:int}/phoned/{person:int}", windows.phoned),
            self._page("/console/windows/{window:int}/orders.{kind}", windows.export),
            *self._settling(),
            *self._pickup(),
            *self._papers(),
            *self._roster(),
            *(self._page(path, show) for path, show in (grid_routes.PAGES | local_routes.PAGES).items()),
            *(self._form(path, act) for path, act in (grid_routes.FORMS | local_routes.FORMS).items()),
            self._page("/console/rules", rules.show),
            self._form("/console/rules/read", rules.read),
            self._form("/console/rules/save", rules.save),
            self._form("/console/rules/{rule:int}", rules.act),
            *self._notices(),
            _route("/console/bags/{secret}", self._open(tickets.show), "GET"),
            self._form("/console/bags/{secret}", tickets.hand_out),
            self._form("/console/people/{person:int}/status", statuses.note),
            self._page("/console/people", people.listing),
            self._page("/console/people/{person:int}", people.one),
            self._form("/console/people/{person:int}/confirm", people.confirm),
            self._form("/console/people/{person:int}/away", absences.note),
            self._form("/console/people/{person:int}/link/{purpose}", people.make_link),
            self._page("/console/handovers", desk.handovers),
            self._form("/console/handovers/{handover:int}/take", desk.take),
            self._page("/console/deliveries", desk.deliveries),
            self._page("/console/settings", settings.show),
            self._form("/console/settings", settings.change),
            self._page("/console/policies", policies.show),
            self._form("/console/policies", policies.change),
        ]

    def _settling(self) -> list[BaseRoute]:
        """What a window is packed, weighed and paid with."""
        return [
            self._page("/console/windows/{window:int}/supplier", papers.supplier),
            self._page("/console/windows/{window:int}/packing", papers.packing),
            self._page("/console/windows/{window:int}/labels", papers.labels),
            self._page("/console/windows/{window:int}/unpaid", papers.unpaid),
            self._page("/console/windows/{window:int}/account", account.show),
            self._form("/console/windows/{window:int}/account/expense", account.spend),
            self._form("/console/windows/{window:int}/account/post", account.post),
            self._page("/console/windows/{window:int}/payments", money.show),
            self._form("/console/windows/{window:int}/payments/{household:int}", money.pay),
            self._form("/console/windows/{window:int}/payments/undo/{payment:int}", money.undo),
            self._form("/console/windows/{window:int}/payments/remind", money.remind),
            self._form("/console/windows/{window:int}/payments/carry", money.carry),
            self._page("/console/windows/{window:int}/arrived", arriving.show),
            self._form("/console/windows/{window:int}/arrived/{item:int}", arriving.enter),
            self._page("/console/windows/{window:int}/weigh", weighing.show),
            self._form("/console/windows/{window:int}/weigh", weighing.read),
            self._form("/console/windows/{window:int}/weigh/record", weighing.record),
            self._page("/console/windows/{window:int}/{paper}.{kind}", papers.sheet),
        ]

    def _pickup(self) -> list[BaseRoute]:
        """How a window's bags are fetched and brought."""
        return [
            self._page("/console/windows/{window:int}/pickup", pickup.show),
            self._page("/console/windows/{window:int}/pickup/routes", pickup.routes),
            self._form("/console/windows/{window:int}/pickup/tick", pickup.hand_out),
            self._form("/console/windows/{window:int}/pickup/call", pickup.call),
            self._form("/console/windows/{window:int}/pickup/divide", pickup.divide),
            self._form("/console/windows/{window:int}/pickup/way", pickup.move),
            self._form("/console/windows/{window:int}/pickup/slots", slots.add),
            self._form("/console/windows/{window:int}/pickup/slot", slots.change),
        ]

    def _papers(self) -> list[BaseRoute]:
        """A notice outside the chat."""
        return [
            self._page("/console/notices/{notice:int}/papers", posters.show),
            self._page("/console/notices/{notice:int}/poster", posters.poster),
            self._page("/console/notices/{notice:int}/leaflet", posters.leaflet),
            self._page("/console/notices/{notice:int}/{kind}.pdf", posters.as_pdf),
            self._page("/console/notices/{notice:int}/voice", posters.voice),
        ]

    def _roster(self) -> list[BaseRoute]:
        """Who stands at which post."""
        return [
            self._page("/console/roster", roster.show),
            self._form("/console/roster/read", roster.read),
            self._form("/console/roster/save", roster.save),
            self._form("/console/roster/duties/{duty:int}", roster.act),
            self._page("/console/roster/tallies", tallying.show),
            self._page("/console/roster/tallies.{kind}", tallying.sheet),
        ]

    def _notices(self) -> list[BaseRoute]:
        """Who is told what, and who has read it."""
        return [
            self._page("/console/notices", notices.listing),
            self._page("/console/notices/new", composing.blank),
            self._form("/console/notices/preview", composing.preview, files=1),
            self._form("/console/notices/send", composing.send),
            self._page("/console/notices/answers", inbox.show),
            self._form("/console/notices/answers", inbox.read),
            self._form("/console/notices/answers/{answer:int}/reply", inbox.reply),
            self._page("/console/notices/{notice:int}", notices.board),
            self._page("/console/notices/{notice:int}/live", notices.live),
            self._form("/console/notices/{notice:int}/act", notice_acts.act),
            self._page("/console/notices/{notice:int}/silent/{area:int}", ledger.silent),
            self._page("/console/notices/{notice:int}/ledger.{kind}", ledger.export),
        ]

    def _page(self, path: str, show: Page) -> Route:
        async def endpoint(request: Request) -> Response:
            visitor = await signing.visitor(self._house, request)
            if visitor is None or not visitor.scope(Action.USE_CONSOLE):
                return self._outside(visitor)
            return await show(self._house, request, visitor) or self._not_found(visitor)

        return _route(path, self._open_to(endpoint), "GET")

    def _form(self, path: str, act: Form, *, files: int = 0) -> Route:
        """A posted form; one that brings a file with it may be larger."""
        largest = LARGEST_UPLOAD if files else LARGEST_FORM

        async def endpoint(request: Request) -> Response:
            visitor = await signing.visitor(self._house, request)
            if visitor is None or not visitor.scope(Action.USE_CONSOLE):
                return self._outside(visitor)
            if from_elsewhere(request):
                return page(self._house, visitor, "refused.html.j2", 403)
            async with request.form(max_files=files, max_fields=MOST_FIELDS, max_part_size=LARGEST_TEXT) as form:
                token = form.get(TOKEN_FIELD)
                if not (isinstance(token, str) and token_fits(visitor.cookie, token)):
                    return page(self._house, visitor, "refused.html.j2", 403)
                return await act(self._house, request, visitor, form) or self._not_found(visitor)

        return _route(path, self._open_to(endpoint), "POST", largest)

    def _open(self, answer: Callable[[House, Request], Awaitable[Response]]) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            return await answer(self._house, request)

        return self._open_to(endpoint)

    def _open_to(self, endpoint: Endpoint) -> Endpoint:
        """The endpoint with what is the same for all: strict headers, and a page for what stands in the way."""

        async def guarded(request: Request) -> Response:
            try:
                return secured(await endpoint(request))
            except DatabaseUnavailable:
                return secured(page(self._house, None, "notice.html.j2", 503, said="try_again"))
            except HTTPException as error:
                said = "too_large" if error.status_code in (400, 413) else "refused_why"
                return secured(page(self._house, None, "notice.html.j2", error.status_code, said=said))

        return guarded

    async def _static(self, request: Request) -> Response:
        return secured(rendering.static(request))

    def _outside(self, visitor: Visitor | None) -> Response:
        if visitor is None:
            return page(self._house, None, "sign_in.html.j2", 401)
        return page(self._house, visitor, "not_staff.html.j2", 403)

    def _not_found(self, visitor: Visitor) -> Response:
        return page(self._house, visitor, "not_found.html.j2", 404)


def _route(path: str, endpoint: Endpoint, method: str, largest: int = LARGEST_FORM) -> Route:
    return Route(path, endpoint, methods=[method], max_body_size=largest)
