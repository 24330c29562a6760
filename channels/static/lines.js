// The lines of the transcript on the page: in order of their ids, each once, told to the server once shown.

const AT_BOTTOM = 56; // pixels from the end that still count as being there: the time below the last words
const AIR = 8; // pixels left above an answer that is longer than the screen
const SHOWN_TOGETHER = 300; // milliseconds in which shown lines are gathered into one report
const REPORT = 100; // lines in one report

export class Lines {
  // report(ids) tells the server which lines were shown and returns whether it heard;
  // committed(key) says that a line of this browser's own is in the transcript.
  constructor({ language, report, committed }) {
    this.log = document.getElementById("log");
    this.list = document.getElementById("lines");
    this.newest = document.getElementById("newest");
    this.report = report;
    this.committed = committed;
    this.clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hour12: false });
    this.calendar = new Intl.DateTimeFormat(language, { month: "short", day: "numeric" });
    this.expecting = false; // somebody pressed a choice: its answer is shown wherever they are reading
    this.elements = new Map();
    this.rendered = new Map(); // id -> the line as the server rendered it, to leave alone what has not changed
    this.unreported = new Set();
    this.reported = new Set();
    for (const element of this.list.children) this.adopt(element);
    this.newest.addEventListener("click", () => this.toEnd());
    this.height = this.log.clientHeight;
    this.stuck = true; // to the end of the conversation, when a keyboard or a picture takes room away
    this.log.addEventListener("scroll", () => this.look(), { passive: true });
    this.log.addEventListener("load", () => this.stuck && this.toEnd(), { capture: true });
    new ResizeObserver(() => this.resized()).observe(this.log);
    document.addEventListener("visibilitychange", () => this.reportSoon());
    this.reportSoon();
  }

  get first() {
    return this.elements.size ? Math.min(...this.elements.keys()) : 0;
  }

  get last() {
    return this.elements.size ? Math.max(...this.elements.keys()) : 0;
  }

  get lastOurs() {
    const ours = this.list.querySelectorAll(".ours");
    return ours.length ? Number(ours[ours.length - 1].dataset.id) : 0;
  }

  has(key) {
    return this.list.querySelector(`[data-key="${CSS.escape(key)}"]`) !== null;
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < AT_BOTTOM;
  }

  resized() {
    this.height = this.log.clientHeight;
    if (this.stuck) this.toEnd();
  }

  look() {
    if (this.log.clientHeight !== this.height) return; // moved by the new size, not by a finger
    this.stuck = this.atEnd();
    if (this.stuck) this.newest.hidden = true;
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
    this.stuck = true;
    this.newest.hidden = true;
  }

  // Newer or changed lines, as the server renders them.
  update({ lines, gone = [], from = null }) {
    const stuck = this.stuck;
    const before = this.last;
    const shown = new Set(this.elements.keys());
    if (from !== null) {
      const present = new Set(lines.map((line) => line.id));
      for (const id of [...this.elements.keys()]) if (id >= from && !present.has(id)) this.remove(id);
    }
    for (const id of gone) this.remove(id);
    for (const line of lines) this.place(line);
    this.settled();
    const added = lines.find((line) => !shown.has(line.id));
    const answer = lines.find((line) => !shown.has(line.id) && this.elements.get(line.id).classList.contains("ours"));
    if (stuck || (added && this.expecting)) this.reveal(answer || added);
    else if (this.last > before) this.newest.hidden = false;
    if (added) this.expecting = false;
  }

  // To the end, but no further than the beginning of what is new: a long summary is read before its buttons.
  reveal(line) {
    this.toEnd();
    const element = line && this.elements.get(line.id);
    if (!element) return;
    const above = this.log.getBoundingClientRect().top - element.getBoundingClientRect().top;
    if (above > -AIR) this.log.scrollTop -= above + AIR;
    this.stuck = this.atEnd();
    this.newest.hidden = this.stuck;
  }

  // Lines from before the first one: what is being read stays where it is.
  prepend(lines) {
    const fromEnd = this.log.scrollHeight - this.log.scrollTop;
    for (const line of lines) this.place(line);
    this.settled();
    this.log.scrollTop = this.log.scrollHeight - fromEnd;
  }

  settled() {
    document.getElementById("empty").hidden = this.elements.size > 0;
    this.reportSoon();
  }

  place({ id, html }) {
    const template = document.createElement("template");
    template.innerHTML = html; // rendered and escaped by our server
    const element = template.content.firstElementChild;
    const old = this.elements.get(id);
    if (old) {
      if (this.rendered.get(id) === element.outerHTML) return;
      old.replaceWith(element);
    } else {
      const next = [...this.list.children].find((each) => Number(each.dataset.id) > id);
      this.list.insertBefore(element, next || null);
    }
    this.adopt(element);
  }

  adopt(element) {
    const id = Number(element.dataset.id);
    this.elements.set(id, element);
    this.rendered.set(id, element.outerHTML);
    const time = element.querySelector("time");
    time.textContent = this.when(Number(time.dataset.at));
    if (element.dataset.key) this.committed(element.dataset.key);
    if (element.classList.contains("ours") && !this.reported.has(id)) this.unreported.add(id);
  }

  remove(id) {
    const element = this.elements.get(id);
    if (element) element.remove();
    this.elements.delete(id);
    this.rendered.delete(id);
    this.unreported.delete(id);
  }

  when(at) {
    const moment = new Date(at);
    const clock = this.clock.format(moment);
    return moment.toDateString() === new Date().toDateString() ? clock : `${this.calendar.format(moment)} ${clock}`;
  }

  reportSoon() {
    clearTimeout(this.timer);
    if (!this.unreported.size || document.visibilityState !== "visible") return;
    this.timer = setTimeout(() => this.reportNow(), SHOWN_TOGETHER);
  }

  async reportNow() {
    const ids = [...this.unreported].slice(0, REPORT);
    if (!(await this.report(ids))) return; // said again with the next line or the next connection
    for (const id of ids) {
      this.unreported.delete(id);
      this.reported.add(id);
    }
    this.reportSoon();
  }
}
