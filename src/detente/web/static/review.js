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

  // Where in the whole text a place of the page is, in code points; null outside the text.
  function place(node, offset) {
    const inside = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const piece = inside.closest("[data-start]");
    if (!piece) return null;
    const range = document.createRange();
    range.selectNodeContents(piece);
    range.setEnd(node, offset);
    return Number(piece.dataset.start) + [...range.toString()].length;
  }

  function remarkOn(range, words) {
    const [start, end] = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
    if (start === null || end === null || start >= end) return;
    document.querySelector("[name=comment-start]").value = start;
    document.querySelector("[name=comment-end]").value = end;
    document.getElementById("comment-on").textContent = `on “${words}”`;
  }

  document.getElementById("text")?.addEventListener("pointerup", () => {
    const marked = getSelection();
    const words = String(marked).trim().replace(/\s+/g, " ");
    if (!words || !field) return;
    if (field.dataset.words === "comment") {
      remarkOn(marked.getRangeAt(0), words);
    } else {
      const kept = field.dataset.words === "several" && field.value.trim() ? `${field.value}; ` : "";
      field.value = kept + words;
    }
    field.focus();
  });
})();
