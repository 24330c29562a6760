"""WeCom's XML, read with care: no DTD, no entities, and never more than the limit."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

LONGEST = 1024 * 1024
"""Bytes of a body that are read."""
MOST_MARKS = 10_000
"""Elements and attributes of a body, their signs in people's words included: WeCom sends some dozens, and 300,000
that anybody may send would take a third of a second to read."""


class Unreadable(Exception):
    """Not the XML that WeCom sends; says what is wrong, never what it holds."""


def read(body: bytes) -> Element:
    """The root element. Raises Unreadable."""
    if len(body) > LONGEST:
        raise Unreadable("too long")
    if body.count(b"<") + body.count(b"=") > MOST_MARKS:
        raise Unreadable("too many elements")
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable("DTD or entities") from None
    except (ParseError, ValueError, LookupError):
        raise Unreadable("not XML") from None
    if root.tag != "xml":
        raise Unreadable("another root")
    return root


def text(element: Element, name: str) -> str:
    """The text of a child, "" where there is none."""
    return element.findtext(name) or ""


def write(fields: Mapping[str, str]) -> bytes:
    """A flat answer."""
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
    return f"<xml>{inner}</xml>".encode()
