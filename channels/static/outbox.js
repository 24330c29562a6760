// What this browser has said and the server has not committed yet. One goes out at a time, in order, with the same
// key until it is committed: the house takes a key once. Texts and presses survive a reload in localStorage.

const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds between attempts
const PATIENCE = { photo: 120, other: 20 }; // seconds until an attempt counts as lost
const STILL_MEANT = 3600 * 1000; // milliseconds; what is older goes out only when tapped
const FORGOTTEN = 7 * 24 * 3600 * 1000; // milliseconds; the house may have forgotten the key after that

const sleep = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  // changed(item) shows an item's state: sending, failed, refused, sent; heard(item, answer) is called once committed.
  constructor({ who, changed, heard, signedOut }) {
    this.who = who;
    this.prefix = `tongxin.unsent.${who}.`;
    this.changed = changed;
    this.heard = heard;
    this.signedOut = signedOut;
    this.items = [];
    this.wakeUp = () => {};
  }

  // The items that an earlier page left behind, but for those that has(key) finds in the transcript.
  restore(has) {
    const left = [];
    try {
      for (const name of Object.keys(localStorage)) {
        if (name.startsWith(this.prefix)) left.push(JSON.parse(localStorage.getItem(name)));
      }
    } catch {
      return;
    }
    for (const item of left.sort((one, other) => one.at - other.at)) {
      if (has(item.key) || Date.now() - item.at > FORGOTTEN) this.forget(item);
      else this.take({ ...item, state: Date.now() - item.at > STILL_MEANT ? "failed" : "sending", attempts: 0 });
    }
    this.run();
  }

  // fields: what is posted for the act (say, press or photo); text is what the page shows meanwhile; a file is kept in memory only.
  say(act, fields, text, file = null) {
    const item = { key: newKey(), at: Date.now(), act, fields, text };
    if (!file) this.remember(item);
    this.take({ ...item, file, state: "sending", attempts: 0 });
    this.run();
    return item.key;
  }

  take(item) {
    this.items.push(item);
    this.changed(item);
  }

  // The transcript has a line with this key.
  committed(key) {
    const item = this.items.find((each) => each.key === key);
    if (!item) return;
    item.state = "sent";
    this.drop(item);
  }

  again(item) {
    item.at = Date.now();
    item.state = "sending";
    item.reason = "";
    this.stopped = false;
    this.changed(item);
    this.wakeUp();
    this.run();
  }

  // The connection is back: what waits need not wait longer.
  hurry() {
    this.wakeUp();
  }

  clear() {
    for (const item of [...this.items]) this.drop(item);
  }

  async run() {
    if (this.running) return;
    this.running = true;
    for (let item = this.next(); item; item = this.next()) {
      const pause = await this.attempt(item);
      if (pause) await Promise.race([sleep(pause), new Promise((done) => (this.wakeUp = done))]);
    }
    this.running = false;
  }

  next() {
    const meant = (item) => item.state === "failed" && Date.now() - item.at < STILL_MEANT;
    return this.stopped ? undefined : this.items.find((item) => item.state === "sending" || meant(item));
  }

  // One attempt; returns the pause in seconds before the next.
  async attempt(item) {
    item.attempts += 1;
    const answer = await post(this.who, item.act, { ...item.fields, key: item.key }, item.file);
    if (answer.status === 200) {
      item.state = "sent";
      this.forget(item);
      this.heard(item, answer);
      return 0;
    }
    if (item.state === "sent") return 0; // seen in the transcript, though the answer was lost
    if (answer.status === 401) {
      item.state = "failed";
      this.stopped = true;
      this.signedOut();
    } else if ([400, 403, 413, 415].includes(answer.status)) {
      item.state = "refused";
      item.reason = answer.say;
      this.forget(item);
      this.changed(item);
      return 0;
    } else {
      item.state = answer.status === 429 ? "sending" : "failed";
      item.reason = answer.status === 429 ? answer.say : "";
    }
    this.changed(item);
    return answer.retry || PAUSES[Math.min(item.attempts, PAUSES.length) - 1];
  }

  drop(item) {
    this.forget(item);
    this.items = this.items.filter((each) => each !== item);
    this.changed(item, true);
  }

  remember({ key, at, act, fields, text }) {
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify({ key, at, act, fields, text }));
    } catch {
      // A browser without storage still sends; only a reload would lose what is unsent.
    }
  }

  forget(item) {
    try {
      localStorage.removeItem(this.prefix + item.key);
    } catch {
      // See remember.
    }
  }
}

// Posts a form to somebody's chat; the answer's status is 0 when none came.
export async function post(who, act, fields, file = null) {
  const body = file ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  if (file) body.append("file", file, "file");
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), (PATIENCE[act] || PATIENCE.other) * 1000);
  try {
    const options = { method: "POST", body, headers: { "X-Tongxin": "chat" }, signal: patience.signal };
    const response = await fetch(`/chat/${who}/${act}`, options);
    return { ...(await response.json().catch(() => ({}))), status: response.status };
  } catch {
    return { status: 0 };
  } finally {
    clearTimeout(timer);
  }
}
