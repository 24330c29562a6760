"""The console: the cadres' pages as routes for the one ASGI application of the house."""

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from console import (
    grid_routes,
    house_routes,
    local_routes,
    notice_routes,
    rendering,
    signing,
    tickets,
    window_routes,
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
from storage.database import DatabaseUnavailable

PAGES = window_routes.PAGES | notice_routes.PAGES | house_routes.PAGES | grid_routes.PAGES | local_routes.PAGES
FORMS = window_routes.FORMS | notice_routes.FORMS | house_routes.FORMS | grid_routes.FORMS | local_routes.FORMS

Endpoint = Callable[[Request], Awaitable[Response]]


class Console:
    """The pages behind /console."""

    def __init__(self, house: House) -> None:
        self._house = house

    def routes(self) -> list[BaseRoute]:
        return [
            _route("/console/static/{version}/{name}", self._static, "GET"),
            _route("/console/enter/{token}", self._open(signing.show_link), "GET"),
            _route("/console/enter/{token}", self._open(signing.use_link), "POST"),
            _route("/console/bags/{secret}", self._open(tickets.show), "GET"),
            *(self._page(path, show) for path, show in PAGES.items()),
            *(self._form(path, act) for path, act in FORMS.items()),
            *(self._form(path, act, files=1) for path, act in notice_routes.UPLOADS.items()),
        ]

    def _page(self, path: str, show: Page) -> Route:
        async def endpoint(request: Request) -> Response:
            visitor = await signing.visitor(self._house, request)
            if visitor is None or not visitor.scope(_right(path)):
                return self._outside(visitor, path)
            return await show(self._house, request, visitor) or self._not_found(visitor)

        return _route(path, self._open_to(endpoint), "GET")

    def _form(self, path: str, act: Form, *, files: int = 0) -> Route:
        """A posted form; one that brings a file with it may be larger."""
        largest = LARGEST_UPLOAD if files else LARGEST_FORM

        async def endpoint(request: Request) -> Response:
            visitor = await signing.visitor(self._house, request)
            if visitor is None or not visitor.scope(_right(path)):
                return self._outside(visitor, path)
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

    def _outside(self, visitor: Visitor | None, path: str) -> Response:
        if visitor is None:
            return page(self._house, None, "sign_in.html.j2", 401)
        if path == signing.HOME and visitor.scope(Action.ENTER_CONSOLE):
            return RedirectResponse("/console/urgent", 303)
        return page(self._house, visitor, "not_staff.html.j2", 403)

    def _not_found(self, visitor: Visitor) -> Response:
        return page(self._house, visitor, "not_found.html.j2", 404)


def _right(path: str) -> Action:
    """What somebody needs to be at a page at all; whom and what they see there is up to the page."""
    own = path in grid_routes.FOR_DOCTORS or path in ("/console/leave", "/console/language")
    return Action.ENTER_CONSOLE if own else Action.USE_CONSOLE


def _route(path: str, endpoint: Endpoint, method: str, largest: int = LARGEST_FORM) -> Route:
    return Route(path, endpoint, methods=[method], max_body_size=largest)
