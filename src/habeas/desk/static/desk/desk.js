// The desk's own script: small, without other people's code, and nothing works only with it.
"use strict";

// What is typed is kept in this browser until it is sent, so that an ended session loses nothing.
const KEPT = "habeas:typed:";

// By its attribute: a button named "action" hides the property of that name.
const named = (form) => form.id || form.getAttribute("action") || "";

function keeper(field) {
  const form = field.form;
  if (!form || !field.name || field.type === "password" || field.type === "hidden" || field.type === "file") return null;
  if (form.closest(".account")) return null;
  return KEPT + location.pathname + "#" + named(form) + "#" + field.name;
}

function restore(root) {
  for (const field of root.querySelectorAll("textarea, input[type=text]")) {
    const key = keeper(field);
    const typed = key && sessionStorage.getItem(key);
    // Over what the page itself had put there too, and never unseen: what it stands in is opened.
    if (!typed || field.readOnly || field.value !== field.defaultValue || typed === field.value) continue;
    field.value = typed;
    for (let around = field.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  }
}

document.addEventListener("input", (event) => {
  const field = event.target;
  const key = field.matches && field.matches("textarea, input[type=text]") ? keeper(field) : null;
  if (key) sessionStorage.setItem(key, field.value);
  typing = Date.now();
});

function forget(form) {
  for (const field of form.elements) {
    const key = keeper(field);
    if (key) sessionStorage.removeItem(key);
  }
}

// Only an answer that took the words lets go of them: a page that is reached after sending a form in full.
document.addEventListener("submit", (event) => {
  if ((event.target.getAttribute("action") || "").endsWith("/logout/")) {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
  } else if (!event.target.hasAttribute("hx-post")) {
    sessionStorage.setItem("habeas:sent", named(event.target));
    sessionStorage.setItem("habeas:sent-from", location.pathname);
  }
});
document.addEventListener("htmx:afterRequest", (event) => {
  const refused = event.detail.xhr && event.detail.xhr.responseText.includes('role="alert"');
  if (event.detail.successful && !refused && event.target.matches && event.target.matches("form")) forget(event.target);
});
document.addEventListener("htmx:afterSwap", () => restore(document));

function letGo() {
  const sent = sessionStorage.getItem("habeas:sent");
  const from = sessionStorage.getItem("habeas:sent-from");
  sessionStorage.removeItem("habeas:sent");
  sessionStorage.removeItem("habeas:sent-from");
  if (!sent || location.pathname.startsWith("/account/login") || document.querySelector(".wrong, .errorlist")) return;
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(KEPT + from + "#" + sent + "#")) sessionStorage.removeItem(key);
  }
}

// A session that is about to end says so five minutes before; while somebody types it is kept alive.
let typing = 0;
let ends = 0;

function renew() {
  ends = Date.now() + Number(document.body.dataset.session || 0) * 1000;
  const dialog = document.getElementById("ending");
  if (dialog) dialog.hidden = true;
}

async function keep() {
  const button = document.querySelector("[data-keep]");
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const answer = await fetch(button.dataset.keep, { method: "POST", headers: { "X-CSRFToken": token } });
  if (answer.ok) renew();
}

function watch() {
  if (!document.body.dataset.session) return;
  renew();
  document.querySelector("[data-keep]").addEventListener("click", keep);
  document.addEventListener("htmx:afterRequest", (event) => { if (event.detail.successful) renew(); });
  setInterval(() => {
    const left = ends - Date.now();
    if (left < 300000 && Date.now() - typing < 120000) keep();
    document.getElementById("ending").hidden = left > 300000;
  }, 15000);
}

document.addEventListener("DOMContentLoaded", () => { letGo(); restore(document); watch(); });
