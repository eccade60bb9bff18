// Review: one key decides and goes on; words marked in the text go into the field that was last used.
"use strict";

(() => {
  const writing = (target) => target.closest("input, textarea, select, dialog");
  let before = "";
  let field = null;

  document.addEventListener("keydown", (press) => {
    const key = press.key;
    const led = before === "g";
    before = key;
    if (led || press.repeat || press.ctrlKey || press.metaKey || press.altKey || writing(press.target)) return;
    if (key === "e") {
      press.preventDefault();
      document.querySelector("#decide fieldset :is(select, input)")?.focus();
      return;
    }
    if (/^[axsu]$/.test(key)) document.querySelector(`button[data-key="${key}"]`)?.click();
  });

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("[data-words]")) field = event.target;
  });

  document.getElementById("text")?.addEventListener("pointerup", () => {
    const words = String(getSelection()).trim().replace(/\s+/g, " ");
    if (!words || !field) return;
    const kept = field.dataset.words === "several" && field.value.trim() ? `${field.value}; ` : "";
    field.value = kept + words;
    field.focus();
  });
})();
