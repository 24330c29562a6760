// Weighing by keyboard: Enter goes on to the next weight, and a bag's number to that bag. Without it, Tab does.
"use strict";

document.querySelector(".steps [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });

const keys = document.querySelector("form[data-keys]");
const jump = document.querySelector("form[data-jump]");

if (keys) {
  const fields = [...keys.querySelectorAll("input[data-bag]")];
  keys.addEventListener("keydown", (event) => {
    const place = fields.indexOf(event.target);
    if (event.key !== "Enter" || place < 0) return;
    const next = fields[place + 1];
    if (!next) return; // the last one sends what was typed
    event.preventDefault();
    next.focus();
    next.select();
  });
  jump?.addEventListener("submit", (event) => {
    const number = jump.elements.from.value.trim();
    const found = fields.find((field) => field.dataset.bag === number);
    if (!found) return; // on another page: the server knows
    event.preventDefault();
    found.focus();
    found.select();
  });
}
