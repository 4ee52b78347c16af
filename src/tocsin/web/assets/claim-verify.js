// Claim files verified in the browser; the same as tocsin/verifier/claim.py, and every check by the same name and words.
//
// It asks nobody and sends nothing. What the caller owes: a policy and keys from somewhere other than the sender, and a
// judgement whether a witness is really independent of the sender.
"use strict";
globalThis.tocsinVerifier = (() => {
  const {
    ES256, Refused, Unreadable, expect, odd, repr, str, head, isTrue, each, at, get, text, setOf, isSubset, isExactly, hex, joined, fromHex,
    sha256, base64url, unbase64, utf8, load, canonical, moment, makeKey, readKey, wholePoint, holds, checkEs256, openCheckpoint, readProof,
    leafHash, rootFrom, openSdJwt, compare, sorted, P256, ECDSA, ED,
  } = globalThis.tocsinSigned;
  const { TYPES, STATED, ASKS, NOBODY, NOT_PROVEN, PASSED, Checks, readPolicy, examine, counted, linksOf } = globalThis.tocsinJudge;

  const FORMAT = "tocsin-claim/1", SIGNED_AS = "tocsin-claim/1\n";
  const MEMBERS = ["beacons", "completeness", "entries", "format", "keys", "kid", "records", "signature", "statement"];
  const MAX_BYTES = 16 * 1024 * 1024, MAX_PARTS = 1_000, MAX_KEY = 16 * 1024;

  const verify = async (raw, policy = null, given = []) => {
    const marks = [FORMAT, '"signature":"'].map((mark) => utf8(mark));
    if (!marks.some((mark) => holdsBytes(raw, mark))) throw new Unreadable("this is no claim file");
    const whom = policy === null ? NOBODY : await readPolicy(policy), pins = [];
    for (const one of given) pins.push(await readKey(one));
    const checks = new Checks(), report = { keys: [], unknown: [], statement: null };
    try { await examined(raw, whom, pins, checks, report); } catch (fault) { if (!(fault instanceof Refused)) throw fault; }
    return { verdict: checks.verdict, checks: checks.all(), ...report, statement: toPlain(report.statement), not_proven: [...NOT_PROVEN] };
  };
  const holdsBytes = (raw, mark) => {
    for (let place = raw.indexOf(mark[0]); place >= 0; place = raw.indexOf(mark[0], place + 1))
      if (mark.every((byte, at) => raw[place + at] === byte)) return true;
    return false;
  };
  const toPlain = (value) => (value instanceof Map ? Object.fromEntries([...value].map(([name, one]) => [name, toPlain(one)])) : Array.isArray(value) ? value.map(toPlain) : value);

  const examined = async (raw, policy, pins, checks, report) => {
    let claim, acts, log, own, head_, places, seen, keys, records;
    await checks.run("limits", (one) => { expect(raw.length <= MAX_BYTES, `more than ${MAX_BYTES} bytes`); one.said = `${raw.length} bytes`; });
    await checks.run("form", async (one) => {
      claim = readForm(raw);
      let unknown;
      ({ acts, log, own, unknown } = await readActs(at(claim, "entries")));
      report.unknown = unknown;
      one.said = "canonical JSON, every member in its place";
    });
    await checks.run("signature", async (one) => {
      await checkSignature(claim, own);
      expect(at(at(claim, "statement"), "by") === log[0].name, "the claim is made in the name of somebody else");
      one.said = `signed by ${log[0].name}`;
    });
    await checks.run("log", async (one) => {
      ({ head: head_, places } = await checkLog(claim, log, policy.witnesses.map(([, key]) => key)));
      one.said = `${places.size} entries stand in ${head_.origin}, a log of ${head_.size}, signed by its newest key`;
    });
    const owners = [...own.values()].map(({ key }) => key);
    await checks.run("witnesses", (one) => {
      seen = checkWitnesses(one, policy, [...log, ...owners], head_);
      if (one.state === "ok") checks.verdict = "VERIFIED";
    });
    await checks.run("keys", async (one) => {
      keys = [...owners];
      for (const key of each(at(claim, "keys"))) keys.push(await readKey(key));
      checkKeys(keys, own, head_.origin);
      const all = [log.at(-1), ...keys];
      report.keys = all.map((key, number) => tied(key, [...pins, ...policy.logs], number < 1 + owners.length));
      const unused = [...new Set(pins.map((key) => key.name))].filter((name) => !all.some((key) => key.name === name));
      one.said = unused.length ? `given, and nobody's here: ${sorted(unused).join(", ")}` : `${keys.length + 1} keys`;
    });
    await checks.run("records", async (one) => {
      records = [];
      for (const part of each(at(claim, "records"))) records.push(await readRecord(at(part, "sdjwt"), keys, own, places));
      expect(new Set(records.map((record) => record.digest)).size === records.length, "a record stands twice");
      report.unknown.push(...records.filter((record) => !Object.hasOwn(TYPES, record.typ)).map((record) => `record ${record.digest}: type ${repr(head(record.typ, 50))}`));
      one.said = counted(records.map((record) => record.typ));
    });
    const placeOf = new Map();
    for (const [leaf, place] of places) placeOf.set(hex(await sha256(utf8(leaf))), place);
    const shares = records.filter((record) => record.typ === "share");
    const byDigest = new Map(records.map((record) => [record.digest, record]));
    report.statement = await examine({ claim, records, byDigest, places: placeOf, acts, policy, seen, head: head_, shares }, checks);
  };

  const readForm = (raw) => {
    const claim = load(raw);
    expect(claim instanceof Map && canonical(claim) === new TextDecoder("utf-8", { ignoreBOM: true }).decode(raw), "it is not canonical JSON (RFC 8785)");
    expect(isExactly(claim, MEMBERS) && claim.get("format") === FORMAT, "its members are not those of a claim");
    for (const [name, members] of [["entries", ["leaf", "proof"]], ["records", ["proof", "sdjwt"]]])
      expect(each(claim.get(name)).every((part) => isExactly(part, members)), `${name}: a part of another form`);
    expect(["beacons", "entries", "keys", "records"].every((name) => each(claim.get(name)).length <= MAX_PARTS), "too many parts");
    const statement = claim.get("statement");
    expect(isSubset(STATED, setOf(each(statement))) && ASKS.includes(at(statement, "asks")), "the statement lacks a member");
    moment(at(statement, "stated_at"));
    return claim;
  };
  const readActs = async (entries) => {
    const acts = [], log = [], own = new Map(), unknown = [];
    const parts = each(entries).map((part) => ({ place: readProof(at(part, "proof")).place, leaf: at(part, "leaf") }));
    parts.sort((one, other) => (one.place < other.place ? -1 : one.place > other.place ? 1 : compare(one.leaf, other.leaf)));
    for (const { place, leaf } of parts) {
      const value = load(text(leaf));
      expect(canonical(value) === leaf, `entry ${place} is not canonical JSON`);
      const act = at(value, "act"), type = at(act, "type");
      acts.push(act);
      if (type === "log_opened/1") {
        log.push(await readKey(at(act, "key")));
        expect(place === 0n && log[0].name === at(act, "origin"), "the log was not opened by its first entry");
      } else if (type === "log_key_rotated/1") {
        expect(log.length && log.at(-1).text === at(act, "old_key"), "a rotation of the log's key is left out");
        log.push(await readKey(at(act, "new_key")));
        expect(log.at(-1).name === log[0].name, "the log's new key has another name");
      } else if (type === "record_key_added/1") {
        const key = await makeKey((log[0] ?? odd("no log")).name, ES256, fromHex(at(act, "key")));
        if (!own.has(key.text)) own.set(key.text, { key, place });
      } else if (type !== "record_entered/1" && type !== "delivery_moved/1") unknown.push(`entry ${place}: act ${repr(head(str(type), 50))}`);
    }
    expect(log.length && own.size, "the acts that name the log's key and the sender's key are not shown");
    return { acts, log, own, unknown };
  };
  const checkSignature = async (claim, own) => {
    const known = [...own.values()].find(({ key }) => key.id === claim.get("kid"));
    expect(known, "signed with a key that the sender's log does not name");
    const body = new Map(claim);
    body.delete("signature");
    await checkEs256(known.key, joined(utf8(SIGNED_AS), utf8(canonical(body))), unbase64(claim.get("signature"), true), true);
  };
  const checkLog = async (claim, log, witnesses) => {
    const parts = each(claim.get("entries")).map((part) => [at(part, "leaf"), readProof(at(part, "proof"))]);
    for (const part of each(claim.get("records")))
      if (isTrue(at(part, "proof"))) parts.push([text(at(part, "sdjwt")).split("~")[0], readProof(at(part, "proof"))]);
    expect(new Set(parts.map(([, proof]) => proof.note)).size === 1, "the proofs are not under one checkpoint");
    const newest = log.at(-1), found = await openCheckpoint(parts[0][1].note, [newest, ...witnesses]);
    expect(found.signed.has(newest.text) && found.origin === newest.name, "the checkpoint is not signed by the log's newest key");
    for (const [leaf, proof] of parts) {
      const root = await rootFrom(await leafHash(utf8(leaf)), proof.place, found.size, proof.path);
      expect(hex(root) === hex(found.root), `what is shown as entry ${proof.place} does not stand in the log`);
    }
    expect(new Set(parts.map(([, proof]) => proof.place)).size === parts.length, "two parts are said to be one entry");
    return { head: found, places: new Map(parts.map(([leaf, proof]) => [leaf, proof.place])) };
  };
  const checkWitnesses = (one, policy, senders, found) => {
    const seen = new Map(policy.witnesses.filter(([, key]) => found.signed.has(key.text)).map(([name, key]) => [name, found.signed.get(key.text)]));
    expect(!policy.logs.length || policy.logs.some((key) => found.signed.has(key.text)), "the policy does not know this log, or not by this key");
    const mine = new Set(senders.map((key) => key.public));
    expect(!policy.witnesses.some(([, key]) => mine.has(key.public) || key.name === found.origin), "the log witnesses itself");
    if (policy.enough === null) Object.assign(one, { state: "not run", said: "no policy asks for a witness: nobody but the sender need have seen this log" });
    else {
      const who = sorted(seen.keys()).join(", ") || "nobody";
      expect(policy.enough(new Set(seen.keys())), `the policy asks for more than those who cosigned: ${who}`);
      one.said = `cosigned by ${who}; whether they are independent of the sender is for you to judge`;
    }
    return [...seen.values()];
  };
  const checkKeys = (keys, own, origin) => {
    const differ = (of) => new Set(keys.map(of)).size === keys.length;
    expect(keys.every((key) => key.kind === ES256), "a key that signs no records");
    expect(keys.every((key) => (key.name === origin) === own.has(key.text)), "a key of the sender that its log does not name");
    expect(differ((key) => key.public), "two parties have one key");
    expect(differ((key) => `${key.name}+${key.id}`), "two keys share name and id");
  };
  const tied = (key, pins, isSenders) => {
    let how = "pinned by you";
    if (!pins.some((pin) => pin.text === key.text)) {
      expect(!pins.some((pin) => pin.name === key.name && pin.kind === key.kind), `${key.name} has another key than you gave`);
      const named = isSenders ? "named by the sender's log" : "not in the sender's log";
      how = `stated by the sender in this file (${named}): compare it with what ${key.name} publishes`;
    }
    return { owner: key.name, key: key.text, tied: how };
  };
  const readRecord = async (compact, keys, own, places) => {
    const { claims, key } = await openSdJwt(compact, keys), leaf = compact.split("~")[0], typ = get(claims, "typ"), mine = own.get(key.text);
    expect(typeof typ === "string", "a record without a type");
    expect(!mine || places.has(leaf), "a record of the sender that is not shown to stand in its log");
    expect(!mine || places.get(leaf) > mine.place, "a record that is older in the log than the key that signed it");
    if (Object.hasOwn(TYPES, typ)) {
      const [always, perhaps] = TYPES[typ].map((names) => names.split(" "));
      always.push("iss", "typ", "id");
      const fits = isSubset(always, claims) && isSubset(claims.keys(), new Set([...always, ...perhaps]));
      expect(fits, `a ${typ} with other members than it should have`);
    }
    const digest = hex(await sha256(utf8(leaf)));
    return { digest, leaf: hex(await leafHash(utf8(leaf))), claims, typ, iss: str(get(claims, "iss")), links: () => linksOf(typ, claims) };
  };

  // A key as people have it, and the name of whose it is: "NAME=KEY" or a verifier key. KEY is PEM, JWK or a point of P-256 in hex.
  const readPin = async (given) => {
    const typed = given.trim();
    expect(typed.length <= MAX_KEY, `more than ${MAX_KEY} bytes`);
    expect(!typed.includes("PRIVATE KEY"), "this is a private key, which nobody but its owner may have");
    const equals = typed.indexOf("="), name = typed.slice(0, equals).trim(), material = typed.slice(equals + 1).trim();
    if (equals < 0 || name.includes("+")) return (await readKey(typed)).text;
    if (/\+[0-9a-f]{8}\+/.test(material)) {
      const key = await readKey(material);
      expect(key.name === name, `this is the key of ${repr(key.name)}, not of ${repr(name)}`);
      return key.text;
    }
    return (await makeKey(name, ES256, await pointOf(material))).text;
  };
  const pointOf = async (material) => {
    let point;
    if (material.startsWith("-----BEGIN PUBLIC KEY-----")) {
      const body = material.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, "").replace(/\s/g, "");
      point = await exported("spki", unbase64(body), "the PEM text cannot be read, or holds no key on P-256");
    } else if (material.startsWith("{")) {
      const jwk = load(utf8(material));
      expect(!jwk.has("d"), "this is a private key, which nobody but its owner may have");
      expect(jwk.get("kty") === "EC" && jwk.get("crv") === "P-256", "records are signed with ES256, so a JWK of kty EC and crv P-256 was expected");
      const [x, y] = ["x", "y"].map((one) => unbase64(at(jwk, one), true));
      expect(x.length === 32 && y.length === 32, "x and y of a JWK are base64url of 32 bytes each");
      point = joined(Uint8Array.of(4), x, y);
    } else {
      expect(/^(?:0[23][0-9A-Fa-f]{64}|04[0-9A-Fa-f]{128})$/.test(material), "expected a PEM public key, a JWK, a verifier key (name+id+key), or a point of P-256 in hex");
      point = fromHex(material);
    }
    const whole = await exported("raw", wholePoint(point), "no point of P-256");
    return joined(Uint8Array.of(2 + (whole[64] & 1)), whole.slice(1, 33));
  };
  const exported = async (form, bytes, otherwise) => {
    try { return new Uint8Array(await crypto.subtle.exportKey("raw", await crypto.subtle.importKey(form, bytes, P256, true, ["verify"]))); } catch { throw new Refused(otherwise); }
  };

  // Whether this browser can do what is needed: known answers first, so that a browser that cannot never says anything about a claim.
  // Sources: RFC 8032 section 7.1, test 2; RFC 6979 appendix A.2.5, message "sample" with SHA-256; FIPS 180-4, "abc".
  const ANSWERS = {
    sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    ed25519: ["3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"],
    p256: ["0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6", "73616d706c65",
      "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8"],
  };
  const missing = async () => {
    if (!globalThis.crypto?.subtle) return ["Web Cryptography: the page has to come over TLS, or from a file"];
    const [key, message, signature] = ANSWERS.ed25519.map(fromHex), [point, sample, other] = ANSWERS.p256.map(fromHex);
    const bent = (bytes) => Uint8Array.from(bytes, (byte, at) => (at === 5 ? byte ^ 1 : byte));
    const answers = async (form, use, of, right, about) => (await holds(form, use, of, right, about)) && !(await holds(form, use, of, bent(right), about));
    const does = {
      "SHA-256": (await sha256(utf8("abc")).then(hex, () => "")) === ANSWERS.sha256,
      Ed25519: await answers(ED, ED, () => key, signature, message),
      "ECDSA on P-256": await answers(P256, ECDSA, () => wholePoint(point), other, sample),
    };
    return Object.entries(does).filter(([, is]) => !is).map(([name]) => name);
  };

  return { verify, readPin, missing, MAX_BYTES, PASSED, Refused, Unreadable };
})();
