// Lets the page follow the clock by itself. Everything works without it.
"use strict";

const PACE = 1000;
const button = document.getElementById("live");
let on = sessionStorage.getItem("live") !== "off";

function show() {
  button.hidden = false;
  button.setAttribute("aria-pressed", String(on));
}

// A part a person is typing in or has the focus in stays as it is; opened details stay open.
function replace(part, fresh) {
  if (part.contains(document.activeElement) || part.innerHTML === fresh.innerHTML) return;
  const open = [...part.querySelectorAll("details[open][id]")].map((details) => details.id);
  const chosen = [...part.querySelectorAll("select[id], input[type=text][id]")].map((field) => [field.id, field.value]);
  part.innerHTML = fresh.innerHTML;
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  for (const [id, value] of chosen) {
    const field = document.getElementById(id);
    if (field && field.value !== value) field.value = value;
  }
}

async function update() {
  if (!on || document.hidden) return;
  try {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
      if (fresh) replace(part, fresh);
    }
  } catch {
    // The simulator was stopped; the next round tells whether it is back.
  }
}

button.addEventListener("click", () => {
  on = !on;
  sessionStorage.setItem("live", on ? "on" : "off");
  show();
});
show();
setInterval(update, PACE);
