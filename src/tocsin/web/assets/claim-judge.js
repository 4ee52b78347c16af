// What the records of a claim say together, and what they do not; the same as tocsin/verifier/{policy,statement,relations}.py.
//
// Policies, the statement that follows from records, and how records fit together; in the words of `tocsin verify`.
"use strict";
globalThis.tocsinJudge = (() => {
  const {
    LOG, WITNESS, Refused, Unreadable, expect, odd, repr, str, head, same, compare, sorted, isTrue, each, three, at, get, text, plain,
    setOf, isSubset, isExactly, utf8, hex, fromHex, sha256, unbase64, moment, readKey, openNote, rootOver,
  } = globalThis.tocsinSigned;

  const MAX_LEAVES = 200_000, MAX_POLICY_BYTES = 1_000_000;
  const TYPES = {
    share: ["content_commit label_commit beacon", "channel recipient tlp iep released_at kind policy_row legal_basis_state redaction_profile counts approvers"],
    receipt: ["share_digest content_commit terms_accepted received_at", "person_role system"],
    feedback: ["share_digest grade", "sightings_ge_k hunted false_positive already_known_since at"],
    effect: ["because_of", "change_kind change_ref before_after at"],
    recall: ["share_digest reason_class", "replacement deadline"],
  };
  const CHECKS = "limits form signature log witnesses keys records links time period statement completeness contradictions answers".split(" ");
  const PASSED = ["VERIFIED", "SELF-LOGGED"];
  const STATED = ["asks", "by", "period", "stated_at"], ASKS = ["sent", "acknowledged"], GRADES = ["E0", "E1", "E2", "E3"], FOUND = ["E3", "E4"];
  const NOT_SHOWN = "not shown";
  const BOUNDARY = "This is a voluntary share. It satisfies no mandatory report. Not legal advice.";
  const NOT_PROVEN = [
    "that the content was true, useful, or read",
    "that nothing was shared outside this log: a telephone call is invisible to it",
    "that a key is its owner's, unless you compared it or gave it with --key or --policy",
    "what is not shown; how many records are not shown, unless the completeness check counted them",
    "any moment more exactly than the time check says: dates in records are stated by their signers",
    "that nobody who holds the log and its key rewrote what no independent witness had seen",
  ];

  // Policies of the caller (C2SP tlog-policy).
  const readPolicy = async (raw) => {
    const logs = [], witnesses = new Map(), quorum = [], rules = new Map(), taken = new Set(["none"]);
    let line = "";
    const ofKind = async (kind, given) => { const key = await readKey(given); expect(key.kind === kind, "a key of another kind than this line has"); return key; };
    const group = (least, members) => {
      expect(["any", "all"].includes(least) || /^[1-9][0-9]{0,8}$/.test(least), "a group needs any, all or a number");
      const count = least === "any" ? 1 : least === "all" ? members.length : Number(least);
      expect(count >= 1 && count <= members.length, "a group needs at least one member, and no more than it has");
      return (cosigned) => members.filter((member) => member(cosigned)).length >= count;
    };
    try {
      expect(raw.length <= MAX_POLICY_BYTES, "it is too long");
      for (line of new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw).split("\n")) {
        const words = line.replace(/^[ \t]+|[ \t]+$/g, "").split(/[ \t]+/), [first, name, ...more] = words;
        if (!first || first.startsWith("#")) continue;
        if (first === "log" && (words.length === 2 || words.length === 3)) logs.push(await ofKind(LOG, name));
        else if (first === "witness" && (words.length === 3 || words.length === 4)) {
          witnesses.set(name, await ofKind(WITNESS, more[0]));
          rules.set(name, (cosigned) => cosigned.has(name));
        } else if (first === "group" && words.length >= 3) {
          const [least, ...members] = more;
          expect(members.every((one) => rules.has(one)) && new Set(members).size === members.length, "a member not named above, or twice");
          const theirs = members.map((one) => { const rule = rules.get(one); rules.delete(one); return rule; });
          rules.set(name, group(least, theirs));
        } else if (first === "quorum" && words.length === 2) {
          expect(name === "none" || rules.has(name), "a quorum that is not named above");
          quorum.push(name);
          continue;
        } else expect(false, "no such line");
        if (first !== "log") { expect(!taken.has(name), "a name that is given already"); taken.add(name); }
      }
      line = "";
      expect(quorum.length === 1, "exactly one quorum line is expected");
      for (const keys of [logs, [...witnesses.values()]]) expect(new Set(keys.map((key) => key.public)).size === keys.length, "a key stands twice");
    } catch (fault) {
      const why = fault instanceof Refused || fault instanceof Unreadable ? fault.message : "it is not UTF-8";
      throw new Unreadable(`the policy cannot be read: ${why}` + (line ? `, in the line ${repr(head(line, 100))}` : ""));
    }
    return { logs, witnesses: [...witnesses], enough: rules.get(quorum[0]) ?? null };
  };
  const NOBODY = { logs: [], witnesses: [], enough: null };

  // The statement that follows from records.
  const object = (members) => new Map(Object.entries(members));
  const linksOf = (typ, claims) => {
    if (typ === "effect") return each(at(claims, "because_of")).map(str);
    return ["receipt", "feedback", "recall"].includes(typ) ? [str(at(claims, "share_digest"))] : [];
  };
  const isOf = (record, typ, target) => record.typ === typ && record.links().includes(target.digest);
  const slot = (record, name) => get(record.claims, name) ?? NOT_SHOWN;
  const slots = (record, ...names) => {
    const filled = new Map(names.map((name) => [name, slot(record, name)]));
    return [...filled.values()].every((value) => value === NOT_SHOWN) ? NOT_SHOWN : filled;
  };
  const recipients = (share, records) => {
    const shown = get(share.claims, "recipient");
    if (shown !== null) return setOf([shown]);
    return new Set(records.filter((one) => isOf(one, "receipt", share) || isOf(one, "feedback", share)).map((one) => one.iss));
  };
  const origins = (records) => {
    const known = new Map(records.filter((one) => one.typ === "share").map((one) => [one.digest, new Set([one.digest])]));
    let left = records.filter((one) => one.typ !== "share");
    for (;;) {
      const ready = left.filter((one) => one.links().every((link) => known.has(link)));
      if (!ready.length) return known;
      const found = ready.map((one) => [one.digest, new Set(one.links().flatMap((link) => [...known.get(link)]))]);
      for (const [digest, shares] of found) known.set(digest, shares);
      left = left.filter((one) => !known.has(one.digest));
    }
  };
  const sayings = (share, records, changes) => {
    const digests = (found) => found.map((one) => one.digest);
    const says = [object({ grade: "E0", verb: "sent", records: [share.digest] })];
    const receipts = records.filter((one) => isOf(one, "receipt", share));
    if (receipts.length) says.push(object({ grade: "E1", verb: `delivered, under the terms behind ${str(at(share.claims, "label_commit"))}`, records: digests(receipts) }));
    const feedback = records.filter((one) => isOf(one, "feedback", share));
    const used = [...feedback.filter((one) => at(one.claims, "grade") === "E2"), ...changes];
    if (used.length) {
      const named = changes.filter((one) => isTrue(get(one.claims, "change_kind"))).map((one) => at(one.claims, "change_kind"));
      const kinds = sorted(setOf(named)).map(text);
      says.push(object({ grade: "E2", verb: `used; led to change: ${kinds.join(", ") || NOT_SHOWN}`, records: digests(used) }));
    }
    const found = feedback.filter((one) => FOUND.includes(at(one.claims, "grade")));
    if (found.length) says.push(object({ grade: "E3", verb: "found", records: digests(found) }));
    return says;
  };
  const transportOf = (share, acts) => {
    const entered = setOf(acts.filter((act) => at(act, "type") === "record_entered/1" && get(act, "leaf") === share.leaf).map((act) => get(act, "delivery")));
    entered.delete(null);
    return acts.filter((act) => at(act, "type") === "delivery_moved/1" && entered.has(plain(get(act, "delivery")))).map((act) => str(at(act, "state")));
  };
  const effectOf = (effect) => object({ record: effect.digest, kind: slot(effect, "change_kind"), at: slot(effect, "at"), stated_by: effect.iss });
  const shareOf = (share, records, effects, transport) => {
    const theirs = effects.length ? recipients(share, records) : new Set();
    const says = sayings(share, records, effects.filter((one) => theirs.has(one.iss)));
    const approvers = get(share.claims, "approvers");
    return object({
      record: share.digest,
      recipient: slot(share, "recipient"),
      what: slots(share, "kind", "counts"),
      when: slot(share, "released_at"),
      channel: slot(share, "channel"),
      restrictions: slots(share, "tlp", "iep"),
      effect: effects.length ? effects.map(effectOf) : NOT_SHOWN,
      approved_by: approvers === null ? NOT_SHOWN : each(approvers).map((one) => at(one, "role")),
      transport: transport.length ? transport : NOT_SHOWN,
      recalled: records.filter((one) => isOf(one, "recall", share)).map((one) => one.digest),
      grade: says.at(-1).get("grade"),
      grades: says.map((one) => one.get("grade")),
      says,
    });
  };
  const derive = (stated, records, acts) => {
    const back = origins(records);
    const effects = records.filter((one) => one.typ === "effect" && back.has(one.digest));
    const shares = records
      .filter((one) => one.typ === "share")
      .map((share) => shareOf(share, records, effects.filter((one) => back.get(one.digest).has(share.digest)), transportOf(share, acts)));
    return new Map([
      ...STATED.map((name) => [name, at(stated, name)]),
      ["shares", shares],
      ["reached", new Map(GRADES.map((grade) => [grade, shares.filter((one) => one.get("grades").includes(grade)).length]))],
      ["boundary", BOUNDARY],
      ["not_proven", [...NOT_PROVEN]],
    ]);
  };
  const checkStatement = (stated, derived) => {
    const byRecord = new Map(derived.get("shares").map((one) => [one.get("record"), one]));
    for (const one of stated.has("shares") ? each(stated.get("shares")) : []) {
      const held = byRecord.get(plain(get(one, "record"))) ?? object({ grade: "no grade", grades: [] });
      for (const grade of [...(one.has("grades") ? each(one.get("grades")) : []), get(one, "grade")])
        expect(held.get("grades").includes(grade), `it states ${str(grade)} of share ${str(get(one, "record"))}; the records license ${held.get("grade")}`);
    }
    for (const name of sorted(new Set([...stated.keys(), ...derived.keys()])))
      expect(same(get(stated, name), get(derived, name)), `its ${name} is not what the records say`);
    expect(same(stated, derived), "it is not what the records say");
  };

  // The checks that were run, and the verdict so far.
  class Checks {
    done = [];
    verdict = "SELF-LOGGED";
    async run(name, work, otherwise = "FAILED") {
      const one = { name, state: "ok", said: "" };
      this.done.push(one);
      try { await work(one); } catch (fault) {
        const said = fault instanceof Refused || fault instanceof Unreadable ? fault.message : "it is not of the form expected";
        Object.assign(one, { state: "failed", said });
        if (otherwise === "FAILED" || PASSED.includes(this.verdict)) this.verdict = otherwise;
        if (otherwise === "FAILED") throw new Refused(name);
      }
    }
    all() { return [...this.done, ...CHECKS.slice(this.done.length).map((name) => ({ name, state: "not run", said: "an earlier check failed" }))]; }
  }
  const counted = (types) => {
    const counts = new Map();
    for (const typ of types) counts.set(text(typ), (counts.get(typ) ?? 0) + 1);
    return sorted(counts.keys()).map((typ) => `${counts.get(typ)} ${head(typ, 50)}`).join(", ");
  };
  const checkLinks = (record, found, back) => {
    if (!Object.hasOwn(TYPES, record.typ)) return;
    const { typ, claims, iss } = record, sender = at(at(found.claim, "statement"), "by");
    const { byDigest } = found;
    const targets = record.links().map((digest) => byDigest.get(digest));
    expect(targets.every(Boolean), `a ${typ} is about a record that is not shown`);
    const target = ["receipt", "feedback", "recall"].includes(typ) ? targets[0] : null;
    expect(!["share", "recall"].includes(typ) || iss === sender, `a ${typ} that is not the sender's`);
    const allowed = { receipt: ["share", "recall"], feedback: ["share"], recall: ["share"] };
    expect(target === null || allowed[typ].includes(target.typ), `a ${typ} is about a record of the wrong type`);
    if (target !== null && typ !== "recall") {
      const share = target.typ === "share" ? target : byDigest.get(target.links()[0]) ?? odd("no such record");
      expect(iss !== sender, `a ${typ} that the sender signed for itself`);
      const shown = plain(get(share.claims, "recipient"));
      expect(shown === null || shown === iss, `a ${typ} of ${iss}, but the share went to ${str(get(share.claims, "recipient"))}`);
      if (typ === "receipt") {
        const pair = [at(claims, "content_commit"), at(claims, "terms_accepted")];
        expect(same(pair, [at(share.claims, "content_commit"), at(share.claims, "label_commit")]), "a receipt of other content or terms");
      }
    }
    if (typ === "effect") {
      const own = back().get(record.digest) ?? odd("no such record");
      expect(own.size, "an effect that goes back to no share");
      const known = new Set([sender, ...[...own].flatMap((share) => [...recipients(byDigest.get(share), found.records)])]);
      expect(known.has(iss), "an effect stated by neither sender nor recipient");
    }
  };
  const least = (values) => values.reduce((one, other) => (other < one ? other : one));
  const checkTime = async (one, found) => {
    const known = found.policy.witnesses.map(([, key]) => key), beacons = new Map();
    for (const given of each(at(found.claim, "beacons"))) {
      const { signed } = await openNote(given, known);
      beacons.set(hex(await sha256(utf8(given))), [...signed.values()].reduce((first, other) => (other > first ? other : first), 0n));
    }
    const quoted = setOf(found.shares.map((share) => at(share.claims, "beacon")));
    expect(isSubset(beacons.keys(), quoted), "a checkpoint that no share quotes");
    if (!found.seen.length) {
      Object.assign(one, { state: "not run", said: "no known witness cosigned: every date is its signer's own statement" });
      return;
    }
    const upper = least(found.seen), lowers = found.shares.map((share) => beacons.get(at(share.claims, "beacon")) ?? 0n);
    found.shares.forEach((share, place) => {
      const released = get(share.claims, "released_at"), lower = lowers[place];
      const fits = lower <= upper && (released === null || ((when) => lower <= when && when <= upper)(moment(released)));
      expect(fits, "a share is dated outside what witnesses saw");
    });
    const first = least(lowers);
    one.said = `released between ${first ? said(first) : "no known moment"} and ${said(upper)}`;
  };
  const said = (seconds) => (seconds > 253402300799n ? odd("no such year") : new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z"));
  const checkPeriod = (one, period, shares) => {
    if (period === null) { Object.assign(one, { state: "not run", said: "no period is claimed" }); return; }
    expect(isExactly(period, ["from", "to"]) && moment(at(period, "from")) < moment(at(period, "to")), "a period of another form");
    for (const share of shares) {
      const released = get(share.claims, "released_at");
      expect(released !== null, "a share does not show when it was released: it may be of another period");
      const first = moment(period.get("from")), when = moment(released);
      expect(first <= when && when < moment(period.get("to")), "a share is of another period");
    }
    one.said = `all ${shares.length} shares were released in it, as they state`;
  };
  const checkCompleteness = async (one, found, derived) => {
    const listed = at(found.claim, "completeness");
    if (listed === null) {
      Object.assign(one, { state: "not run", said: "no list of all entries is in the file: what was left out is not counted" });
      return;
    }
    const given = at(listed, "leaves"), first = at(listed, "first");
    expect(isExactly(listed, ["before", "first", "leaves"]) && each(given).length <= MAX_LEAVES, "a list of another form");
    const rows = each(given);
    const before = each(listed.get("before")).map((node) => unbase64(node));
    const leaves = rows.map((row) => fromHex(three(row)[0])), start = BigInt(["number", "boolean"].includes(typeof first) ? first : odd("no number"));
    const root = await rootOver(start, before, leaves);
    expect(hex(root) === hex(found.head.root) && start + BigInt(leaves.length) === found.head.size, "the list is not of every entry up to the checkpoint");
    const grades = new Map(derived.get("shares").map((share) => [share.get("record"), share.get("grade")]));
    for (const record of found.records) {
      const place = found.places.get(record.digest);
      if (place === undefined) continue;
      expect(place >= start, "a record that is shown stands before the list begins");
      const [, typ, grade] = three(rows[Number(place - start)]);
      const shown = grades.has(record.digest) ? grades.get(record.digest) : get(record.claims, "grade");
      const isBelow = () => compare(isTrue(grade) ? grade : "", isTrue(shown) ? shown : "") < 0;
      expect(typ === record.typ && !isBelow(), "the list says another type or grade than a record");
    }
    one.said = `from entry ${str(first)} on: ${counted(rows.map((row) => three(row)[1]))}; shown: ${found.records.length} records`;
  };
  const checkContradictions = (records) => {
    const seen = new Map();
    for (const record of records) {
      const says = [["id", str(record.claims.has("id") ? record.claims.get("id") : record.digest), record.digest]];
      if (record.typ === "receipt") says.push(["receipt", record.links()[0], str(at(record.claims, "received_at"))]);
      for (const [kind, about, what] of says) {
        const key = JSON.stringify([record.iss, kind, about]);
        if (!seen.has(key)) seen.set(key, what);
        expect(seen.get(key) === what, `${record.iss} signed two records that disagree about the ${kind} ${about}`);
      }
    }
    const of = (fits) => new Set(records.filter((one) => one.typ === "feedback" && fits(one)).map((one) => JSON.stringify([one.iss, one.links()])));
    const hits = of((one) => FOUND.includes(at(one.claims, "grade"))), alarms = of((one) => isTrue(get(one.claims, "false_positive")));
    expect(![...hits].some((one) => alarms.has(one)), "one party says of one share both that it was found and that it was a false alarm");
  };
  const examine = async (found, checks) => {
    const stated = at(found.claim, "statement"), { shares } = found;
    let derived;
    await checks.run("links", (one) => {
      expect(shares.length, "no share is shown: nothing to check is no pass");
      let known = null;
      const back = () => (known ??= origins(found.records));
      for (const record of found.records) checkLinks(record, found, back);
      one.said = "every answer is to a record shown here, of the same content, under the terms offered";
    });
    await checks.run("time", (one) => checkTime(one, found));
    await checks.run("period", (one) => checkPeriod(one, at(stated, "period"), shares));
    await checks.run("statement", (one) => {
      derived = derive(stated, found.records, found.acts);
      checkStatement(stated, derived);
      one.said = "it says what the records say, and no more";
    });
    await checks.run("completeness", (one) => checkCompleteness(one, found, derived), "INCOMPLETE");
    await checks.run("contradictions", (one) => { checkContradictions(found.records); one.said = "no two records of one party disagree"; }, "CONTRADICTED");
    await checks.run("answers", (one) => {
      const silent = derived.get("shares").filter((share) => !share.get("grades").includes("E1"));
      const named = silent.map((share) => `${head(share.get("record"), 16)}, transport: ${str(share.get("transport"))}`);
      expect(!silent.length || at(stated, "asks") === "sent", `no receipt signed by the recipient: ${named.join("; ")}`);
      one.said = `${shares.length - silent.length} of ${shares.length} shares have a receipt signed by the recipient`;
    }, "UNANSWERED");
    return derived;
  };
  return { TYPES, STATED, ASKS, NOBODY, NOT_PROVEN, PASSED, Checks, readPolicy, examine, counted, linksOf };
})();
