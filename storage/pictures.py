"""Pictures of a window: the menu as a photo, the code under which people pay.

While a vendor's picture is fetched, its saying stands for it.
"""

from domain.messages import FileReference
from domain.orders import Window
from storage.database import Transaction

SHA256 = 64
"""Characters of a kept picture's name; what is shorter stands for one that is still being fetched."""


def show_menu(tx: Transaction, window: int, photo: FileReference, saying: int) -> None:
    """Shows a picture above the menu from now on, or as soon as it is fetched."""
    name = photo.reference if photo.kept else _awaited(saying)
    tx.sql.pictures.show_menu(tx.connection, tenant=tx.tenant, window=window, photo=name)


def show_code(tx: Transaction, window: int, photo: FileReference, saying: int) -> None:
    """The code under which people pay from now on, or as soon as it is fetched."""
    name = photo.reference if photo.kept else _awaited(saying)
    tx.sql.pictures.show_code(tx.connection, tenant=tx.tenant, window=window, photo=name)


def fetched(tx: Transaction, saying: int, photo: FileReference) -> None:
    """The picture that came with a saying is there."""
    for (window,) in list(tx.sql.pictures.paying_by(tx.connection, tenant=tx.tenant, photo=_awaited(saying))):
        tx.sql.pictures.show_code(tx.connection, tenant=tx.tenant, window=window, photo=photo.reference)
    for (window,) in list(tx.sql.pictures.waiting_for(tx.connection, tenant=tx.tenant, photo=_awaited(saying))):
        tx.sql.pictures.show_menu(tx.connection, tenant=tx.tenant, window=window, photo=photo.reference)


def menu(window: Window) -> FileReference | None:
    """The picture above the menu, once it is kept."""
    return _kept(window.menu_photo)


def code(window: Window) -> FileReference | None:
    """The code under which people pay, once it is kept."""
    return _kept(window.collection)


def _kept(name: str) -> FileReference | None:
    return FileReference("photo", name, "image/jpeg", kept=True) if len(name) == SHA256 else None


def _awaited(saying: int) -> str:
    return f"saying:{saying}"
