"""«发通知：明天停水…», «给3号楼发通知 …», /notice: a cadre writes a notice, reads it back, and sends it."""

from dataclasses import replace

from broadcasts import sending
from broadcasts.addressing import address
from broadcasts.audience import cadres_of
from broadcasts.reach import led_by
from broadcasts.reading_back import file_of
from domain.audiences import to_json
from domain.drafts import Draft
from domain.notices import Notice
from domain.permissions import Action, scope
from domain.replies import NO, Reply
from handlers.amending import answered, changed, choose, repeat, scheduled, show, shown, wait, with_words
from handlers.flow import Flow, Outcome, Turn, finish, say, wait_for
from nlu.dangers import danger
from nlu.notice_changes import Change, read_change
from nlu.notices import Opening, opening, template_named
from nlu.phrases import command as command_in_words
from nlu.signposts import signpost
from storage import areas, broadcasts, notices, people, questions, settings
from storage.conversations import Conversation

flow = Flow("composing")

CRY = 12
"""Code points of a cry for help, which is never taken for the words of a notice."""

CALLED_OFF = ("不发了", "算了", "先不发", "取消", "cancel")
AWAITING = ("words", "to", "value", "buttons")
"""Steps that wait for words which go to others, or into what goes to others."""

MOST_CADRES = 2
LONGEST_PLACE = 30


@flow.dictates
def dictated(turn: Turn) -> Outcome | None:
    """What is written for others: nothing in it calls for help, answers a question or asks for somebody."""
    if not scope(turn.person, Action.SEND_NOTICE):
        return None
    step = turn.conversation.step if turn.conversation.flow == flow.name else ""
    if turn.text.startswith("/"):
        return begin(turn, Opening(_behind_command(turn))) if turn.text.startswith("/notice ") else None
    begun = opening(turn.update.text)
    if begun is not None and begun.sure:
        return begin(turn, begun)
    if step in AWAITING:
        return _awaited(turn, step)
    return amend(turn) if step == "amend" and _is_for_others(turn) else None


@flow.hears
def hear(turn: Turn) -> Outcome | None:
    """«通知：…» of a cadre, a word that corrects an open draft; whoever may send none is told who may."""
    begun = opening(turn.update.text)
    if not scope(turn.person, Action.SEND_NOTICE):
        return _not_allowed(turn) if begun is not None and begun.sure and turn.person is not None else None
    if begun is not None:
        return begin(turn, begun)
    named = template_named(turn.text)
    if named is not None:
        return begin(turn, Opening(template=named))
    open_draft = next((asked for asked in reversed(turn.waiting) if asked.flow == flow.name), None)
    if open_draft is not None and read_change(turn.update.text) is not None:
        return amend(replace(turn, question=open_draft))
    return None


@flow.command("notice")
def command(turn: Turn) -> Outcome:
    """/notice"""
    if not scope(turn.person, Action.SEND_NOTICE):
        return _not_allowed(turn)
    return begin(turn, Opening())


def begin(turn: Turn, begun: Opening) -> Outcome:
    """A new draft, to the author's own area unless they said to whom."""
    draft = Draft({"area": led_by(turn.known())}, emergency=begun.emergency)
    if turn.update.files:
        draft = _with_file(turn, draft)
    if begun.words:
        draft = with_words(draft, begun.words)
    if begun.to:
        found = address(turn.tx, turn.known(), begun.to)
        if found.audience is None:
            return wait(turn, "to", "notices/whom", draft, not_found=found.gaps)
        draft = replace(draft, audience=to_json(found.audience))
    if begun.template is not None:
        return shown(turn, choose(turn, draft, begun.template))
    return _with_words(turn, draft)


@flow.step("words")
def words(turn: Turn) -> Outcome:
    """The words of the notice, or a template in their place."""
    draft = Draft.from_json(turn.data)
    if turn.update.files:
        draft = _with_file(turn, draft)
    named = template_named(turn.text)
    if named is not None and not draft.of:
        return shown(turn, choose(turn, draft, named))
    text = turn.update.text.strip()
    if not text:
        return wait(turn, "words", "notices/ask_words", draft, file=True)
    return show(turn, with_words(draft, text))


@flow.step("to")
def to(turn: Turn) -> Outcome:
    """To whom."""
    draft = Draft.from_json(turn.data)
    said = turn.text.removeprefix("发给").removeprefix("给")
    found = address(turn.tx, turn.known(), said)
    if found.audience is None:
        return wait(turn, "to", "notices/whom", draft, not_found=found.gaps)
    draft = replace(draft, audience=to_json(found.audience))
    return _with_words(turn, draft)


@flow.step("value")
def value(turn: Turn) -> Outcome:
    """What a template asked for."""
    return shown(turn, answered(turn, Draft.from_json(turn.data), turn.data["asked"]))


@flow.step("buttons")
def buttons(turn: Turn) -> Outcome:
    """Which answers stand under it: «能来、不能来»."""
    said = turn.update.text if turn.text.startswith(("按钮", "不要按钮")) else f"按钮：{turn.update.text}"
    return _amended(turn, Draft.from_json(turn.data), read_change(said))


@flow.step("template")
def template(turn: Turn) -> Outcome:
    """One of the shipped notices was chosen."""
    return shown(turn, choose(turn, Draft.from_json(turn.data), turn.answer))


@flow.step("hour")
def hour(turn: Turn) -> Outcome:
    """«早上» or «晚上»: which 7 o'clock was meant."""
    said = str(turn.data["said"])
    return shown(turn, scheduled(turn, Draft.from_json(turn.data), said, turn.answer))


@flow.step("amend")
def amend(turn: Turn) -> Outcome:
    """What is written while a draft is shown changes it; other words are none of it."""
    draft = Draft.from_json(turn.data)
    if turn.update.files:
        return show(turn, _with_file(turn, draft))
    change = read_change(turn.update.text) or _to_whom(turn)
    if change is None:
        return Outcome(conversation=Conversation(), then=turn.update.text)
    return _amended(turn, draft, change)


@flow.step("confirm")
def confirm(turn: Turn) -> Outcome:
    """The buttons under a draft."""
    draft = Draft.from_json(turn.data)
    if turn.answer == NO:
        return replace(finish(Reply("notices/dropped")), toast="dropped")
    if turn.answer == "who":
        return replace(wait(turn, "to", "notices/whom", draft, not_found=()), answered=False)
    if turn.answer == "words":
        return replace(wait(turn, "words", "notices/ask_new_words", draft), answered=False)
    if turn.answer == "buttons":
        return replace(wait(turn, "buttons", "notices/ask_buttons", draft), answered=False)
    if turn.answer == "counted":
        return show(turn, replace(draft, counted="household" if draft.counted == "person" else "person"))
    if turn.answer == "emergency":
        return show(turn, replace(draft, emergency=not draft.emergency))
    return _send(turn, draft)


@flow.step("counting")
def counting(turn: Turn) -> Outcome:
    """«不发了» while its audience is counted."""
    return replace(finish(Reply("notices/dropped")), toast="dropped")


def _amended(turn: Turn, draft: Draft, change: Change | None) -> Outcome:
    if change is None:
        return wait(turn, "buttons", "notices/ask_buttons", draft)
    if change.what == "send":
        asked = [question for question in turn.waiting if (question.flow, question.step) == (flow.name, "confirm")]
        if not asked or asked[-1].options[0][0] == NO or asked[-1].options[0][0] == "who":
            return show(turn, draft)
        questions.answer(turn.tx, asked[-1].nonce, asked[-1].options[0][0], turn.now)
        return _send(replace(turn, question=asked[-1]), Draft.from_json(asked[-1].data))
    if change.what == "to":
        if draft.of:
            return say("notices/same_people")
        found = address(turn.tx, turn.known(), change.words)
        if found.audience is None:
            return wait(turn, "to", "notices/whom", draft, not_found=found.gaps)
        return show(turn, replace(draft, audience=to_json(found.audience)))
    return shown(turn, changed(turn, draft, change))


def _send(turn: Turn, draft: Draft) -> Outcome:
    """The press that sends it: once, whatever is pressed again."""
    person, area = turn.known(), areas.get(turn.tx, led_by(turn.known()))
    assert turn.question is not None
    if area is None or not scope(person, Action.SEND_NOTICE):
        return _not_allowed(turn)
    file = file_of(turn.tx, draft)
    if draft.saying and file is None:
        return replace(say("notices/file_coming"), answered=False)
    if draft.starts_at and draft.starts_at <= turn.now:
        return replace(wait_for(flow.name, "amend", Reply("notices/past"), **draft.to_json()), answered=False)
    notice = draft.notice(person.id, area.id, file)
    once, needs = f"press:{turn.question.nonce}", str(turn.question.data.get("needs", ""))
    if draft.schedule:
        return repeat(turn, draft, notice, needs)
    made = _made(turn, draft, notice, needs, once)
    if made is None:
        return finish(Reply("notices/no_such", {"number": 0}))
    asked = [each for told in made.told if (each := people.get(turn.tx, told.to))]
    values = {
        "notice": made.notice, "broadcast": made.broadcast, "again": made.again, "confirmers": asked,
        "board": f"{turn.house.address}/console/notices/{made.broadcast.id}", "at": made.broadcast.starts_at,
        "later": made.broadcast.starts_at > turn.now,
        "quiet": 0 if notice.emergency else settings.quiet_ends(turn.tx, area.path, turn.house.zone, turn.now),
    }  # fmt: skip
    return replace(finish(Reply("notices/sent_off", values), *made.told), toast="noted")


def _made(turn: Turn, draft: Draft, notice: Notice, needs: str, once: str) -> sending.Made | None:
    person, now = turn.known(), turn.now
    if not draft.of:
        return sending.schedule(turn.tx, person, notice, needs, draft.starts_at or now, once, now)
    old = broadcasts.get(turn.tx, draft.of)
    corrected = notices.get(turn.tx, old.notice) if old else None
    if old is None or corrected is None or not sending.may_manage(turn.tx, person, corrected):
        return None
    return sending.correct(turn.tx, person, old, notice, needs, once, now)


def _is_for_others(turn: Turn) -> bool:
    """A picture without words, and whole texts, while a draft is shown."""
    if turn.update.files:
        return not turn.text
    change = read_change(turn.update.text)
    return change is not None and change.what in ("english", "chinese", "words")


def _to_whom(turn: Turn) -> Change | None:
    """«3号楼», «全村» alone: whom the draft is for."""
    short = len(turn.text) <= LONGEST_PLACE and turn.conversation.flow == flow.name
    found = address(turn.tx, turn.known(), turn.text) if short else None
    return Change("to", turn.text) if found and found.audience is not None else None


def _with_words(turn: Turn, draft: Draft) -> Outcome:
    """The draft, once there are words."""
    if not draft.texts:
        return wait(turn, "words", "notices/ask_words", draft, file=bool(draft.saying))
    return show(turn, draft)


def _awaited(turn: Turn, step: str) -> Outcome | None:
    """Whatever is written when words are waited for is those words; save a cry for help, a button's own words, and
    that it is called off."""
    if len(turn.text) <= CRY and danger(turn.text) is not None:
        return None
    if turn.text.lower() in CALLED_OFF:
        return finish(Reply("notices/dropped"))
    if command_in_words(turn.text) is not None or signpost(turn.text):
        return None
    offered = [asked for asked in turn.waiting if asked.flow == flow.name and asked.step in ("template", "value")]
    labels = [label for _, label in offered[-1].options] if offered else []
    if turn.text in (*labels, *(str(place) for place in range(1, len(labels) + 1))):
        return None
    return flow.steps[step](turn)


def _behind_command(turn: Turn) -> str:
    """The words behind /notice, as they were written."""
    return turn.update.text.strip().partition(" ")[2].strip()


def _with_file(turn: Turn, draft: Draft) -> Draft:
    """With the picture, voice or file that was just sent: from the saying that keeps it, once it is fetched."""
    return replace(draft, saying=turn.saying, file=())


def _not_allowed(turn: Turn) -> Outcome:
    """Who sends notices here."""
    person = turn.known()
    found = [cadre for key in cadres_of(turn.tx, person.village) if (cadre := people.get(turn.tx, key))]
    return say("notices/not_allowed", cadres=found[:MOST_CADRES])
