"""Addresses of web pages, and for whom they open."""

OWN_MACHINE = ("//127.", "//localhost", "//[::1]")


def opens_elsewhere(address: str) -> bool:
    """Whether it opens on another telephone, too, and not only in a browser on the machine that serves it."""
    return not any(own in address for own in OWN_MACHINE)
