// Add: files dropped anywhere on the form are chosen, and progress is looked at again until all is done.
"use strict";

(() => {
  const drop = document.getElementById("drop");
  const files = document.getElementById("files");
  const chosen = document.getElementById("chosen");

  function tell() {
    const names = [...files.files].map((file) => file.name);
    if (names.length) chosen.textContent = `${names.length} chosen: ${names.join(", ")}`;
  }

  if (drop) {
    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.add("over");
      });
    }
    for (const name of ["dragleave", "drop"]) {
      drop.addEventListener(name, () => drop.classList.remove("over"));
    }
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      files.files = event.dataTransfer.files;
      tell();
    });
    files.addEventListener("change", tell);
  }

  async function look() {
    const progress = document.getElementById("progress");
    if (!progress || progress.dataset.settled === "true") return;
    const answer = await fetch(location.href);
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById("progress");
      if (now && now.innerHTML !== progress.innerHTML) progress.replaceWith(now);
    }
    setTimeout(look, 700);
  }
  look();
})();
