"""The addresses of the pages about who is observed and what of it is urgent, errands, visits and the figures."""

from console import (
    case_changes,
    course_papers,
    courses,
    errands,
    observed,
    release_roll,
    returnees,
    today,
    urgent,
    visits,
)
from console.house import Form, Page

PAGES: dict[str, Page] = {
    "/console/urgent": urgent.show,
    "/console/today": today.show,
    "/console/today/{figure}": today.listing,
    "/console/observed": observed.show,
    "/console/observed/releases": release_roll.show,
    "/console/observed/released": course_papers.of_day,
    "/console/observed/released.pdf": course_papers.of_day_as_pdf,
    "/console/observed/{case:int}": courses.show,
    "/console/observed/{case:int}/{paper}.pdf": course_papers.as_pdf,
    "/console/observed/{case:int}/{paper}": course_papers.show,
    "/console/errands": errands.show,
    "/console/errands/{errand:int}": errands.one,
    "/console/visits": visits.show,
    "/console/returnees": returnees.show,
}
FOR_DOCTORS = frozenset(("/console/urgent", "/console/observed", "/console/observed/{case:int}"))
"""What a doctor reads, who has no other pages."""

FORMS: dict[str, Form] = {
    "/console/urgent/{alarm:int}/take": urgent.take,
    "/console/urgent/{alarm:int}/done": urgent.record,
    "/console/observed/releases": release_roll.approve,
    "/console/observed/{case:int}/change": case_changes.change,
}
