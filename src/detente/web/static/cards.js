// Cards with buttons, as findings and answers are: one key acts on the card in focus.
"use strict";

(() => {
  const writing = (target) => target.closest("input, textarea, select, dialog");
  const button = (key, within) => [...within.querySelectorAll("button[data-key]:enabled")].find((each) => each.dataset.key === key);
  let before = "";

  document.addEventListener("keydown", (press) => {
    const led = before === "g";
    before = press.key;
    if (led || press.repeat || press.ctrlKey || press.metaKey || press.altKey || writing(press.target)) return;
    const card = document.activeElement.closest?.(".card");
    const fields = card?.querySelector("details.fields");
    if (press.key === "e" && fields) {
      press.preventDefault();
      fields.open = true;
      fields.querySelector("textarea, select, input").focus();
      return;
    }
    // What takes the last change back stands on the page and on no card.
    const meant = card ? button(press.key, card) : undefined;
    (meant ?? (press.key === "u" ? button("u", document) : undefined))?.click();
  });

  // A name is typed once and goes with every form of the page.
  for (const name of document.querySelectorAll("[data-everywhere]")) {
    name.addEventListener("input", () => {
      for (const hidden of document.querySelectorAll(`input[type=hidden][name="${name.name}"]`)) hidden.value = name.value;
    });
  }

  // After a change its card is where one goes on.
  addEventListener("load", () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.focus());
})();
