"""A voice message or picture that its vendor still held when it was passed on reaches the worker once fetched."""

from broadcasts.errand_asks import about
from broadcasts.outbox import Writer
from domain.messages import FileReference
from domain.replies import Reply
from storage import checks, errands, handovers, people, pictures, questions, visits
from storage.database import Transaction


def forward(tx: Transaction, saying: int, file: FileReference, now: int, writer: Writer) -> None:
    """Sends a saying's file to whoever took the hand-over, or to all who were asked while nobody has; the picture of
    a menu, or of what is wrong in a shop, is shown from now on."""
    pictures.fetched(tx, saying, file)
    checks.fetched(tx, saying, file)
    visits.fetched(tx, saying, file)
    errand = errands.shown_by(tx, saying)
    if errand is not None:
        writer.write_to(tx, Reply("errands/photo_for_you", about(errand), file=file), errand.asker, now)
    for handover in handovers.of_saying(tx, saying):
        asked = {question.person for question in questions.open_about(tx, "handovers", handover.id)}
        person = people.get(tx, handover.person)
        reply = Reply("handovers/file", {"person": person, "kind": file.kind}, file=file)
        for worker in [handover.taken_by] if handover.taken_by else sorted(asked):
            writer.write_to(tx, reply, worker, now)
