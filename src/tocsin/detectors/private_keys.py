"""Private keys as files of keys are written: the whole block."""

import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.triage import Confidence

NAME = "private-keys"
SUMMARY = "private keys: PEM, OpenSSH, OpenPGP, PuTTY, JWK, seed phrases"

PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        rule="private-key",
        label=Label.PRIVATE_KEY,
        trigger=r"-----? ?begin [a-z0-9 ]{0,40}private key",
        regex=(
            r"-----? ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-----?(?:(?!-----? ?END)[\s\S]){0,20000}"
            r"(?:-----? ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-----?)?"
        ),
        reason="a PEM block says that it is a private key",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=("key: ⟦-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----⟧ end",),
        counterexamples=("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",),
    ),
    Pattern(
        rule="putty-key",
        label=Label.PRIVATE_KEY,
        trigger=r"putty-user-key-file-",
        regex=r"PuTTY-User-Key-File-\d:[\s\S]{10,20000}?(?:Private-MAC: ?[0-9a-fA-F]{16,128}|(?=\n\s{0,40}\n)|\Z)",
        reason="a key file of PuTTY holds the private key",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=(
            "my key: ⟦PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nPrivate-Lines: 1\nAAAA\n"
            "Private-MAC: 00112233445566778899aabbccddeeff⟧ end",
        ),
        counterexamples=("a PuTTY user key file",),
    ),
    Pattern(
        rule="json-web-key",
        label=Label.PRIVATE_KEY,
        trigger=r"['\"]kty['\"]",
        regex=r"(?:(?<=[{,\s])|^)[\"'](?:d|k|p|q|dp|dq|qi)[\"']\s{0,3}:\s{0,3}[\"'](?P<value>[\w-]{20,2000})",
        reason="the private part of a JSON web key (RFC 7518 section 6)",
        confidence=Confidence.HIGH,
        crosses_lines=True,
        examples=('{"kty":"OKP","crv":"Ed25519","d":"⟦q8Zt1LmN0pRs7UvWx3Yb5C7d9E1f2G3h⟧"}',),
        counterexamples=('{"kty":"OKP","crv":"Ed25519","x":"q8Zt1LmN0pRs7UvWx3Yb5C7d9E1f2G3h"}',),
    ),
    Pattern(
        rule="seed-phrase",
        label=Label.PRIVATE_KEY,
        trigger=r"(?:seed|mnemonic|recovery|backup|secret|wallet)[ _-]{0,3}(?:phrase|words|seed|mnemonic)",
        regex=(
            r"(?i:(?:seed|mnemonic|recovery|backup|secret|wallet)[ _-]{0,3}(?:phrase|words|seed|mnemonic))"
            r"[^\n:=]{0,30}?(?:[:=\"'(]|\bis\b|\bwas\b)[\s\"'`]{0,3}"
            r"(?P<value>(?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})(?![a-z])"
        ),
        reason="twelve to twenty-four words that stand for the key of a wallet (BIP 39)",
        examples=("seed phrase: ⟦river stone cabin lemon orbit fiscal tiger puzzle anchor velvet candy drum⟧.",),
        counterexamples=("a recovery phrase: keep it in the safe",),
    ),
    Pattern(
        rule="xml-key",
        label=Label.PRIVATE_KEY,
        trigger=r"<rsakeyvalue>",
        regex=r"<(?:D|P|Q|DP|DQ|InverseQ)>(?P<value>[A-Za-z0-9+/=\s]{20,4000})</",
        reason="the private part of an RSA key in XML",
        crosses_lines=True,
        examples=("<RSAKeyValue><Modulus>AQAB</Modulus><D>⟦cThadDFMTjBwUnM3VXZXeDNZYjVDN2Q5⟧</D>",),
        counterexamples=("<RSAKeyValue><Modulus>cThadDFMTjBwUnM3VXZXeDNZYjVDN2Q5</Modulus>",),
    ),
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; they need no dictionary."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The block up to where it ends, or breaks off."""
    value = text[hit.start : hit.end].rstrip()
    if hit.pattern.rule == "json-web-key" and not re.search(
        r"[\"']kty[\"']", text[max(0, hit.start - 4000) : hit.end + 4000]
    ):
        return None
    return finding(hit, end=hit.start + len(value))
