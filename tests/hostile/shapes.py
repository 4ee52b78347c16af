"""Hostile files: bytes that are too deep, too large, broken, packed or meant to run."""

import bz2
import gzip
import io
import json
import lzma
import pickle
import random
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import partial

REPORT = {"title": "t", "description": "d", "facts": {"integrity": "actual"}}


class _Trap:
    """Whatever unpickles this runs a command; nothing here may."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, str]]:
        return open, ("/tmp/tocsin-was-unpickled", "w")  # noqa: S108 -- its absence afterwards is the test


def _zip(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def _tar(*entries: tarfile.TarInfo) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for entry in entries:
            archive.addfile(entry, io.BytesIO(b"x" * entry.size))
    return buffer.getvalue()


def _entry(name: str, kind: bytes = tarfile.REGTYPE, link: str = "", size: int = 0) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname, entry.size = kind, link, size
    return entry


def _zip_bomb() -> bytes:
    inner = _zip(("zeros", b"\0" * (1 << 24)))
    for level in range(4):
        inner = _zip(*((f"{level}-{copy}.zip", inner) for copy in range(8)))
    return inner


def _overlapping_zip() -> bytes:
    data = _zip(("header.json", b'{"version":2}'), ("samples/a.json", b"{}"))
    return data.replace(b"samples/a.json", b"header.json\0\0\0")


def _mail_bomb(depth: int, width: int) -> bytes:
    head = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: s\r\nMIME-Version: 1.0\r\n"
    body = b""
    for level in range(depth):
        body += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level)
    parts = b"".join(b"Content-Type: text/plain\r\n\r\nx\r\n--b%d\r\n" % (depth - 1) for _ in range(width))
    return head + body + parts


def _laughs() -> bytes:
    lines = ['<?xml version="1.0"?>', "<!DOCTYPE lolz [", '<!ENTITY lol "lol">']
    lines += [f"<!ENTITY lol{n + 1} '" + f"&lol{n or ''};" * 10 + "'>" for n in range(9)]
    return "\n".join([*lines, "]>", "<lolz>&lol9;</lolz>"]).encode()


def _yaml_laughs() -> bytes:
    lines = ["a0: &a0 [lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines).encode()


def _report(**fields: object) -> bytes:
    return json.dumps({**REPORT, **fields}).encode()


def _raw(field: bytes) -> bytes:
    return b'{"title":"t","description":"d","facts":{"integrity":"actual"},' + field + b"}"


def _garak_lines(count: int) -> bytes:
    line = (
        b'{"entry_type":"attempt","uuid":"u","seq":0,"status":2,"probe_classname":"p","prompt":"q","outputs":["o"]}\n'
    )
    return line * count


_MAIL = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: s\r\n"
_EVAL = json.dumps({"version": 2, "status": "success", "eval": {"task": "t", "model": "m"}}).encode()

SHAPES: dict[str, Callable[[], bytes]] = {
    # JSON that is no JSON, or more of it than anybody needs
    "deep-array.json": lambda: b"[" * 100_000 + b"]" * 100_000,
    "deep-object.json": lambda: b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "deep-unclosed.json": lambda: b"[" * 1_000_000,
    "deep-in-string.json": lambda: _report(description="[" * 100_000),
    "depth-just-over.json": lambda: b"[" * 129 + b"]" * 129,
    "duplicate-keys.json": lambda: _raw(b'"title":"other"'),
    "duplicate-keys-escaped.json": lambda: _raw(b'"\\u0074itle":"other"'),
    "duplicate-facts.json": lambda: b'{"title":"t","facts":{"integrity":"none","integrity":"actual"}}',
    "digits.json": lambda: _raw(b'"n":' + b"9" * 1_000_000),
    "digits-negative.json": lambda: _raw(b'"n":-' + b"9" * 1_000_000),
    "digits-after-point.json": lambda: _raw(b'"n":0.' + b"1" * 1_000_000),
    "exponent.json": lambda: _raw(b'"n":1e999999999'),
    "exponent-of-zero.json": lambda: _raw(b'"n":0e999999999'),
    "nan.json": lambda: _raw(b'"n":NaN'),
    "infinity.json": lambda: _raw(b'"n":-Infinity'),
    "big-integer.json": lambda: _raw(b'"n":9007199254740993'),
    "leading-zero.json": lambda: _raw(b'"n":007'),
    "trailing-comma.json": lambda: _raw(b'"n":1,'),
    "comment.json": lambda: _raw(b'/* x */"n":1'),
    "single-quotes.json": lambda: b"{'title':'t'}",
    "unclosed-string.json": lambda: b'{"title":"' + b"a" * 1_000_000,
    "backslashes.json": lambda: b'{"title":"' + b"\\" * 1_000_001,
    "lone-surrogate.json": lambda: _raw(b'"reporter":"\\ud800"'),
    "lone-surrogate-title.json": lambda: b'{"title":"a\\udfffb","description":"\\ud83d","facts":{}}',
    "lone-surrogate-key.json": lambda: _raw(b'"\\ud800":"\\udc00"'),
    "lone-surrogate-fact.json": lambda: b'{"title":"t","facts":{"integrity":"\\ud800"}}',
    "surrogates-in-lines.jsonl": lambda: b'{"entry_type":"attempt","goal":"\\ud800","prompt":"\\udfff"}\n' * 3,
    "nul-escape.json": lambda: _raw(b'"reporter":"a\\u0000b"'),
    "nul-key.json": lambda: _raw(b'"\\u0000":1'),
    "huge-string.json": lambda: _report(description="a" * (9 << 20)),
    "huge-key.json": lambda: _report(**{"k" * (2 << 20): 1}),
    "many-keys.json": lambda: _report(more={str(number): number for number in range(50_000)}),
    "many-arrays.json": lambda: b"[" + b"[]," * 150_000 + b"[]]",
    "not-an-object.json": lambda: b'"just a string"',
    "number-only.json": lambda: b"1",
    "null.json": lambda: b"null",
    "empty-object.json": lambda: b"{}",
    "empty-array.json": lambda: b"[]",
    "wrong-types.json": lambda: b'{"title":[1],"description":{"a":null},"facts":[[]],"indicators":7,"reporter":true}',
    "facts-of-wrong-type.json": lambda: b'{"title":"t","facts":{"integrity":["actual"],"exploited_in_the_wild":1}}',
    "unknown-facts.json": lambda: _report(facts={"integrity": "certainly", "made_up": "yes", "": ""}),
    "prototype.json": lambda: _report(**{"__proto__": {"admin": True}, "constructor": {"prototype": 1}}),
    "two-documents.json": lambda: _report() + _report(),
    "byte-order-mark.json": lambda: b"\xef\xbb\xbf" + _report(),
    "two-byte-order-marks.json": lambda: b"\xef\xbb\xbf\xef\xbb\xbf" + _report(),
    # JSON Lines
    "bad-line-in-the-middle.jsonl": lambda: _report() + b"\n{not json\n" + _report(title="z") + b"\n",
    "blank-lines.jsonl": lambda: b"\n" * 200_000 + _report() + b"\n" * 200_000,
    "only-newlines.jsonl": lambda: b"\n" * 1_000_000,
    "long-line.jsonl": lambda: b'{"entry_type":"init"}\n{"a":"' + b"b" * (17 << 20) + b'"}\n',
    "many-lines.jsonl": lambda: b'{"a":1}\n' * 100_000,
    "many-attempts.jsonl": lambda: _garak_lines(3_000),
    "bad-attempts.jsonl": lambda: b'{"entry_type":"attempt","prompt":{"turns":7},"outputs":{"a":[]}}\n' * 50,
    "carriage-returns.jsonl": lambda: _report().replace(b",", b",\r") + b"\r" + _report(),
    "half-a-line.jsonl": lambda: _garak_lines(3) + b'{"entry_type":"att',
    # encodings
    "bad-utf8.json": lambda: _raw(b'"reporter":"\xff\xfe\x80"'),
    "bad-utf8.txt": lambda: b"hello \xff\xfe\x80 world",
    "overlong-utf8.txt": lambda: b"\xc0\xaf\xe0\x80\xaf" * 100,
    "encoded-surrogates.txt": lambda: b"\xed\xa0\x80\xed\xb0\x80" * 100,
    "utf16.json": lambda: _report().decode().encode("utf-16"),
    "utf16-without-mark.txt": lambda: "something happened".encode("utf-16-le"),
    "utf32.json": lambda: _report().decode().encode("utf-32"),
    "utf7.txt": lambda: b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "latin1.txt": lambda: "fünf Löcher im Zaun".encode("latin-1"),
    "nul-bytes.bin": lambda: b"\0" * 4096,
    "nul-bytes.txt": lambda: b"a report\0with nul\0bytes",
    "byte-order-mark-only.txt": lambda: b"\xef\xbb\xbf",
    "one-byte.bin": lambda: b"\x00",
    "one-newline.txt": lambda: b"\n",
    "spaces-only.txt": lambda: b" \t\r\n" * 10_000,
    "empty.json": lambda: b"",
    "all-bytes.bin": lambda: bytes(range(256)) * 64,
    "noise.bin": lambda: random.Random(7).randbytes(1 << 20),  # noqa: S311 -- the same noise every time
    "noise.json": lambda: b"{" + random.Random(8).randbytes(1 << 16) + b"}",  # noqa: S311
    "controls.txt": lambda: bytes(range(1, 32)) * 100,
    "one-word.txt": lambda: b"a" * 1_000_000,
    "long-line-of-words.txt": lambda: b"word " * 400_000,
    "million-lines.txt": lambda: b"x\n" * 500_000,
    # packed
    "zip-bomb.zip": _zip_bomb,
    "zip-bomb.eval": lambda: _zip(("header.json", _EVAL), ("samples/a.json", b" " * (1 << 28))),
    "many-members.eval": lambda: _zip(
        ("header.json", _EVAL), *((f"samples/{number}.json", b"{}") for number in range(1_000))
    ),
    "traversal.zip": lambda: _zip(("../../etc/passwd", b"root"), ("/etc/shadow", b"x"), ("C:\\windows\\x", b"x")),
    "traversal.eval": lambda: _zip(("header.json", _EVAL), ("samples/../../../../tmp/pwned.json", b"{}")),
    "doubled-members.eval": _overlapping_zip,
    "broken-member.eval": lambda: _zip(("header.json", _EVAL), ("samples/a.json", b"{}" * 99)).replace(
        b"{}{}", b"{{{{"
    ),
    "cut.eval": lambda: _zip(("header.json", _EVAL), ("samples/a.json", b"{}" * 999))[:-40],
    "deep-member.eval": lambda: _zip(("header.json", b"[" * 100_000), ("samples/a.json", b"[" * 100_000)),
    "no-members.zip": _zip,
    "odd-names.zip": lambda: _zip(("\x1b[31m\u202e.json", b"x"), ("a\nb", b"x"), (" ", b"x")),
    "zip-called.json": lambda: _zip(("a", b"b")),
    "gzip-called.json": lambda: gzip.compress(_report()),
    "gzip-bomb.json.gz": lambda: gzip.compress(b"0" * (1 << 26)),
    "bz2.json": lambda: bz2.compress(_report()),
    "xz.json": lambda: lzma.compress(_report()),
    "zlib.bin": lambda: zlib.compress(_report()),
    "traversal.tar": lambda: _tar(_entry("../../etc/cron.d/x", size=3), _entry("/etc/passwd", size=3)),
    "links.tar": lambda: _tar(
        _entry("a", tarfile.SYMTYPE, "/etc/passwd"), _entry("b", tarfile.LNKTYPE, "../../etc/shadow")
    ),
    "devices.tar": lambda: _tar(_entry("zero", tarfile.CHRTYPE), _entry("pipe", tarfile.FIFOTYPE)),
    # what runs when somebody opens it
    **{f"protocol-{number}.pkl": partial(pickle.dumps, _Trap(), number) for number in range(6)},
    "torch.pt": lambda: _zip(("archive/data.pkl", pickle.dumps(_Trap(), 2)), ("archive/version", b"3")),
    "pickle-called.json": lambda: pickle.dumps(_Trap(), 4),
    "pickle-called.txt": lambda: pickle.dumps(_Trap(), 0),
    "pickle-opcodes.pkl": lambda: b"\x80\x04\x95" + b"\xff" * 8 + b"." * 100,
    "numpy.npy": lambda: b"\x93NUMPY\x01\x00v\x00{'descr':'|O','shape':(1,)}" + pickle.dumps(_Trap(), 3),
    "program.exe": lambda: b"MZ" + b"\0" * 510,
    "program.elf": lambda: b"\x7fELF" + b"\0" * 508,
    "script.sh": lambda: b"#!/bin/sh\ntouch /tmp/tocsin-was-run\n",
    "macro.pdf": lambda: b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj",
    "page.html": lambda: b"<!doctype html><script>alert(1)</script>",
    "picture.svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>',
    # languages that expand
    "laughs.xml": _laughs,
    "external-entity.xml": lambda: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    "laughs.yaml": _yaml_laughs,
    "object.yaml": lambda: b"!!python/object/apply:os.system ['touch /tmp/tocsin-was-run']\n",
    # mails
    "mail-bomb.eml": lambda: _mail_bomb(1, 5_000),
    "deep-mail.eml": lambda: _mail_bomb(2_000, 1),
    "mail-with-long-header.eml": lambda: (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: " + b"a" * (2 << 20) + b"\r\n\r\nx"
    ),
    "mail-with-many-headers.eml": lambda: (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: s\r\n" + b"X-A: b\r\n" * 100_000
    ),
    "mail-with-odd-charset.eml": lambda: (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: =?no-such-charset?B?/////w==?=\r\n"
        b'Content-Type: text/plain; charset="../../etc"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!'
    ),
    "mail-with-odd-words.eml": lambda: (
        b"From: =?utf-8?Q?=E2=80=AE=1B[31m?= <a@b.example>\r\nTo: c@d.example\r\n"
        b"Subject: =?utf-8?Q?=00=0D=0AX:_y?=\r\n\r\nx"
    ),
    "mail-with-bad-date.eml": lambda: (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: s\r\nDate: Mon, 99 Foo 99999 99:99:99 +9999\r\n\r\nx"
    ),
    "mail-in-mail.eml": lambda: (
        b"From: a@b.example\r\nTo: c@d.example\r\nSubject: s\r\nContent-Type: message/rfc822\r\n\r\n" * 60 + b"x"
    ),
    "mail-attachment-path.eml": lambda: (
        b'From: a@b.example\r\nTo: c@d.example\r\nSubject: s\r\nContent-Type: application/octet-stream; name="x"\r\n'
        b'Content-Disposition: attachment; filename="../../../etc/passwd"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nAAAA"
    ),
    # tables and Markdown
    "wide.csv": lambda: b"Issue key,Summary," + b"c," * 50_000 + b"\nSEC-1,s," + b"v," * 50_000,
    "long.csv": lambda: b"Issue key,Summary,Created\n" + b"SEC-1,s,2026-01-01\n" * 10_000,
    "unclosed-quote.csv": lambda: b'Issue key,Summary,Created\nSEC-1,"' + b"a\n" * 100_000,
    "huge-cell.csv": lambda: b"Issue key,Summary,Created\nSEC-1," + b"a" * (2 << 20) + b",x\n",
    "formulas.csv": lambda: b"Issue key,Summary,Created\n=1+1,=cmd|' /C calc'!A0,@x\n-2+3,\t=1,\r=1\n",
    "ragged.csv": lambda: b"Issue key,Summary,Created\nSEC-1\n,,,,,,,,,\nSEC-2,s,c,d,e,f\n",
    "headings.md": lambda: b"# h\n\n" * 20_000,
    "deep-list.md": lambda: b"".join(b" " * depth + b"- x\n" for depth in range(2_000)),
    "emphasis.md": lambda: b"# h\n\n" + b"*_" * 200_000,
    "brackets.md": lambda: b"# h\n\n" + b"[" * 200_000 + b"](" * 1_000,
    "backticks.md": lambda: b"# h\n\n" + b"`" * 500_000,
    "pipes.md": lambda: b"# h\n\n|" + b"|" * 500_000,
    # documents of known formats with nonsense inside
    "components.cdx.json": lambda: json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"components": [{}]}, 7, None, "x", []]}
    ).encode(),
    "nested-components.cdx.json": lambda: (
        b'{"bomFormat":"CycloneDX","specVersion":"1.6","components":['
        + b'{"name":"n","components":[' * 60
        + b"]}" * 60
        + b"]}"
    ),
    "many-components.cdx.json": lambda: json.dumps(
        {"bomFormat": "CycloneDX", "specVersion": "9.9", "components": [{"name": str(n)} for n in range(5_000)]}
    ).encode(),
    "circle.spdx.json": lambda: json.dumps(
        {
            "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
            "@graph": [{"spdxId": "a", "type": "Relationship", "from": "a", "to": ["a"]}],
        }
    ).encode(),
    "remote-context.spdx.json": lambda: b'{"@context":"https://spdx.org.evil.example/x","@graph":[]}',
    "odd-times.otlp.json": lambda: json.dumps(
        {
            "resourceSpans": [
                {
                    "scopeSpans": [
                        {
                            "spans": [
                                {
                                    "name": "s",
                                    "traceId": "aa",
                                    "spanId": "bb",
                                    "parentSpanId": "bb",
                                    "startTimeUnixNano": "9" * 300,
                                    "endTimeUnixNano": -1,
                                    "attributes": [{"key": "gen_ai.request.model", "value": {"stringValue": "m"}}, 7],
                                }
                            ]
                        }
                    ]
                }
            ]
        }
    ).encode(),
    "odd-attributes.otlp.json": lambda: json.dumps(
        {
            "resourceSpans": [
                {
                    "scopeSpans": [
                        {"spans": [{"attributes": [{"key": "gen_ai.request.model"}, {"key": None}, None]}, 7]}
                    ]
                },
                None,
            ]
        }
    ).encode(),
    "wrong-shape.promptfoo.json": lambda: (
        b'{"evalId":1,"results":{"version":3,"results":[7,null,{}],"stats":{},"prompts":9}}'
    ),
    "wrong-shape.inspect.json": lambda: (
        b'{"version":2,"status":9,"eval":{"task":[],"model":{}},"samples":[7,null,{"messages":9}]}'
    ),
    "wrong-shape.avid.json": lambda: b'{"data_type":"AVID","affects":[],"impact":7,"references":{},"description":"x"}',
    "wrong-shape.osv.json": lambda: (
        b'{"id":7,"modified":[],"schema_version":"1.7.0","affected":[7,{"package":[]}],"aliases":{}}'
    ),
    "wrong-shape.atlas.json": lambda: b'{"object-type":"case-study","procedure":[7,{"technique":[]}],"references":9}',
    "wrong-shape.chat.json": lambda: (
        b'{"messages":[{"role":7,"content":{}},{"role":"user","content":[7,null,{"type":[]}]}]}'
    ),
    "wrong-shape.ticket.json": lambda: b'{"key":7,"fields":{"summary":[],"comment":{"comments":7},"reporter":[]}}',
    "odd-moments.json": lambda: _report(reported_at="99999-99-99T99:99:99Z", occurred_at=1e308),
    "odd-foreign-ids.json": lambda: _report(ids=["CVE-9999-" + "9" * 5_000], references=["VU#" + "1" * 9_999]),
}
