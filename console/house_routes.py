"""The addresses of the pages about the village itself: its people, calls, posts, rules and settings."""

from console import absences, desk, people, policies, roster, rules, settings, signing, statuses, tallying
from console.house import Form, Page

PAGES: dict[str, Page] = {
    "/console/people": people.listing,
    "/console/people/{person:int}": people.one,
    "/console/handovers": desk.handovers,
    "/console/deliveries": desk.deliveries,
    "/console/roster": roster.show,
    "/console/roster/tallies": tallying.show,
    "/console/roster/tallies.{kind}": tallying.sheet,
    "/console/rules": rules.show,
    "/console/settings": settings.show,
    "/console/policies": policies.show,
}
FORMS: dict[str, Form] = {
    "/console/leave": signing.sign_out,
    "/console/language": signing.change_language,
    "/console/people/{person:int}/status": statuses.note,
    "/console/people/{person:int}/confirm": people.confirm,
    "/console/people/{person:int}/away": absences.note,
    "/console/people/{person:int}/link/{purpose}": people.make_link,
    "/console/handovers/{handover:int}/take": desk.take,
    "/console/roster/read": roster.read,
    "/console/roster/save": roster.save,
    "/console/roster/duties/{duty:int}": roster.act,
    "/console/rules/read": rules.read,
    "/console/rules/save": rules.save,
    "/console/rules/{rule:int}": rules.act,
    "/console/settings": settings.change,
    "/console/policies": policies.change,
}
