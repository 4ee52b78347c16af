// The page that checks a claim: it reads a file, asks the verifier beside it, and shows every check. Nothing is sent.
"use strict";
(() => {
  const { verify, readPin, missing, MAX_BYTES, PASSED, Refused, Unreadable } = globalThis.tocsinVerifier;
  const byId = (id) => document.getElementById(id);
  // Text as people read it, as tocsin/vocab/visible.py has it: nothing hides, turns or moves the cursor.
  const visible = (value) => String(value).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (sign) => ("\n\t".includes(sign) ? sign : `⟨U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`));
  const made = (tag, inside = [], kind = "") => {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    element.append(...(Array.isArray(inside) ? inside : [inside]).map((one) => (one instanceof Node ? one : visible(one))));
    return element;
  };
  const words = () => byId("found").dataset;
  const between = (parts, sign) => parts.flatMap((part, place) => (place ? [sign, part] : [part]));
  const lines = (parts) => parts.flatMap((part, place) => (place ? [made("br"), ...part] : part));

  // A slot of a statement: what stands there, in whichever form somebody signed it.
  const slot = (value) => {
    if (value === "not shown") return made("span", value, "absent");
    if (value === null || (typeof value === "object" && !Object.keys(value).length)) return made("span", words().none, "absent");
    if (Array.isArray(value)) return made("span", between(value.map(slot), ", "));
    if (typeof value === "object") return made("span", between(Object.entries(value).map(([name, one]) => made("span", [`${named(name)}: `, slot(one)])), "; "));
    return made("span", value);
  };
  const named = (name) => ({ tlp: words().label, iep: words().terms })[name] ?? name.replace(/_/g, " ");
  const chip = (word, kind = "") => made("span", word, `chip ${kind}`);
  const row = (heads, first, cells) => {
    const line = made("tr", [made("th", first)]);
    line.firstChild.scope = "row";
    cells.forEach((cell, place) => { const made_ = made("td", cell); made_.dataset.name = heads[place + 1]; line.append(made_); });
    return line;
  };
  const fill = (table, rows, cells) => {
    const heads = [...byId(table).querySelectorAll("thead th")].map((head) => head.textContent);
    byId(table).querySelector("tbody").replaceChildren(...rows.map((one) => row(heads, ...cells(one))));
  };
  const short = (digest) => digest.slice(0, 16);

  const showStatement = (stated) => {
    byId("stated").hidden = !stated;
    if (!stated) return;
    byId("stated-by").replaceChildren(visible(stated.by));
    byId("stated-at").replaceChildren(visible(stated.stated_at));
    byId("asks").replaceChildren(words()[stated.asks]);
    byId("period").replaceChildren(stated.period ? visible(`${stated.period.from} – ${stated.period.to}`) : made("span", words().none, "absent"));
    fill("shares", stated.shares, (one) => [[slot(one.recipient)], [
      [slot(one.what)],
      lines([[slot(one.when), ", ", slot(one.channel)], [made("span", slot(one.transport), "small quiet")], ...(one.recalled.length ? [[chip(words().recalled, "warn")]] : [])]),
      lines([[slot(one.restrictions)], [made("span", [`${words().approved} `, slot(one.approved_by)], "small quiet")]]),
      one.effect === "not shown" ? slot(one.effect) : lines(one.effect.map((change) => [slot(change.kind), ", ", slot(change.at), made("span", ` ${words().said} ${visible(change.stated_by)}`, "small quiet")])),
      lines(one.says.map((said) => [chip(said.grade), ` ${visible(said.verb)} `, made("span", said.records.map(short).join(", "), "small quiet code")])),
    ]]);
    byId("reached").replaceChildren(Object.entries(stated.reached).map(([grade, count]) => `${grade}: ${count}`).join(", "));
    byId("boundary").replaceChildren(visible(stated.boundary));
  };
  const show = (report, file, digest) => {
    const isGood = PASSED.includes(report.verdict);
    byId("verdict").replaceChildren(chip(report.verdict, isGood ? "good" : "bad"));
    byId("meaning").replaceChildren(...byId("verdicts").querySelector(`[data-verdict="${report.verdict}"]`).cloneNode(true).childNodes);
    byId("file-name").replaceChildren(visible(file.name));
    byId("file-digest").replaceChildren(digest);
    byId("failed").hidden = report.verdict !== "FAILED";
    byId("meaning").hidden = report.verdict === "FAILED"; // the notice says it
    showStatement(report.statement);
    const kinds = { ok: "good", failed: "bad" };
    fill("checks", report.checks, (one) => [one.name, [chip(one.state, kinds[one.state]), made("span", one.said, "said")]]);
    byId("ties").replaceChildren(...report.keys.map((one) => made("li", [made("strong", one.owner), made("br"), made("code", one.key, "small"), made("br"), made("span", one.tied, "small")])));
    byId("no-keys").hidden = report.keys.length > 0;
    byId("not-proven").replaceChildren(...report.not_proven.map((one) => made("li", one)));
    byId("unknown").hidden = !report.unknown.length;
    byId("unknown-list").replaceChildren(...report.unknown.map((one) => made("li", one)));
    byId("found").hidden = false;
  };
  const wrong = (id, said) => { byId(id).replaceChildren(said ? visible(said) : ""); byId(id).hidden = !said; };

  // The keys that were typed: one a line; a PEM block or a JWK may go over several.
  const pieces = (typed) => {
    const found = [];
    let open = "";
    for (const line of typed.split(/\r?\n/)) {
      if (!open && !line.trim()) continue;
      open += (open ? "\n" : "") + line;
      const ends = open.includes("-----BEGIN") ? open.includes("-----END") : (open.match(/\{/g) ?? []).length <= (open.match(/\}/g) ?? []).length;
      if (ends) { found.push(open); open = ""; }
    }
    return open ? [...found, open] : found;
  };
  const pins = async (typed) => {
    const found = [];
    for (const piece of pieces(typed)) {
      try { found.push(await readPin(piece)); } catch (fault) {
        throw new Unreadable(`${piece.split("\n")[0].slice(0, 60)}: ${fault instanceof Refused || fault instanceof Unreadable ? fault.message : words().nokey}`);
      }
    }
    return found;
  };
  const check = async () => {
    const [file] = byId("claim").files, policy = byId("policy").value;
    for (const id of ["claim-wrong", "keys-wrong"]) wrong(id, "");
    byId("found").hidden = true;
    byId("live").replaceChildren(byId("live").dataset.busy);
    byId("live").className = "quiet"; // a long list of entries takes seconds
    let given;
    try { given = await pins(byId("given").value); } catch (fault) { wrong("keys-wrong", fault.message); byId("live").replaceChildren(""); byId("given").focus(); return; }
    try {
      const raw = new Uint8Array(await file.slice(0, MAX_BYTES + 1).arrayBuffer());
      const digest = [...new Uint8Array(await crypto.subtle.digest("SHA-256", raw))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      const report = await verify(raw, policy.trim() ? new TextEncoder().encode(policy) : null, given);
      show(report, file, file.size > MAX_BYTES ? "" : digest);
      byId("live").replaceChildren(`${report.verdict}: ${byId("meaning").textContent}`);
      byId("verdict-title").focus();
    } catch (fault) {
      wrong("claim-wrong", fault instanceof Unreadable ? fault.message : words().unread);
      byId("live").replaceChildren(byId("claim-wrong").textContent);
      byId("claim").focus();
    } finally {
      byId("live").className = "for-ears";
    }
  };
  missing().then((lacks) => {
    byId("cannot").hidden = !lacks.length;
    byId("lacks").replaceChildren(lacks.join("; "));
    byId("ask").hidden = lacks.length > 0;
    if (!lacks.length) byId("ask").addEventListener("submit", (event) => { event.preventDefault(); check(); });
  });
})();
