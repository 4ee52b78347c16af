// The desk's own script: keys, drafts, dropped files. Everything works without it.
"use strict";
(() => {
  const typing = (element) => element && (element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName));
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Keys: `g` and a letter goes, `/` searches, `j` and `k` move along the rows of a table, `?` shows the map.
  let leading = "";
  const move = (step) => {
    const rows = all("main a[data-row]");
    if (!rows.length) return;
    const at = rows.indexOf(document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at + step))].focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const map = document.getElementById("keys");
    if (event.key === "Escape" && map && map.open) map.close();
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (leading === "g") {
      leading = "";
      const place = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      event.preventDefault(); // it was a place that was meant, also where there is none
      if (place) place.click();
      return;
    }
    if (event.key === "g") { leading = "g"; setTimeout(() => { leading = ""; }, 1500); return; }
    if (event.key === "/") { const box = document.getElementById("find"); if (box) { event.preventDefault(); box.focus(); } return; }
    if (event.key === "j") { event.preventDefault(); move(1); return; }
    if (event.key === "k") { event.preventDefault(); move(-1); return; }
    if (event.key === "n") { const next = document.querySelector("[data-next]"); if (next) { event.preventDefault(); next.focus(); } return; }
    if (event.key === "?" && map) { event.preventDefault(); map.showModal(); }
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) { const box = document.getElementById(opener.dataset.opens); if (box) box.showModal(); }
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog").close();
    const copier = event.target.closest("[data-copies]");
    if (copier) navigator.clipboard.writeText(copier.dataset.copies).then(() => { announce(copier.dataset.copied || "Copied."); copier.classList.add("copied"); });
  });

  const announce = (text) => { const live = document.getElementById("live"); if (live) live.textContent = text; };

  // Drafts: what is typed into a form with a name for its draft stays in this browser until the form was sent.
  const PREFIX = `draft:${document.body.dataset.who || ""}:`; // another person at this browser has drafts of their own
  const key = (form) => PREFIX + location.pathname + "#" + form.dataset.draft;
  const keep = (form) => {
    const kept = {};
    for (const field of form.elements) {
      if (!field.name || /^(hidden|password|file|submit)$/.test(field.type)) continue;
      if (field.type === "checkbox" || field.type === "radio") { kept[field.name] ||= []; if (field.checked) kept[field.name].push(field.value); }
      else if (field.value) kept[field.name] = field.value;
    }
    try { if (Object.keys(kept).length) localStorage.setItem(key(form), JSON.stringify(kept)); else localStorage.removeItem(key(form)); } catch { /* full or forbidden: the server keeps what is sent */ }
  };
  const bring = (form) => {
    let kept;
    try { kept = JSON.parse(localStorage.getItem(key(form)) || "null"); } catch { return; }
    if (!kept || form.dataset.filled === "yes") return;
    let some = false;
    for (const field of form.elements) {
      if (!(field.name in kept) || field.type === "hidden") continue;
      let changed = false;
      if (field.type === "checkbox" || field.type === "radio") { const on = kept[field.name].includes(field.value); changed = on !== field.checked; field.checked = on; }
      else if (field.value !== kept[field.name]) { field.value = kept[field.name]; changed = true; }
      some ||= changed;
      const fold = changed && field.closest("details");
      if (fold) fold.open = true; // what comes back is seen
    }
    const note = form.querySelector("[data-draft-note]");
    if (some && note) note.hidden = false;
  };
  const ready = (root) => {
    for (const form of all("form[data-draft]", root)) {
      bring(form);
      form.addEventListener("input", () => keep(form));
      form.addEventListener("submit", () => { sessionStorage.setItem("sent", key(form)); });
      const drop = form.querySelector("[data-draft-drop]");
      if (drop) drop.addEventListener("click", () => { localStorage.removeItem(key(form)); form.reset(); form.querySelector("[data-draft-note]").hidden = true; });
    }
    for (const copier of all("[data-copies]", root)) copier.hidden = !navigator.clipboard;
    for (const field of all("[data-whole]", root)) field.addEventListener("focus", () => field.select());
    for (const group of all("[data-takes]", root)) {
      const whole = group.querySelector("[data-takes-all]"), each = all("[data-takes-one]:not(:disabled)", group);
      group.addEventListener("change", (event) => {
        if (event.target === whole) for (const one of each) one.checked = whole.checked;
        else whole.checked = each.length > 0 && each.every((one) => one.checked);
      });
    }
    for (const zone of all("[data-drop]", root)) {
      const box = document.getElementById(zone.dataset.drop);
      zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
      zone.addEventListener("dragleave", () => zone.classList.remove("over"));
      zone.addEventListener("drop", (event) => {
        event.preventDefault(); zone.classList.remove("over");
        if (event.dataTransfer.files.length) { box.files = event.dataTransfer.files; box.dispatchEvent(new Event("change", { bubbles: true })); }
      });
    }
  };
  // A page that says the form was taken in lets go of its draft.
  if (document.querySelector("[data-draft-done]")) {
    const sent = sessionStorage.getItem("sent");
    if (sent) { localStorage.removeItem(sent); sessionStorage.removeItem("sent"); }
  }
  // What was typed and not sent: pages of its case, and home, lead back to it.
  let typed = [];
  try { typed = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)); } catch { /* forbidden: there are none */ }
  for (const line of all("[data-draft-at]")) line.hidden = !typed.includes(line.dataset.draftAt);
  for (const line of all("[data-draft-any]")) {
    for (const place of typed.filter((one) => one.endsWith("#" + line.dataset.draftAny)).slice(0, 5)) {
      const found = line.cloneNode(true);
      found.hidden = false;
      found.firstElementChild.href = place;
      line.before(found);
    }
  }
  for (const box of all("[data-drafts]")) box.hidden = !box.querySelector("li:not([hidden])");
  // Moments also in the reader's own zone, beside UTC and never in its place.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const near = (root) => {
    for (const moment of all("time[datetime]", root)) {
      const at = new Date(moment.dateTime);
      if (!Number.isNaN(at.getTime())) moment.title = at.toLocaleString("en-GB", { timeZone: zone, timeZoneName: "short" });
    }
  };
  ready(document); near(document);
  document.addEventListener("htmx:after:swap", (event) => {
    const into = event.target || document;
    ready(into); near(into);
    const said = into.querySelector && into.querySelector("[data-announce]");
    if (said) announce(said.textContent.trim());
  });
})();
