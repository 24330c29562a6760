"""Pictures of a window: the menu as a photo. While a vendor's picture is fetched, its saying stands for it."""

from domain.messages import FileReference
from domain.orders import Window
from storage.database import Transaction

SHA256 = 64
"""Characters of a kept picture's name; what is shorter stands for one that is still being fetched."""


def show_menu(tx: Transaction, window: int, photo: FileReference, saying: int) -> None:
    """Shows a picture above the menu from now on, or as soon as it is fetched."""
    name = photo.reference if photo.kept else _awaited(saying)
    tx.sql.pictures.show_menu(tx.connection, tenant=tx.tenant, window=window, photo=name)


def fetched(tx: Transaction, saying: int, photo: FileReference) -> None:
    """The picture that came with a saying is there."""
    for (window,) in list(tx.sql.pictures.waiting_for(tx.connection, tenant=tx.tenant, photo=_awaited(saying))):
        tx.sql.pictures.show_menu(tx.connection, tenant=tx.tenant, window=window, photo=photo.reference)


def menu(window: Window) -> FileReference | None:
    """The picture above the menu, once it is kept."""
    if len(window.menu_photo) != SHA256:
        return None
    return FileReference("photo", window.menu_photo, "image/jpeg", kept=True)


def _awaited(saying: int) -> str:
    return f"saying:{saying}"
