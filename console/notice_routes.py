"""The addresses of the pages about notices: who is told what, who has read it, and a notice on paper."""

from console import composing, inbox, ledger, notice_acts, notices, posters
from console.house import Form, Page

PAGES: dict[str, Page] = {
    "/console/notices": notices.listing,
    "/console/notices/new": composing.blank,
    "/console/notices/answers": inbox.show,
    "/console/notices/{notice:int}": notices.board,
    "/console/notices/{notice:int}/live": notices.live,
    "/console/notices/{notice:int}/silent/{area:int}": ledger.silent,
    "/console/notices/{notice:int}/ledger.{kind}": ledger.export,
    "/console/notices/{notice:int}/papers": posters.show,
    "/console/notices/{notice:int}/poster": posters.poster,
    "/console/notices/{notice:int}/leaflet": posters.leaflet,
    "/console/notices/{notice:int}/{kind}.pdf": posters.as_pdf,
    "/console/notices/{notice:int}/voice": posters.voice,
}
FORMS: dict[str, Form] = {
    "/console/notices/send": composing.send,
    "/console/notices/answers": inbox.read,
    "/console/notices/answers/{answer:int}/reply": inbox.reply,
    "/console/notices/{notice:int}/act": notice_acts.act,
}
UPLOADS: dict[str, Form] = {
    "/console/notices/preview": composing.preview,
}
