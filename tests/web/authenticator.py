"""A device with passkeys in a test: real keys, real signatures, in software.

Source: W3C, "Web Authentication Level 3", sections 6.1 (authenticator data) and 5.8.1 (client data).
"""

import json
import os
from base64 import urlsafe_b64encode
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    """As WebAuthn writes bytes."""
    return urlsafe_b64encode(data).decode().rstrip("=")


class Authenticator:
    """One device with one passkey."""

    def __init__(self, origin: str, name: str = "localhost") -> None:
        self.origin, self.name = origin, name
        self.credential = os.urandom(16)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.uses = 0
        self.flags = PRESENT | VERIFIED

    def make(self, options: str) -> str:
        """The answer to a page that asks for a new passkey."""
        client = self._client("webauthn.create", options)
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        key = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cbor2.dumps(cose)
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(WITH_KEY) + key}
        return self._answer({"clientDataJSON": text(client), "attestationObject": text(cbor2.dumps(attestation))})

    def show(self, options: str) -> str:
        """The answer to a page that asks for a passkey."""
        self.uses += 1
        client, data = self._client("webauthn.get", options), self._data(0)
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {"clientDataJSON": text(client), "authenticatorData": text(data), "signature": text(signature)}
        )

    def _client(self, kind: str, options: str) -> bytes:
        challenge = json.loads(options)["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, more: int) -> bytes:
        return sha256(self.name.encode()).digest() + bytes([self.flags | more]) + self.uses.to_bytes(4, "big")

    def _answer(self, response: dict[str, str]) -> str:
        name = text(self.credential)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
