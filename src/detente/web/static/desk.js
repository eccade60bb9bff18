// What the desk does beyond links and forms: keys, and the ways between words and records.
"use strict";

const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const typing = (target) => target.closest("input, textarea, select, dialog[open]");

// A span's address is #char=start,end, in code points: RFC 5147's way of pointing into a text.
// Of a long text a part is shown: what an address points to may be in another.
function elsewhere(span) {
  const { from, to } = document.getElementById("text")?.dataset ?? {};
  if (from === undefined) return false;
  const record = /^#([a-z]\d+)$/.exec(location.hash)?.[1];
  const asked = new URLSearchParams(location.search);
  let query = null;
  if (span && (Number(span[1]) < Number(from) || Number(span[1]) >= Number(to))) query = `?at=${span[1]}`;
  else if (record && !document.getElementById(record) && asked.get("record") !== record) query = `?record=${record}`;
  if (query) location.replace(query + location.hash);
  return query !== null;
}

function lightSpan() {
  const found = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
  if (elsewhere(found) || !found) return;
  const [start, end] = [Number(found[1]), Number(found[2])];
  all("#text .lit").forEach((piece) => piece.classList.remove("lit"));
  const inside = all("#text [data-start]").filter((piece) => {
    const first = Number(piece.dataset.start);
    return first < end && first + [...piece.textContent].length > start;
  });
  inside.forEach((piece) => piece.classList.add("lit"));
  inside[0]?.scrollIntoView({ block: "center" });
}

function lightRecord(record, on) {
  all(`[data-records~="${record}"]`).forEach((piece) => piece.classList.toggle("lit", on));
}

function lightCards(piece, on) {
  for (const record of piece.dataset.records.split(" ")) {
    document.getElementById(record)?.classList.toggle("lit", on);
  }
}

function firstCard(piece) {
  const shortest = piece.dataset.records.split(" ").at(-1);
  document.getElementById(shortest)?.focus();
}

function toWords(card) {
  document.getElementById(`word-${card.dataset.record}`)?.parentElement.scrollIntoView({ block: "center" });
}

for (const card of all(".card")) {
  for (const [name, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]]) {
    card.addEventListener(name, () => lightRecord(card.dataset.record, on));
  }
}
for (const piece of all("[data-records]")) {
  piece.addEventListener("pointerenter", () => lightCards(piece, true));
  piece.addEventListener("pointerleave", () => lightCards(piece, false));
  piece.addEventListener("click", () => firstCard(piece));
}

function step(selector, by) {
  const rows = all(selector);
  if (!rows.length) return;
  const now = rows.findIndex((row) => row.contains(document.activeElement) || row === document.activeElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, now + by))];
  const target = next.matches("[tabindex]") ? next : next.querySelector("a");
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
}

const places = { e: "/events", d: "/documents", c: "/claims", r: "/relations", h: "/", v: "/review", i: "/inquiries", p: "/report", a: "/add" };
let going = false;

document.addEventListener("keydown", (press) => {
  if (press.ctrlKey || press.metaKey || press.altKey || typing(press.target)) return;
  if (going) {
    going = false;
    if (places[press.key]) location.href = places[press.key];
    return;
  }
  const card = document.activeElement.closest?.(".card");
  const acts = {
    "?": () => document.getElementById("keys").showModal(),
    "/": () => { press.preventDefault(); document.getElementById("find").focus(); },
    g: () => { going = true; },
    j: () => step(".card, tbody tr", 1),
    k: () => step(".card, tbody tr", -1),
    n: () => document.querySelector("a[rel=next]")?.click(),
    p: () => document.querySelector("a[rel=prev]")?.click(),
    Enter: () => { if (card && card === document.activeElement) toWords(card); },
  };
  acts[press.key]?.();
});

addEventListener("hashchange", lightSpan);
lightSpan();
