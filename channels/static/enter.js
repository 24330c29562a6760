// A second tap, of which old fingers make many, would take the one-time link away from the first.

let pressed = false;

document.querySelector("form").addEventListener("submit", (event) => {
  if (pressed) event.preventDefault();
  pressed = true;
});

// Back on this page: the button works again.
addEventListener("pageshow", () => (pressed = false));
