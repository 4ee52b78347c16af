// What can be checked of bytes: JSON, keys, notes, proofs, signed claims; the same as tocsin/verifier/signed.py.
//
// Sources: RFC 9901 (SD-JWT), RFC 9162 section 2.1 (Merkle tree), RFC 8785 (canonical JSON); C2SP signed-note,
// tlog-checkpoint, tlog-cosignature and tlog-proof (c2sp.org, repository commit 5ba5ee8, 22 July 2026). The
// cryptography is the browser's own (W3C, Web Cryptography Level 2): nothing is asked for anywhere, nothing is sent.
//
// A Refused or Unreadable says why; any other error means that something is not of the form expected. JSON objects
// are Maps, so that no name in a file means anything to this program.
"use strict";
globalThis.tocsinSigned = (() => {
  const RECORD_TYP = "tocsin-record+sd-jwt";
  const PRIME = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn; // P-256: SEC 2 section 2.4.2
  const CURVE_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;
  const HALF_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n / 2n;
  const MAX_SIGNATURES = 100;
  const MAX_DEPTH = 32;
  const MAX_PATH = 63;
  const LOG = "01", WITNESS = "04", ES256 = "ff746f6373696e2f6573323536"; // kinds of keys, in hex
  const KEY_BYTES = { [LOG]: 32, [WITNESS]: 32, [ES256]: 33 };

  class Refused extends Error {}
  class Unreadable extends Error {}
  const expect = (holds, otherwise) => { if (!holds) throw new Refused(otherwise); };
  const odd = (what) => { throw new TypeError(what); }; // where Python raises what nobody catches by name

  // Python's words for values, so that both verifiers say the same of what is odd.
  const repr = (value) => {
    if (typeof value !== "string") return str(value);
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    const named = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", [quote]: `\\${quote}` };
    const spelled = [...value].map((sign) => {
      if (sign in named) return named[sign];
      if (sign === " " || !/[\p{C}\p{Z}]/u.test(sign)) return sign;
      const code = sign.codePointAt(0);
      const digits = code.toString(16);
      return code < 256 ? `\\x${digits.padStart(2, "0")}` : code < 65536 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
    });
    return quote + spelled.join("") + quote;
  };
  const str = (value) => {
    if (value === null || value === undefined) return "None";
    if (value === true) return "True";
    if (value === false) return "False";
    if (Array.isArray(value)) return `[${value.map(repr).join(", ")}]`;
    if (value instanceof Map) return `{${[...value].map(([name, one]) => `${repr(name)}: ${repr(one)}`).join(", ")}}`;
    return String(value);
  };
  const head = (text, count) => [...text].slice(0, count).join("");
  const isNumber = (value) => typeof value === "number" || typeof value === "boolean";
  const same = (one, other) => {
    if (isNumber(one) && isNumber(other)) return Number(one) === Number(other);
    if (Array.isArray(one) && Array.isArray(other)) return one.length === other.length && one.every((inner, at) => same(inner, other[at]));
    if (one instanceof Map && other instanceof Map)
      return one.size === other.size && [...one].every(([name, inner]) => other.has(name) && same(inner, other.get(name)));
    return (one ?? null) === (other ?? null);
  };
  // The order of two values: below 0, 0, above 0. Texts go by their code points, and what has no order has no form.
  const compare = (one, other) => {
    if (isNumber(one) && isNumber(other)) return Number(one) - Number(other);
    const isText = typeof one === "string" && typeof other === "string";
    if (!isText && !(Array.isArray(one) && Array.isArray(other))) return odd("no order");
    const [left, right] = isText ? [[...one].map((sign) => sign.codePointAt(0)), [...other].map((sign) => sign.codePointAt(0))] : [one, other];
    for (let at = 0; at < Math.min(left.length, right.length); at++) if (!same(left[at], right[at])) return compare(left[at], right[at]);
    return left.length - right.length;
  };
  const sorted = (values) => [...values].sort(compare);
  const isTrue = (value) => (Array.isArray(value) ? value.length > 0 : value instanceof Map ? value.size > 0 : Boolean(value));
  const each = (value) => (typeof value === "string" || Array.isArray(value) ? [...value] : value instanceof Map ? [...value.keys()] : odd("not a list"));
  const three = (value) => { const found = each(value); return found.length === 3 ? found : odd("not three"); };
  const at = (object, name) => (object instanceof Map && object.has(name) ? object.get(name) : odd(`no ${name}`));
  const get = (object, name) => (object instanceof Map ? object.get(name) ?? null : odd("no object"));
  const text = (value) => (typeof value === "string" ? value : odd("no text"));
  const plain = (value) => (Array.isArray(value) || value instanceof Map ? odd("not hashable") : isNumber(value) ? Number(value) : value ?? null);
  const setOf = (values) => new Set(values.map(plain));
  const isSubset = (some, all) => [...some].every((one) => all.has(one));
  const isExactly = (found, names) => { const there = setOf(each(found)); return there.size === names.length && isSubset(names, there); };

  // Bytes.
  const encoder = new TextEncoder(), strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const utf8 = (value) => (/\p{Cs}/u.test(text(value)) ? odd("half a character") : encoder.encode(value));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const joined = (...parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((start, part) => { whole.set(part, start); return start + part.length; }, 0);
    return whole;
  };
  const number = (bytes) => (bytes.length ? BigInt(`0x${hex(bytes)}`) : 0n);
  const fromHex = (value) => { // as Python's bytes.fromhex: white space may stand between two bytes
    if (!/^[ \t\n\v\f\r]*(?:[0-9A-Fa-f]{2}[ \t\n\v\f\r]*)*$/.test(text(value))) odd("no hex");
    return Uint8Array.from(value.replace(/[ \t\n\v\f\r]/g, "").match(/../g) ?? [], (pair) => parseInt(pair, 16));
  };
  const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const base64 = (bytes) => { let signs = ""; for (const byte of bytes) signs += String.fromCharCode(byte); return btoa(signs); };
  const base64url = (bytes) => base64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const unbase64 = (value, url = false) => {
    expect((url ? /^[A-Za-z0-9_-]*$/ : /^[A-Za-z0-9+/]*={0,2}$/).test(text(value)), "no base64 where it is expected");
    const padded = url ? value.replace(/-/g, "+").replace(/_/g, "/") + "=".repeat((4 - (value.length % 4)) % 4) : value;
    expect(padded.length % 4 === 0 && !padded.endsWith("==="), "no base64 where it is expected");
    const bytes = Uint8Array.from(atob(padded), (sign) => sign.charCodeAt(0));
    expect(value === (url ? base64url(bytes) : base64(bytes)), "base64 in an odd spelling");
    return bytes;
  };

  // JSON: strict, and bounded before anything is built.
  const checkDepth = (raw) => {
    let depth = 0, inside = false;
    for (let place = 0; place < raw.length; place++) {
      const byte = raw[place];
      if (inside) {
        if (byte === 0x5c) place++;
        else if (byte === 0x22) inside = false;
      } else if (byte === 0x22) inside = true;
      else if (byte === 0x5b || byte === 0x7b) expect(++depth <= MAX_DEPTH, `nested more than ${MAX_DEPTH} levels deep`);
      else if (byte === 0x5d || byte === 0x7d) depth--;
    }
  };
  const load = (given) => {
    const raw = typeof given === "string" ? utf8(given) : given instanceof Uint8Array ? given : odd("no text");
    checkDepth(raw);
    const source = strict.decode(raw);
    let place = 0;
    const space = () => { while (" \t\n\r".includes(source[place]) && place < source.length) place++; };
    const word = /(?:null|true|false|NaN|Infinity|-Infinity)/y, figure = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
    const quoted = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\u0000-\u001f]*)*"/y, closes = /[^"\\\u0000-\u001f]*"/y;
    const string = () => {
      closes.lastIndex = place + 1;
      if (source[place] !== '"') odd("no string");
      if (closes.test(source)) { const found = source.slice(place + 1, closes.lastIndex - 1); place = closes.lastIndex; return found; }
      quoted.lastIndex = place;
      if (!quoted.test(source)) odd("no string");
      const found = JSON.parse(source.slice(place, quoted.lastIndex));
      place = quoted.lastIndex;
      return found;
    };
    const scalar = () => {
      word.lastIndex = figure.lastIndex = place;
      const named = word.exec(source)?.[0];
      if (named !== undefined) {
        expect(["null", "true", "false"].includes(named), `a number that is no integer: ${head(named, 20)}`);
        place += named.length;
        return named === "null" ? null : named === "true";
      }
      const [whole, digits, fraction, power] = figure.exec(source) ?? odd("no value");
      expect(fraction === undefined && power === undefined, `a number that is no integer: ${head(whole, 20)}`);
      expect(digits.length < 18 && Number.isSafeInteger(Number(digits)), "an integer beyond 2**53 - 1");
      place += whole.length;
      return Number(digits) + 0; // there is one zero
    };
    const list = () => {
      const found = [];
      place++;
      space();
      if (source[place] === "]") { place++; return found; }
      for (;;) {
        found.push(value());
        space();
        if (source[place] === "]") { place++; return found; }
        if (source[place++] !== ",") odd("no comma");
        space();
      }
    };
    const object = () => {
      const found = new Map(), names = [];
      place++;
      space();
      while (source[place] !== "}") {
        if (names.length && source[place++] !== ",") odd("no comma");
        space();
        const name = string();
        space();
        if (source[place++] !== ":") odd("no colon");
        space();
        names.push(name);
        found.set(name, value());
        space();
      }
      place++;
      expect(found.size === names.length, "a key stands twice in one JSON object");
        expect(names.every((name) => /^[\u0000-\u007f]*$/.test(name)), "a key of a JSON object is not ASCII");
      return found;
    };
    const value = () => (source[place] === "{" ? object() : source[place] === "[" ? list() : source[place] === '"' ? string() : scalar());
    space();
    const found = value();
    space();
    if (place !== source.length) odd("more than one value");
    return found;
  };
  const canonical = (value) => {
    if (typeof value === "string") return /\p{Cs}/u.test(value) ? odd("half a character") : JSON.stringify(value);
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (value instanceof Map) return `{${[...value.keys()].sort().map((name) => `${JSON.stringify(name)}:${canonical(value.get(name))}`).join(",")}}`;
    return JSON.stringify(value);
  };
  const moment = (value) => {
    const form = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;
    expect(typeof value === "string" && form.test(value), "a moment that does not read YYYY-MM-DDThh:mm:ssZ");
    const [year, month, day, hour, minute, second] = value.match(/[0-9]+/g).map(Number);
    const found = new Date(0);
    found.setUTCFullYear(year, month - 1, day);
    found.setUTCHours(hour, minute, second);
    if (year === 0 || found.toISOString() !== value.replace("Z", ".000Z")) odd("no such moment");
    return found.getTime() / 1000;
  };

  // Keys.
  const makeKey = async (name, kind, material) => {
    const whole = joined(fromHex(kind), material);
    const id = hex((await sha256(joined(utf8(name), encoder.encode("\n"), whole))).slice(0, 4));
    return { name, kind, bytes: material, public: hex(material), id, text: `${name}+${id}+${base64(whole)}` };
  };
  const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
  const readKey = async (given) => {
    text(given);
    try {
      const [name, , ...rest] = given.split("+");
      expect(rest.length > 0, "it has not three parts");
      const raw = unbase64(rest.join("+"));
      const kind = hex(raw).startsWith(ES256) ? ES256 : hex(raw.slice(0, 1));
      const key = await makeKey(name, kind, raw.slice(kind.length / 2));
      expect(name && !SPACE.test(name) && key.text === given, "its key id should be another");
      expect(key.bytes.length === KEY_BYTES[kind], "a kind that is not known here");
      return key;
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      throw new Unreadable(`not a verifier key: ${repr(head(given, 100))} (${fault.message})`);
    }
  };
  const power = (base, exponent) => {
    let found = 1n;
    for (let left = base, rest = exponent; rest; rest >>= 1n, left = (left * left) % PRIME) if (rest & 1n) found = (found * left) % PRIME;
    return found;
  };
  // The point with both coordinates, from either form of SEC 1 section 2.3; browsers need not read the short one.
  const wholePoint = (point) => {
    if (point.length === 65 && point[0] === 4) return point; // whether it lies on the curve is looked at on import
    if (point.length !== 33 || (point[0] !== 2 && point[0] !== 3)) return odd("no point");
    const x = number(point.slice(1));
    const square = (((x * x) % PRIME) * x + (PRIME - 3n) * x + CURVE_B) % PRIME;
    let y = power(square, (PRIME + 1n) / 4n);
    if (x >= PRIME || (y * y) % PRIME !== square) return odd("no point");
    if ((y & 1n) !== BigInt(point[0] & 1)) y = PRIME - y;
    return joined(Uint8Array.of(4), point.slice(1), fromHex(y.toString(16).padStart(64, "0")));
  };
  const holds = async (form, use, point, signature, message) => {
    try {
      const key = await crypto.subtle.importKey("raw", point(), form, false, ["verify"]);
      return await crypto.subtle.verify(use, key, signature, message);
    } catch { return false; } // no key, or no signature, of this form: it does not hold
  };
  const P256 = { name: "ECDSA", namedCurve: "P-256" }, ECDSA = { name: "ECDSA", hash: "SHA-256" }, ED = { name: "Ed25519" };
  const checkEs256 = async (key, message, signature, low = false) => {
    expect(signature.length === 64, "an ES256 signature that has not 64 bytes");
    expect(!low || number(signature.slice(32)) <= HALF_ORDER, "a signature with the higher s");
    expect(await holds(P256, ECDSA, () => wholePoint(key.bytes), signature, message), `a signature of ${key.name} does not hold`);
  };

  // Notes, checkpoints, proofs. Who signed is a Map from the verifier key's text to when (0n for no time).
  const openNote = async (given, known) => {
    expect(text(given).endsWith("\n") && !/[\x00-\x09\x0b-\x1f]/.test(given), "a note of another form");
    const blank = given.lastIndexOf("\n\n");
    const body = given.slice(0, Math.max(0, blank)), lines = given.slice(blank < 0 ? 0 : blank + 2, -1).split("\n");
    expect(blank >= 0 && lines.length <= MAX_SIGNATURES, "a note without signatures, or with too many");
    const signed = new Map();
    for (const line of lines) {
      const [, name = "", material = ""] = line.split(" ");
      const raw = unbase64(material);
      expect(line === `— ${name} ${material}` && name && raw.length > 4, "a signature line of another form");
      for (const key of known)
        if ((key.kind === LOG || key.kind === WITNESS) && key.name === name && key.id === hex(raw.slice(0, 4)))
          signed.set(key.text, await signedAt(key, `${body}\n`, raw.slice(4)));
    }
    return { body: `${body}\n`, signed };
  };
  const signedAt = async (key, body, given) => {
    let signature = given, when = 0n, first = "";
    if (key.kind === WITNESS) {
      when = number(given.slice(0, 8));
      signature = given.slice(8);
      first = `cosignature/v1\ntime ${when}\n`;
      expect(when < 2n ** 63n, "a cosignature of a time beyond all clocks");
    }
    const is = signature.length === 64 && (await holds(ED, ED, () => key.bytes, signature, utf8(`${first}${body}`)));
    expect(is, `the signature of ${key.name} under a checkpoint does not hold`);
    return when;
  };
  const openCheckpoint = async (given, known) => {
    const { body, signed } = await openNote(given, known);
    const [origin, size, root, ...more] = body.split("\n");
    if (root === undefined) odd("no checkpoint");
    expect(origin && more.length && unbase64(root).length === 32, "a checkpoint of another form");
    return { origin, size: count(size), root: unbase64(root), signed };
  };
  const readProof = (given) => {
    const [first, note] = parted(text(given), "\n\n");
    const [header, index, ...path] = first.split("\n");
    if (index === undefined) odd("no proof");
    expect(header === "c2sp.org/tlog-proof@v1" && index.startsWith("index "), "a proof of another form");
    expect(path.length <= MAX_PATH, "a proof that is too long");
    return { place: count(index.slice(6)), path: path.map((one) => unbase64(one)), note };
  };
  const parted = (given, sign) => { const place = given.indexOf(sign); return place < 0 ? [given, ""] : [given.slice(0, place), given.slice(place + sign.length)]; };
  const count = (given) => {
    expect(/^(?:0|[1-9][0-9]{0,18})$/.test(given) && BigInt(given) < 2n ** 63n, "a number in an odd spelling");
    return BigInt(given);
  };
  const leafHash = (data) => sha256(joined(Uint8Array.of(0), data));
  const nodeHash = (left, right) => sha256(joined(Uint8Array.of(1), left, right));
  // RFC 9162 section 2.1.3.2.
  const rootFrom = async (leaf, index, size, path) => {
    expect(index >= 0n && index < size, "an entry beyond the end of the log");
    let place = index, last = size - 1n, seen = leaf;
    for (const step of path) {
      expect(last > 0n && step.length === 32, "a path of another length");
      if (place & 1n || place === last) {
        seen = await nodeHash(step, seen);
        while (place && !(place & 1n)) { place >>= 1n; last >>= 1n; }
      } else seen = await nodeHash(seen, step);
      place >>= 1n;
      last >>= 1n;
    }
    expect(last === 0n, "a path that is too short");
    return seen;
  };
  const rootOver = async (first, before, leaves) => {
    const roots = [...before], taken = () => roots.pop() ?? odd("no subtree");
    const bits = [...(first < 0n ? -first : first).toString(2)].filter((bit) => bit === "1").length;
    expect(bits === roots.length && leaves.length, "the subtrees do not fit the place where the list begins");
    expect([...roots, ...leaves].every((one) => one.length === 32), "a hash of another length");
    let size = first;
    for (const leaf of leaves) {
      let node = leaf;
      for (let height = size; height & 1n; height >>= 1n) node = await nodeHash(taken(), node);
      roots.push(node);
      size += 1n;
    }
    while (roots.length > 1) { const right = roots.pop(); roots.push(await nodeHash(roots.pop(), right)); }
    return roots[0];
  };

  // RFC 9901 section 7.1, made narrower as in tocsin/verifier/signed.py.
  const openSdJwt = async (compact, keys) => {
    const [signed, ...disclosures] = text(compact).split("~");
    expect(disclosures.length && !disclosures.pop(), "a record that does not end in ~");
    const dot = signed.lastIndexOf("."), message = signed.slice(0, Math.max(0, dot)), signature = signed.slice(dot + 1);
    const parts = message.split("."), [header, payload] = parts.slice(0, 3).map((part) => load(unbase64(part, true)));
    if (parts.length !== 2) odd("not two parts");
    const wanted = new Map([["alg", "ES256"], ["typ", RECORD_TYP], ["kid", get(header, "kid")]]);
    expect(same(wanted, header), "a record with another header");
    const issuer = get(payload, "iss"), kid = header.get("kid");
    const known = keys.filter((key) => key.name === issuer && key.id === kid);
    expect(known.length === 1, `no key of ${str(issuer)} with the id ${str(kid)}`);
    await checkEs256(known[0], utf8(message), unbase64(signature, true));
    expect(!payload.has("_sd_alg") || payload.get("_sd_alg") === "sha-256", "an _sd_alg other than sha-256");
    const listed = payload.has("_sd") ? payload.get("_sd") : [], digests = new Set(each(listed));
    expect(each(listed).every((one) => typeof one === "string") && digests.size === each(listed).length, "an odd digest, or one twice");
    payload.delete("_sd_alg");
    payload.delete("_sd");
    for (const disclosure of disclosures) {
      const digest = base64url(await sha256(utf8(disclosure))), triple = load(unbase64(disclosure, true));
      expect(Array.isArray(triple) && triple.length === 3, "a disclosure that is not a salt, a name and a value");
      const [salt, name, value] = triple;
      expect(typeof salt === "string" && typeof name === "string", "a disclosure whose salt or name is no text");
      const isThere = typeof listed === "string" ? listed.includes(digest) : digests.has(digest);
      expect(isThere, "a disclosure that no digest refers to, or that stands twice");
      expect(!payload.has(name), "a disclosed member that is there already");
      if (!Array.isArray(listed)) odd("no list of digests");
      digests.delete(digest);
      payload.set(name, value);
    }
    expect(!namesIn(payload).some((name) => ["_sd", "_sd_alg", "..."].includes(name)), "a reserved name");
    return { claims: payload, key: known[0] };
  };
  const namesIn = (value) => {
    if (value instanceof Map) return [...value.keys(), ...[...value.values()].flatMap(namesIn)];
    return Array.isArray(value) ? value.flatMap(namesIn) : [];
  };

  return {
    LOG, WITNESS, ES256, Refused, Unreadable, expect, odd, repr, str, head, same, compare, sorted, isTrue, each, three, at, get, text,
    plain, setOf, isSubset, isExactly, utf8, hex, joined, fromHex, sha256, base64url, unbase64, load, canonical, moment, makeKey, readKey,
    wholePoint, holds, checkEs256, openNote, openCheckpoint, readProof, leafHash, rootFrom, rootOver, openSdJwt, P256, ECDSA, ED,
  };
})();
