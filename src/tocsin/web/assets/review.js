// The review by keyboard: one key a value, saved one after the other, the focus never lost. Forms do the same without.
"use strict";
(() => {
  const list = document.querySelector("[data-review]");
  if (!list) return;
  const VERDICTS = { a: "accept", r: "reject", o: "ours", t: "theirs" };
  const rows = () => [...list.querySelectorAll("[data-entry]")];
  const link = (row) => row.querySelector("a[data-row]");
  const live = document.getElementById("live");
  const tell = (text) => { live.textContent = text; };
  const said = []; // what was said on this page, the last last: the rows of each
  const waiting = []; // what is to be saved, in the order in which it was said
  let busy = false;

  const current = () => document.activeElement.closest && document.activeElement.closest("[data-entry]");
  const after = (row) => {
    const all = rows(), at = all.indexOf(row);
    return [...all.slice(at + 1), ...all.slice(0, at)].find((one) => one.dataset.open === "yes");
  };
  const focus = (row) => { if (row) { link(row).focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); } };
  const move = (step) => {
    const all = rows(), at = all.indexOf(current());
    focus(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))]);
  };

  const put = (fragment) => {
    for (const fresh of fragment.querySelectorAll("[data-entry]")) {
      const old = document.getElementById(fresh.id);
      if (!old) continue;
      const here = old.contains(document.activeElement);
      old.replaceWith(fresh);
      if (here) link(fresh).focus({ preventScroll: true });
    }
    const counts = fragment.querySelector("#review-counts"), old = document.getElementById("review-counts");
    old.replaceWith(counts);
    return counts.textContent.trim();
  };

  const send = async (ids, verdict, alike, label) => {
    const form = list.querySelector("form"), body = new URLSearchParams();
    for (const name of ["csrf", "from"]) body.set(name, form.elements[name].value);
    for (const id of ids) body.append("value", id);
    body.set("verdict", verdict);
    if (alike) body.set("alike", "yes");
    if (label) body.set("label", label);
    body.set("shown", rows().map((row) => row.dataset.entry).join(" "));
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!answer.ok) throw new Error((page.querySelector("h1") || page.body).textContent.trim());
    const counts = put(page);
    return { ids: page.querySelector("[data-changed]").dataset.changed.split(" ").filter(Boolean), counts };
  };

  const row = (id) => document.getElementById(`e-${id}`);
  const judge = (entry) => {
    if (entry.verdict !== "undo") said.push(entry);
    for (const one of entry.ids.map(row).filter(Boolean)) {
      one.dataset.open = entry.verdict === "undo" ? "yes" : "no";
      one.setAttribute("aria-busy", "true");
    }
    waiting.push(entry);
    if (!busy) save();
  };
  // Whoever is quicker than the line: what was said alike of several values meanwhile goes as one.
  const together = () => {
    const first = waiting.shift(), some = [first];
    const isPlain = (one) => !one.alike && one.verdict !== "undo";
    while (isPlain(first)) {
      const end = waiting.findIndex((one) => !isPlain(one)), near = end < 0 ? waiting : waiting.slice(0, end);
      const at = near.findIndex((one) => one.verdict === first.verdict && one.label === first.label);
      if (at < 0) break;
      some.push(...waiting.splice(at, 1));
    }
    return some;
  };
  const save = async () => {
    busy = true;
    while (waiting.length) {
      const some = together(), ids = some.flatMap((one) => one.ids);
      try {
        const found = await send(ids, some[0].verdict, some[0].alike, some[0].label);
        if (some[0].alike) some[0].ids = found.ids;
        tell(found.counts);
      } catch (fault) {
        for (const one of ids.map(row).filter(Boolean)) { one.dataset.open = "yes"; one.removeAttribute("aria-busy"); one.classList.add("failed"); }
        for (const one of some) if (said.includes(one)) said.splice(said.indexOf(one), 1);
        tell(`${list.dataset.failed} ${fault.message}`);
        focus(row(ids[0]));
      }
      for (const one of some) { one.done = true; if (one.saved) one.saved(); }
    }
    busy = false;
  };

  const say = (here, verdict, alike = false, label = "") => {
    if (verdict === "accept" && !here.querySelector('button[value="accept"]')) return; // nothing was taken out there
    judge({ ids: [here.dataset.entry], verdict, alike, label });
    const next = after(here) || document.querySelector("[rel=next]") || document.querySelector("[data-next]");
    if (next) (next.dataset.entry ? focus(next) : next.focus());
  };

  const undo = () => {
    const here = current();
    if (!said.length && !(here && here.dataset.open === "no")) { tell(list.dataset.nothing); return; }
    const entry = said.pop() || { ids: [here.dataset.entry] };
    const back = () => { judge({ ids: entry.ids, verdict: "undo" }); focus(entry.ids.map(row).find(Boolean)); };
    // What it reached of others is known once it is saved.
    if (entry.alike && !entry.done) entry.saved = back;
    else back();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || document.querySelector("dialog[open]")) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (current()) { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
      return;
    }
    if (event.repeat) return; // a key that is held says it once: each value gets a look of its own
    if (event.key === "u") { event.preventDefault(); undo(); return; }
    const verdict = VERDICTS[event.key.toLowerCase()], here = current();
    if (verdict && here && event.key.length === 1) {
      event.preventDefault();
      const label = here.querySelector("select[name=label]");
      say(here, verdict, event.key !== event.key.toLowerCase(), verdict === "ours" && label ? label.value : "");
    }
  });
  list.addEventListener("submit", (event) => {
    const here = event.target.closest("[data-entry]"), verdict = event.submitter && event.submitter.value;
    if (!here || !verdict) return;
    event.preventDefault();
    const form = event.target;
    if (verdict === "undo") { judge({ ids: [here.dataset.entry], verdict }); return; }
    say(here, verdict, form.elements.alike.checked, verdict === "ours" ? form.elements.label.value : "");
  });
})();
