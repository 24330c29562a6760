"""«复制到微信群»: the texts about a window as its board shows them, to be copied into a group that no bot reads."""

from console.board import Board
from console.house import House, Visitor
from domain.permissions import Action
from storage import groups
from storage.database import Transaction


def texts(tx: Transaction, house: House, visitor: Visitor, board: Board, now: int) -> list[str]:
    """Doors and goods and nothing else, in the visitor's language; none for those who do not open windows there."""
    if not visitor.may(Action.OPEN_WINDOW, board.village.path) or board.window.state == "cancelled":
        return []
    listed = groups.public_list(tx, board.window)
    copies = listed.copies(board.window, now, f"{house.address}/chat", house.bot_link())
    return [house.writer.templates.render(visitor.person.language, template, told) for template, told in copies]
