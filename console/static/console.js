// The console without this script shows the same; with it a board stays live, and links are copied.
"use strict";

document.documentElement.classList.add("with-script");

const GLANCE = 1000; // milliseconds between two glances at an open board
const FRESH = 6000; // for which what has changed stays marked

// On a phone the tabs go on beyond the edge: the one that is open is in sight.
const tab = document.querySelector(".top nav [aria-current]");
if (tab) tab.scrollIntoView({ block: "nearest", inline: "center" });

const live = document.getElementById("live");
if (live) watch(live, document.getElementById("connection"));

function watch(board, connection) {
  let etag = board.dataset.etag;
  let failures = 0;

  async function glance() {
    if (!document.hidden) {
      try {
        const answer = await fetch(board.dataset.from, {
          headers: { "If-None-Match": etag },
          cache: "no-store",
          signal: AbortSignal.timeout(10000),
        });
        if (answer.status === 401 || answer.status === 403 || answer.status === 404) return say(board.dataset.signedOut);
        if (answer.status === 200) {
          show(await answer.text());
          etag = answer.headers.get("ETag");
        } else if (answer.status !== 304) {
          throw new Error(answer.status);
        }
        failures = 0;
        say("");
      } catch {
        failures += 1;
        if (failures > 1) say(board.dataset.offline);
      }
    }
    setTimeout(glance, Math.min(GLANCE * 2 ** Math.max(0, failures - 1), 15000));
  }

  function say(words) {
    connection.textContent = words;
    connection.hidden = !words;
    board.classList.toggle("stale", Boolean(words));
  }

  // What the browser shows is what the server drew; only the parts whose words changed are marked.
  function show(html) {
    const before = new Map();
    for (const part of board.querySelectorAll("[data-key]")) before.set(part.dataset.key, part.textContent);
    const focused = document.activeElement?.closest("[data-key]")?.dataset.key;
    board.innerHTML = html;
    for (const part of board.querySelectorAll("[data-key]")) {
      if (before.get(part.dataset.key) !== part.textContent) mark(part);
      if (part.dataset.key === focused) part.querySelector("a")?.focus({ preventScroll: true });
    }
  }

  function mark(part) {
    part.classList.add("fresh");
    setTimeout(() => part.classList.remove("fresh"), FRESH);
  }

  setTimeout(glance, GLANCE);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}

// Heard at the document: the buttons of an open board come and go with it.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy"); // plain HTTP in the village's own network has no clipboard object
  }
  button.textContent = button.dataset.copied;
});
