"""The command line's own errors in plain words: typer shows those of pydantic as they come."""

from typing import Any

import typer
from typer.core import TyperGroup

_PLAINLY = (
    ("Input should be a valid integer, unable to parse string as an integer", "this is not a whole number"),
    ("Input should be a valid integer", "this is not a whole number"),
)


class PlainErrors(TyperGroup):
    """The whole command line."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = plainly(error.message)
            raise


def plainly(message: str) -> str:
    """Without the marks of the library that found the error."""
    message = message.removeprefix("Value error, ")
    for theirs, ours in _PLAINLY:
        message = message.replace(theirs, ours)
    return message
