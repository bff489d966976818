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

// One word of the text, by the keys of direction; `extend` takes more or fewer words to those selected.
function word(alter, direction, step) {
  const selection = window.getSelection();
  if (alter === "extend") selection.modify("extend", direction, "word");
  else {
    if (direction === "left" || direction === "backward" || direction === "up") selection.collapseToStart();
    else selection.collapseToEnd();
    selection.modify("move", step === "line" ? (direction === "up" ? "backward" : "forward") : direction, step);
    if (step === "word") settle(selection, direction);
    selection.modify("extend", "forward", "word");
  }
  const at = selection.focusNode && selection.focusNode.parentElement;
  if (at) at.scrollIntoView({ block: "nearest" });
}

// At the first letter of a word, wherever the move ended.
function settle(selection, direction) {
  const text = document.getElementById("text");
  for (let more = 0; more < 3; more += 1) {
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer)) return;
    const rest = range.startContainer.textContent.slice(range.startOffset);
    if (/^[\p{L}\p{N}]/u.test(rest)) return;
    selection.modify("move", direction === "left" || direction === "backward" ? direction : "forward", "character");
  }
}

function enterText() {
  const text = document.getElementById("text");
  const card = cards()[current];
  const start = (card && text.querySelector("mark.on")) || text.querySelector("[data-at]");
  text.focus();
  if (!start) return;
  window.getSelection().collapse(start.firstChild, 0);
  window.getSelection().modify("extend", "forward", "word");
}

function who() {
  const link = document.querySelector("[data-who]");
  const words = selected();
  location.href = words ? `${link.href}?at=${words.start}-${words.end}` : link.href;
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
  g: waiting, n: open, m: who,
  t: () => (document.activeElement.id === "text" ? go(current) : enterText()),
  "?": () => { location.href = document.querySelector("[data-keys-page]").href; },
};
const WORDS = {
  ArrowRight: () => word("move", "right", "word"), ArrowLeft: () => word("move", "left", "word"),
  ArrowDown: () => word("move", "down", "line"), ArrowUp: () => word("move", "up", "line"),
  w: () => word("extend", "forward"), W: () => word("extend", "backward"),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog[open]")) return;
  if (event.target.id === "text" && !event.shiftKey && WORDS[event.key]) WORDS[event.key]();
  else if (event.target.id === "text" && event.key === "W") WORDS.W();
  else if (KEYS[event.key]) KEYS[event.key]();
  else if ("arcuph".includes(event.key)) press(event.key);
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
