// The live connection: server-sent events, opened again whenever it dies, with a slow look at the history meanwhile.

const SILENCE = 40 * 1000; // milliseconds without a sign of life; the server gives one every 15 seconds
const PAUSES = [1, 2, 4, 8, 15]; // seconds

export class Stream {
  // lines(event) takes what is new; last() is the newest line on the page; state is "", lost, elsewhere or signed_out.
  constructor({ who, lines, last, state }) {
    Object.assign(this, { who, lines, last, state });
    this.failures = 0;
    addEventListener("online", () => this.open());
    addEventListener("offline", () => this.failed());
    document.addEventListener("visibilitychange", () => {
      // Browsers keep six connections for a whole site: pages that nobody sees leave theirs to the others.
      if (document.visibilityState !== "visible") this.close();
      else if (!this.live) this.open();
    });
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => event.persisted && this.open());
    this.open();
  }

  get live() {
    return Boolean(this.source) && this.source.readyState === EventSource.OPEN;
  }

  open() {
    if (this.ended || document.visibilityState !== "visible") return;
    this.close();
    const source = new EventSource(`/chat/${this.who}/stream?after=${this.last()}`);
    this.source = source;
    source.addEventListener("lines", (event) => {
      this.alive();
      this.lines(JSON.parse(event.data));
    });
    source.addEventListener("alive", () => this.alive());
    source.addEventListener("bye", (event) => this.bye(event.data));
    source.addEventListener("error", () => this.failed());
    this.watch();
  }

  close() {
    clearTimeout(this.timer);
    if (this.source) this.source.close();
    this.source = null;
  }

  alive() {
    this.failures = 0;
    this.state("");
    this.watch();
  }

  watch() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.failed(), SILENCE);
  }

  // One way back for every kind of loss, at our own pace and not the browser's.
  failed() {
    if (this.ended) return;
    this.close();
    if (!navigator.onLine) this.state("lost");
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(() => this.look(), pause * 1000);
  }

  // A plain request works where a stream does not, and says whether we are still signed in.
  async look() {
    try {
      const response = await fetch(`/chat/${this.who}/history?after=${this.last()}`, { headers: { "X-Tongxin": "chat" } });
      if (response.status === 401) return this.bye("signed_out");
      if (!response.ok) throw new Error(String(response.status));
      this.lines(await response.json());
      this.state("");
      this.open();
    } catch {
      this.state("lost");
      this.failed();
    }
  }

  bye(reason) {
    this.close();
    if (reason === "stale") return location.reload();
    this.ended = reason === "signed_out";
    this.state(reason);
  }
}
