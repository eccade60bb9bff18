// Add: files and folders dropped on the form are chosen, and progress is looked at again until all is done.
"use strict";

(() => {
  const drop = document.getElementById("drop");
  const files = document.getElementById("files");
  const folder = document.getElementById("folder");
  const chosen = document.getElementById("chosen");
  const shown = 8;

  function tell() {
    const names = [...files.files, ...folder.files].map((file) => file.webkitRelativePath || file.name);
    names.sort(); // a folder gives its files in any order
    if (!names.length) return;
    const more = names.length > shown ? ` and ${names.length - shown} more` : "";
    chosen.textContent = `${names.length} chosen: ${names.slice(0, shown).join(", ")}${more}`;
  }

  // All entries of a folder: a reader gives them a hundred at a time.
  async function entries(reader) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    return some.length ? [...some, ...(await entries(reader))] : [];
  }

  // The files below a file or folder that was dropped, under names that tell where they lay.
  async function within(entry) {
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      const path = entry.fullPath.replace(/^\//, "");
      return [path === file.name ? file : new File([file], path, { type: file.type })];
    }
    const inside = await entries(entry.createReader());
    const seen = inside.filter((each) => !each.name.startsWith("."));
    return (await Promise.all(seen.map(within))).flat();
  }

  async function dropped(transfer) {
    const given = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!given.some((entry) => entry.isDirectory)) return transfer.files;
    const all = new DataTransfer();
    for (const file of (await Promise.all(given.map(within))).flat()) all.items.add(file);
    return all.files;
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
    drop.addEventListener("drop", async (event) => {
      event.preventDefault();
      files.files = await dropped(event.dataTransfer);
      tell();
    });
    files.addEventListener("change", tell);
    folder.addEventListener("change", tell);
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
