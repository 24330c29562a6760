"""What a cadre wants done about those who have not answered: 提醒通知12没回的, 把没回的交给网格员."""

import re
from dataclasses import dataclass

REMIND, HAND = "remind", "hand"

_NUMBER = r"(?:(?:通知|第|notice|no\.?|#)\s*(?P<{}>\d{{1,6}})\s*(?:号|条)?(?:通知)?(?:里|中)?\s*(?:的)?)"
_SILENT = (
    r"(?:(?:还|都)?没(?:有)?(?:回|答|回复|答复|回话|回应|收到|看|读|点收到|回收到)(?:过|收到)?(?:的)?(?:人|户|人家|群众|村民|门)?"
    r"|没动静的|silent|(?:who|those who) (?:have not|haven't|did not|didn't) (?:answer|answered|reply|replied))"
)
_REMIND = re.compile(
    rf"(?:请|再|帮我|去|给|把)*(?:{_NUMBER.format('first')})?(?:提醒|催)(?:一?下|一遍|一次)?(?:{_NUMBER.format('number')})?"
    rf"(?:那些|所有|the)?\s*{_SILENT}(?:一?下|一遍|一次)?[。.!！]*"
    rf"|{_NUMBER.format('before')}(?:那些)?{_SILENT}(?:再)?(?:提醒|催)(?:一?下|一遍|一次)?[。.!！]*"
    rf"|remind (?:{_NUMBER.format('english')}\s*)?(?:the )?{_SILENT}(?: (?:about|of) {_NUMBER.format('after')})?",
    re.IGNORECASE,
)
_HAND = re.compile(
    rf"(?:请|把|将|帮我)*(?:{_NUMBER.format('number')})?(?:那些|剩下)?{_SILENT}(?:都)?(?:交|转|派|发|分)?(?:给|到)?"
    rf"(?:各?网格员|格子员|网格)(?:去)?(?:敲门|上门|跑|通知)?(?:吧)?[。.!！]*"
    rf"|(?:请|让|叫)网格员(?:去)?(?:敲门|上门)?(?:通知)?(?:{_NUMBER.format('before')})?{_SILENT}[。.!！]*"
    rf"|(?:hand|give) (?:{_NUMBER.format('english')}\s*)?(?:the )?{_SILENT}(?: doors)? to the (?:grid )?workers",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Nudging:
    """kind: remind or hand; number: the notice's, 0 where none is named."""

    kind: str
    number: int = 0


def read_nudging(text: str) -> Nudging | None:
    """What the whole of a cleaned message asks for, or None."""
    if len(text) > 60:
        return None
    for kind, words in ((REMIND, _REMIND), (HAND, _HAND)):
        found = words.fullmatch(text.strip())
        if found is not None:
            said = next((number for number in found.groupdict().values() if number), "0")
            return Nudging(kind, int(said))
    return None
