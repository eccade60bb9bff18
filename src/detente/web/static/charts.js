// Draws the charts of a page. Expressions of specifications are interpreted, not compiled: nothing
// is evaluated that the rule for scripts forbids.
"use strict";

const night = matchMedia("(prefers-color-scheme: dark)");

// Colours of the charts as they are on paper, and what stands for them on a dark page.
const DARK = {
  white: "#14181c", "#1F1F1F": "#e4e7ea", "#5F5F5F": "#a3adb7", "#A3A3A3": "#87919b", "#E6E6E6": "#353c44",
  "#0072B2": "#5fb3e6", "#D55E00": "#ff9d5c", "#A9D1EA": "#1f526e", "#F6C9A8": "#6b3b18",
};
const COLOURED = /colou?r|fill|stroke|background/i;

function darkened(value, name = "") {
  if (Array.isArray(value)) return value.map((each) => darkened(each, name));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, darkened(each, key === "value" ? name : key)]));
  }
  return typeof value === "string" && COLOURED.test(name) ? DARK[value] ?? value : value;
}

// Where a mark leads, by what it stands for; undefined if nowhere.
const leads = {
  event: (datum) => datum.event && `/events/${encodeURIComponent(datum.event)}`,
  relation: (datum) => datum.one && `/relations/${encodeURIComponent(datum.one)}/${encodeURIComponent(datum.other)}`,
  country: (datum) => datum.country && `/events?country=${encodeURIComponent(datum.country)}`,
  events: (datum, address) => {
    if (datum.number) return `#turn-${datum.number}`;
    if (!datum.period) return undefined;
    const at = encodeURIComponent(`${datum.first}/${datum.last}`);
    return `${address}${address.includes("?") ? "&" : "?"}at=${at}#at`;
  },
};

async function draw(data) {
  const place = document.getElementById(data.dataset.chart);
  const paper = JSON.parse(data.textContent);
  const spec = night.matches ? darkened(paper) : paper;
  spec.config = { ...spec.config, aria: false, background: "transparent" };
  const { view } = await vegaEmbed(place, spec, {
    mode: "vega-lite", renderer: "svg", ast: true, actions: false, tooltip: false, defaultStyle: false,
  });
  // The place itself is the picture, with words for it; the parts of the drawing have none.
  place.querySelector("svg").setAttribute("aria-hidden", "true");
  const to = leads[place.dataset.leads];
  if (!to) return;
  const found = (item) => item?.datum && to(item.datum, place.dataset.address);
  view.addEventListener("click", (_, item) => {
    const address = found(item);
    if (address) location.href = address;
  });
  view.addEventListener("mousemove", (_, item) => place.classList.toggle("leads", Boolean(found(item))));
}

const charts = document.querySelectorAll("script[data-chart]");
charts.forEach(draw);
night.addEventListener("change", () => charts.forEach(draw));
