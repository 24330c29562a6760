"""What the whole site says where no page of its own answers: an unknown address, or an error of ours."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from channels.web_guard import SAFE_HEADERS, SCRIPT_HEADER
from channels.web_pages import Pages
from channels.web_words import words

Handler = Callable[[Request, Exception], Awaitable[Response]]


def exception_handlers(pages: Pages, language: str) -> Mapping[type[Exception], Handler]:
    """For Starlette: a short page for people, in the site's language and the other; for programs the same as JSON."""

    async def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 400
        headers = error.headers if isinstance(error, HTTPException) else None
        return _answer(request, "not_here" if status in (404, 405) else "wrong_request", status, headers)

    async def failed(request: Request, error: Exception) -> Response:
        return _answer(request, "our_fault", 500, None)

    def _answer(request: Request, word: str, status: int, headers: Mapping[str, str] | None) -> Response:
        for_people = "text/html" in request.headers.get("accept", "") and SCRIPT_HEADER not in request.headers
        answer = pages.failure(word, status) if for_people else JSONResponse({"say": words(language)[word]}, status)
        answer.headers.update({**SAFE_HEADERS, **(headers or {})})
        return answer

    return {HTTPException: refused, Exception: failed}
