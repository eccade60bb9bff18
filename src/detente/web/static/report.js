// The report: keys that move, leave out and word the finding in focus.
"use strict";

(() => {
  const writing = (target) => target.closest("input, textarea, select, dialog");

  document.addEventListener("keydown", (press) => {
    if (press.repeat || press.ctrlKey || press.metaKey || press.altKey || writing(press.target)) return;
    if (press.key === "u") document.querySelector('button[data-key="u"]')?.click();
    const finding = document.activeElement.closest?.(".finding");
    if (!finding) return;
    if (press.key === "e") {
      press.preventDefault();
      const wording = finding.querySelector(".wording");
      if (wording) {
        wording.open = true;
        wording.querySelector("textarea").focus();
      }
    } else if ("[]x".includes(press.key)) {
      finding.querySelector(`button[data-key="${press.key}"]:enabled`)?.click();
    }
  });

  // After a change its finding is where one goes on.
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector(".finding")?.focus();
})();
