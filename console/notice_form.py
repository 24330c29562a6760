"""A notice before it is sent: what stands in the form, the notice that comes of it, and what is wrong with it.

Every field is kept as it was typed, so that nothing is lost while something is mended.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from starlette.datastructures import FormData

from broadcasts.notice_drafts import draft
from console.audience_form import BLANK, Filled, filled
from console.drafts import Wrong
from domain.messages import FileReference
from domain.notice_templates import SHIPPED, Asked, Shipped
from domain.notice_words import ALL, Found, by_building, problems
from domain.notices import LONGEST_CHOICE, MOST_CHOICES, RECEIVED, Answer, Notice
from domain.placeholders import PLACEHOLDERS, READERS, used
from domain.spans import HOUR
from nlu.by_building import LineDoubt, read_by_building
from templates import shipped as words
from templates.render import Templates

TEXTS = {"zh": "zh", "en": "en", "home_zh": "zh:home", "home_en": "en:home"}
"""Fields of the form, and the text of a notice that each is."""

BY_BUILDING = ("time", "place")
"""What may differ from building to building, a line each."""

ANSWERS = ("received", "yes_no", "own", "none")
_BRACES = re.compile(r"[{｛][^{}｛｝]*[}｝]")
LONGEST_TITLE = 40
LONGEST_HOURS, USUAL_HOURS = 240, 72


@dataclass(frozen=True, slots=True)
class Draft:
    """`values` are by placeholder; `corrects` is the broadcast whose words these take the place of."""

    template: str = ""
    case: str = ""
    title: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    by_building: str = ""
    answers: str = "received"
    own: str = ""
    counted: str = "person"
    hours: str = str(USUAL_HOURS)
    emergency: bool = False
    when: str = "now"
    at: str = ""
    corrects: int = 0
    file: FileReference | None = None
    audience: Filled = BLANK

    @property
    def shipped(self) -> Shipped | None:
        return SHIPPED.get(self.template)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The values for which there are fields: what the template asks, or what stands in the author's own words."""
        if self.shipped is not None:
            return self.shipped.asks
        standing = {key for text in self.texts.values() for key in used(text)} - READERS
        return tuple(
            Asked(each.key, by_building=each.key in BY_BUILDING) for each in PLACEHOLDERS if each.key in standing
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What comes of a draft. `refused` and `odd` are of the words, `wrong` is by field, `doubts` are of the lines by
    building; the notice is None while anything stands in the way."""

    notice: Notice | None
    refused: tuple[Found, ...] = ()
    odd: tuple[Found, ...] = ()
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    doubts: tuple[LineDoubt, ...] = ()


def blank(template: str) -> Draft:
    """An empty form, with what a shipped notice brings."""
    shipped = SHIPPED.get(template)
    if shipped is None:
        return Draft()
    return Draft(
        template, next(iter(shipped.cases), ""), hours=str(shipped.lasts // HOUR), emergency=shipped.emergency,
        answers="shipped",
    )  # fmt: skip


def of_notice(notice: Notice, corrects: int) -> Draft:
    """The form for other words in a notice's place."""
    fields = {text: name for name, text in TEXTS.items()}
    labels = [f"{choice.label('zh')} | {choice.label('en')}" for choice in notice.choices]
    own = "" if notice.choices == (RECEIVED,) else "\n".join(labels)
    lines = [
        f"{building}号楼 {each.get('time', '')} {each.get('place', '')}"
        for building, each in sorted(notice.values.items()) if building != ALL
    ]  # fmt: skip
    return Draft(
        title=notice.title, texts={fields[name]: text for name, text in notice.texts.items()},
        values=notice.values.get(ALL, {}), by_building="\n".join(lines),
        answers="own" if own else "received" if notice.choices else "none", own=own, counted=notice.counted,
        hours=str(max(1, notice.lasts // HOUR)), emergency=notice.emergency, corrects=corrects, file=notice.file,
    )  # fmt: skip


def from_form(form: FormData, file: FileReference | None) -> Draft:
    def typed(name: str) -> str:
        value = form.get(name, "")
        return value.replace("\r\n", "\n") if isinstance(value, str) else ""

    corrects = typed("corrects")
    return Draft(
        typed("template"), typed("case"), " ".join(typed("title").split()),
        {name: typed(name) for name in TEXTS if typed(name).strip()},
        {each.key: typed(f"value-{each.key}").strip() for each in PLACEHOLDERS if typed(f"value-{each.key}").strip()},
        typed("by_building"), typed("answers"), typed("own"),
        "household" if typed("counted") == "household" else "person", typed("hours").strip(),
        typed("emergency") == "yes", typed("when") or "now", typed("at").strip(),
        int(corrects) if corrects.isascii() and corrects.isdigit() and len(corrects) < 17 else 0, file,
        filled(form),
    )  # fmt: skip


def check(templates: Templates, sent: Draft, author: int, area: int, language: str) -> Checked:
    """The notice of a draft, without its audience; or what is wrong with it."""
    wrong: dict[str, Wrong] = {}
    lines = read_by_building(sent.by_building) if any(each.by_building for each in sent.asked) else None
    asked = {each.key for each in sent.asked}
    values = {ALL: {key: value for key, value in sent.values.items() if key in asked}}
    values |= lines.values if lines else {}
    title, texts = sent.title, {TEXTS[name]: text.strip() for name, text in sent.texts.items()}
    if sent.shipped is not None:
        made = draft(templates, sent.shipped, values, _case(sent, sent.shipped), language)
        title, texts, values = sent.title or made.title, made.texts, made.values
        wrong |= _unanswered(sent.shipped, made.values)
    if len(title) > LONGEST_TITLE:
        wrong["title"] = Wrong("wrong_long", LONGEST_TITLE)
    choices = _choices(sent)
    if isinstance(choices, Wrong):
        wrong["own"] = choices
    hours = int(sent.hours) if sent.hours.isascii() and sent.hours.isdigit() and len(sent.hours) < 4 else 0
    if not 0 < hours <= LONGEST_HOURS:
        wrong["hours"] = Wrong("wrong_hours", LONGEST_HOURS)
    found = problems(texts, values)
    refused = tuple(each for each in found if each.problem.refused)
    doubts = lines.doubts if lines else ()
    if wrong or refused or doubts or isinstance(choices, Wrong):
        return Checked(None, refused, tuple(each for each in found if not each.problem.refused), wrong, doubts)
    notice = Notice(
        0, area, 0, author, title or _begins(texts), texts, {}, hours * HOUR, sent.template, values, sent.file,
        choices, sent.counted, sent.emergency,
    )  # fmt: skip
    return Checked(notice, (), tuple(found), {}, ())


def starts(sent: Draft, now: int, zone: ZoneInfo) -> int | Wrong:
    """When it goes out (epoch ms)."""
    if sent.when == "now":
        return now
    try:
        at = int(datetime.strptime(sent.at, "%Y-%m-%dT%H:%M").replace(tzinfo=zone).timestamp() * 1000)
    except (ValueError, OverflowError):
        return Wrong("wrong_time")
    return at if at > now else Wrong("wrong_past")


def _case(sent: Draft, shipped: Shipped) -> str:
    return sent.case if sent.case in shipped.cases else next(iter(shipped.cases), "")


def _unanswered(shipped: Shipped, values: Mapping[str, Mapping[str, str]]) -> dict[str, Wrong]:
    said = set(values.get(ALL, {})) | by_building(values)
    return {
        f"value-{asked.key}": Wrong("wrong_empty") for asked in shipped.asks if asked.needed and asked.key not in said
    }


def _choices(sent: Draft) -> tuple[Answer, ...] | Wrong:
    """The buttons under it; own ones stand a line each, with English after a bar."""
    if sent.answers == "none":
        return ()
    if sent.answers == "own":
        lines = [" ".join(line.split()) for line in sent.own.splitlines() if line.strip()]
        labels = [[part.strip() for part in line.replace("｜", "|").split("|", 1)] for line in lines]
        if not 1 <= len(lines) <= MOST_CHOICES:
            return Wrong("wrong_choices", MOST_CHOICES)
        if any(not label or len(label) > LONGEST_CHOICE for pair in labels for label in pair):
            return Wrong("wrong_choice", LONGEST_CHOICE)
        if len({pair[0] for pair in labels}) < len(labels):
            return Wrong("wrong_same_choice")
        return tuple(Answer(f"c{place}", dict(zip(("zh", "en"), pair, strict=False)))
                     for place, pair in enumerate(labels, 1))  # fmt: skip
    names = {"yes_no": ("yes", "no"), "shipped": sent.shipped.choices if sent.shipped else ()}.get(sent.answers, ())
    return tuple(
        Answer(name, {language: words.choice_label(language, name) for language in ("zh", "en")}) for name in names
    ) or (RECEIVED,)


def _begins(texts: Mapping[str, str]) -> str:
    """A title for a notice without one: how its words begin."""
    words = _BRACES.sub("", texts.get("zh") or next(iter(texts.values()))).strip(" \n，,。：:")
    first = (words or "—").splitlines()[0]
    return first[:16] + ("…" if len(first) > 16 else "")
