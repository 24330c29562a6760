// The chat page: writing, pressing, photos, reading aloud. Without this script the page's forms do the same, slower.

import { Lines } from "./lines.js";
import { Outbox, post } from "./outbox.js";
import { Stream } from "./stream.js";

const LONGEST_TEXT = 8001; // code points; one more than is read, so that the server sees that it was cut
const LARGEST_FILE = 10 * 1024 * 1024;
const LONGEST_SIDE = 1600; // pixels of a photo that is sent
const SIZES = 3;
const SIZE_NAME = "tongxin.size";

const find = (id) => document.getElementById(id);
const { who } = document.body.dataset;
const words = JSON.parse(find("words").textContent);
const text = find("text");
const unsent = find("unsent");
const unsaid = new Map(); // key -> what the page shows of an item that is not committed yet
const rows = new Map(); // key -> row of choices that waits for its answer, and the line after which that comes

document.documentElement.classList.add("with-script");

// Lines, outbox and stream

const outbox = new Outbox({ who, changed: showUnsent, heard, signedOut: () => stream.bye("signed_out") });
const lines = new Lines({
  language: words.lang,
  report: async (ids) => (await post(who, "seen", { ids: ids.join(",") })).status === 200,
  committed: (key) => outbox.committed(key),
});
outbox.restore((key) => lines.has(key));
lines.toEnd();
const stream = new Stream({
  who,
  lines: (event) => {
    lines.update(event);
    wakeAnswered();
  },
  last: () => lines.last,
  state: showState,
});

function heard(item, answer) {
  // What is said in the conversation anyway need not cover it.
  if (answer.toast) setTimeout(() => lines.lastOurs > item.after || toast(answer.toast), 700);
  if (!stream.live) stream.look();
  // A press is no line of the transcript, so there is nothing else to wait for.
  if (item.fields.press) outbox.committed(item.key);
  wakeAnswered();
  setTimeout(() => {
    outbox.committed(item.key);
    wake(item.key);
  }, 3000);
}

function showState(state) {
  const bar = find("state");
  const recovered = !state && !bar.hidden;
  bar.hidden = !state;
  bar.textContent = state ? words[state] : "";
  bar.classList.toggle("pressable", state === "elsewhere");
  if (recovered) {
    outbox.hurry();
    lines.reportSoon();
  }
}

find("state").addEventListener("click", (event) => {
  if (event.target.classList.contains("pressable")) stream.open();
});

// What has been said and is not committed yet

function showUnsent(item, over = false) {
  const old = unsaid.get(item.key);
  if (over) {
    unsaid.delete(item.key);
    if (old) old.remove();
    if (item.state === "refused") wake(item.key);
    return;
  }
  const stuck = lines.stuck;
  if (!old) item.after = lines.lastOurs;
  const element = old || besideChoices(item) || unsentLine(item);
  unsaid.set(item.key, element);
  const failed = item.state === "failed" || item.state === "refused";
  const status = document.createElement(failed ? "button" : "p");
  status.className = "status";
  status.textContent = item.reason || (failed ? words.failed : words.sending);
  if (item.state === "refused") status.textContent += ` ${words.remove}`;
  if (item.state === "failed") status.addEventListener("click", () => outbox.again(item));
  if (item.state === "refused") status.addEventListener("click", () => outbox.drop(item));
  const shown = element.lastElementChild;
  if (shown.tagName !== status.tagName || shown.textContent !== status.textContent) shown.replaceWith(status);
  if (stuck || (!old && element.parentElement === unsent)) lines.toEnd();
}

// A press waits at its own row, which rests meanwhile and shows what was chosen.
function besideChoices(item) {
  const choice = item.fields.press && find("lines").querySelector(`.choice[value="${CSS.escape(item.fields.press)}"]`);
  if (!choice) return null;
  const row = choice.parentElement;
  for (const each of row.children) {
    each.disabled = true;
    each.setAttribute("aria-pressed", String(each === choice));
  }
  rows.set(item.key, { row, after: item.after });
  lines.expecting = true;
  const element = document.createElement("div");
  element.append(document.createElement("p"));
  row.after(element);
  return element;
}

function unsentLine(item) {
  const line = document.createElement("article");
  line.className = "line theirs";
  const bubble = document.createElement("div");
  bubble.className = "bubble";
  const said = document.createElement("p");
  said.className = "text";
  said.textContent = item.text;
  bubble.append(said);
  if (item.file && item.file.type.startsWith("image/")) {
    const picture = document.createElement("img");
    picture.src = URL.createObjectURL(item.file);
    picture.alt = item.text;
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
    said.replaceWith(picture);
    bubble.classList.add("picture");
  }
  line.append(bubble, document.createElement("p"));
  unsent.append(line);
  return line;
}

addEventListener("beforeunload", (event) => {
  if (outbox.items.some((item) => item.file && item.state !== "refused")) event.preventDefault();
});

// Writing

find("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const quick = event.submitter && event.submitter.classList.contains("quick") ? event.submitter : null;
  const said = Array.from(quick ? quick.value : text.value).slice(0, LONGEST_TEXT).join("");
  if (!said.trim()) return text.focus();
  outbox.say("say", { text: said }, said);
  if (quick) {
    quick.disabled = true;
    setTimeout(() => (quick.disabled = false), 1500);
    return;
  }
  text.value = "";
  fit();
  // On a phone the keyboard makes room for the answer.
  if (matchMedia("(pointer: fine)").matches) text.focus();
  else text.blur();
});

text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  find("composer").requestSubmit(find("send"));
});

function fit() {
  text.style.height = "auto";
  text.style.height = `${text.scrollHeight + 4}px`;
}

text.addEventListener("input", fit);

// Pressing and listening

find("lines").addEventListener("click", (event) => {
  const choice = event.target.closest(".choice");
  if (choice) {
    event.preventDefault();
    outbox.say("press", { press: choice.value }, choice.getAttribute("aria-label"));
  }
  const listen = event.target.closest(".listen");
  if (listen) readAloud(listen.closest(".line").querySelector(".text").textContent);
});

function wakeAnswered() {
  for (const [key, { after }] of rows) if (!unsaid.has(key) && lines.lastOurs > after) wake(key);
}

function wake(key) {
  const waiting = rows.get(key);
  if (!waiting) return;
  rows.delete(key);
  for (const each of waiting.row.children) each.disabled = false;
}

if ("speechSynthesis" in window) document.documentElement.classList.add("can-speak");

function readAloud(said) {
  const speaking = speechSynthesis.speaking;
  speechSynthesis.cancel();
  if (speaking) return;
  const voice = new SpeechSynthesisUtterance(said);
  voice.lang = words.lang;
  voice.rate = 0.9;
  speechSynthesis.speak(voice);
}

// Photos and recordings

for (const input of [find("photo"), find("voice")]) {
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (!file) return;
    const smaller = input.id === "photo" ? await shrink(file) : file;
    input.value = "";
    if (smaller.size > LARGEST_FILE) return toast(words.too_large);
    outbox.say("photo", {}, input.id === "photo" ? words.picture : words.recording, smaller);
  });
}

// A photo of a few megapixels goes out in a tenth of its bytes, and without the place where it was taken.
async function shrink(file) {
  if (!/^image\/(jpeg|webp)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return (await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85))) || file;
  } catch {
    return file;
  }
}

// Earlier lines, larger letters, leaving, a few words for a moment

find("earlier").addEventListener("click", async ({ currentTarget: button }) => {
  button.disabled = true;
  try {
    const response = await fetch(`/chat/${who}/history?before=${lines.first}`, { headers: { "X-Tongxin": "chat" } });
    const page = await response.json();
    if (!response.ok) return;
    lines.prepend(page.lines);
    button.hidden = !page.more;
  } catch {
    showState("lost");
  } finally {
    button.disabled = false;
  }
});

function size(number) {
  const stuck = lines.stuck;
  document.documentElement.dataset.size = number;
  fit();
  if (stuck) lines.toEnd();
}

find("larger").hidden = false;
find("larger").addEventListener("click", () => {
  const next = (Number(document.documentElement.dataset.size || 0) + 1) % SIZES;
  size(next);
  try {
    localStorage.setItem(SIZE_NAME, String(next));
  } catch {
    // Larger letters then last as long as the page.
  }
});

try {
  size(Number(localStorage.getItem(SIZE_NAME)) % SIZES || 0);
} catch {
  // A browser without storage keeps its normal letters.
}

find("leave").addEventListener("submit", (event) => {
  if (confirm(words.leave_sure)) outbox.clear();
  else event.preventDefault();
});

let toastTimer = 0;

function toast(said) {
  const bar = find("toast");
  bar.textContent = said;
  bar.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (bar.hidden = true), 3000);
}
