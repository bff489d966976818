// The reading screen by keyboard: statements, their words in the text, decisions, additions.
"use strict";

const cards = () => [...document.querySelectorAll("#cards > .card")];
let current = -1;

function show(card) {
  for (const old of document.querySelectorAll(".current, mark.on")) old.classList.remove("current", "on");
  if (!card) return;
  card.classList.add("current");
  current = cards().indexOf(card);
  const words = [...document.querySelectorAll("mark[data-keys]")].filter((m) => m.dataset.keys.split(" ").includes(card.id));
  for (const mark of words) mark.classList.add("on");
  if (words.length) words[0].scrollIntoView({ block: "center" });
}

function go(index) {
  const all = cards();
  const card = all[Math.max(0, Math.min(index, all.length - 1))];
  if (!card) return;
  card.focus();
  card.scrollIntoView({ block: "nearest" });
  show(card);
}

function waiting() {
  const all = cards();
  const after = [...all.slice(current + 1), ...all.slice(0, current + 1)];
  const next = after.find((card) => card.classList.contains("proposed"));
  if (next) go(all.indexOf(next));
}

function press(key) {
  const card = cards()[current];
  const target = card && card.querySelector(`[data-key="${key}"]`);
  if (!target) return;
  target.click();
  if (key === "c") {
    const field = card.querySelector("details input");
    if (field) setTimeout(() => field.focus(), 0);
  }
}

// --- selecting words ---
function offset(node, inner) {
  const piece = (node.nodeType === 3 ? node.parentElement : node).closest("[data-at]");
  if (!piece) return null;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, inner);
  return Number(piece.dataset.at) + [...before.toString()].length;
}

function selected() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  return start === null || end === null || end <= start ? null : { start, end, words: selection.toString() };
}

function open() {
  const dialog = document.getElementById("adding");
  const words = selected();
  if (!dialog || !words) return;
  dialog.words = words;
  document.getElementById("chosen").textContent = words.words;
  dialog.showModal();
  choose();
}

function choose() {
  const kind = document.getElementById("kind").value;
  for (const field of document.querySelectorAll("#adding .for")) field.hidden = field.dataset.for !== kind;
}

const PART = { event: "person", claim: "speaker", attribute: "subject", demand: "by" };
const TYPE = { event: "type", attribute: "property", figure: "measure" };

function given() {
  const value = (id) => document.getElementById(id).value.trim();
  const kind = value("kind");
  const fields = {};
  if (TYPE[kind]) fields[TYPE[kind]] = value("type-" + kind);
  if (kind === "attribute") fields.value = /^\d+$/.test(value("value-attribute")) ? Number(value("value-attribute")) : value("value-attribute");
  if (kind === "figure") {
    fields.value = Number(value("value-figure"));
    fields.of = value("of-figure");
  }
  if (kind === "event" && value("when-event")) fields.when = value("when-event");
  const who = {};
  if (value("who") && PART[kind]) {
    const [start, end] = value("who").split("-").map(Number);
    who[PART[kind]] = { start, end };
  }
  const words = document.getElementById("adding").words;
  return JSON.stringify({ kind, words: { start: words.start, end: words.end }, fields, who });
}

// --- keys ---
const KEYS = {
  j: () => go(current + 1), ArrowDown: () => go(current + 1),
  k: () => go(current - 1), ArrowUp: () => go(current - 1),
  g: waiting, n: open,
  t: () => (document.activeElement.id === "text" ? go(current) : document.getElementById("text").focus()),
  "?": () => { location.href = document.querySelector(".report a:last-of-type").href; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog[open]")) return;
  if (event.target.id === "text" && event.key.toLowerCase() === "w") {
    window.getSelection().modify("extend", event.key === "w" ? "forward" : "backward", "word");
  } else if (KEYS[event.key]) KEYS[event.key]();
  else if ("arcu".includes(event.key)) press(event.key);
  else return;
  event.preventDefault();
});

document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("text").addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-keys]");
    if (mark && window.getSelection().isCollapsed) go(cards().findIndex((card) => card.id === mark.dataset.keys.split(" ").at(-1)));
  });
  document.getElementById("cards").addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card && cards().indexOf(card) !== current) show(card);
  });
  const form = document.getElementById("add-form");
  if (form) {
    document.getElementById("kind").addEventListener("change", choose);
    form.querySelector("[data-close]").addEventListener("click", () => document.getElementById("adding").close());
    form.addEventListener("submit", () => { form.elements.given.value = given(); });
  }
  const named = document.getElementById(location.hash.slice(1));
  if (named && named.classList.contains("card")) go(cards().indexOf(named));
});

// After a decision its card is drawn anew: it stays the current one, and the next that waits comes up.
document.addEventListener("htmx:afterSwap", (event) => {
  const card = document.getElementById(event.detail.target.id) || cards()[current];
  if (!card || !card.classList.contains("card")) return;
  if (card.querySelector("[role=alert]")) go(cards().indexOf(card));
  else waiting();
});
