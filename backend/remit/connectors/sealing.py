"""Signing checkpoints: signed notes (C2SP signed-note, Ed25519), which anybody with the public key can open."""

import re
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from remit.domain.record.checkpoints import Claim, claim_of, text_of
from remit.domain.refusal import Invalid

_NAME = "remit"
_ED25519 = b"\x01"
_NOTE = re.compile(r"((?:[^\n]+\n)+)\n— (\S+) ([A-Za-z0-9+/=]+)\n")
_VERIFIER = re.compile(r"([^+\s]+)\+([0-9a-f]{8})\+(A[A-Za-z0-9+/]{43})")
_HASH_BYTES = 4


class Verifier:
    """A public key, as `name+hash+key`; says whether a note was signed by its private half."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        found = _VERIFIER.fullmatch(self.text)
        if found is None or _hash(found[1], raw := b64decode(found[3])[1:]).hex() != found[2]:
            raise Invalid(f"{text!r} is no public key of a record; it looks like remit+1a2b3c4d+Aa….")
        self._name, self._raw = found[1], raw

    def signed(self, text: str, name: str, signature: bytes) -> bool:
        """Whether the signature is its own, over this text."""
        if (name, signature[:_HASH_BYTES]) != (self._name, _hash(self._name, self._raw)):
            return False
        try:
            Ed25519PublicKey.from_public_bytes(self._raw).verify(signature[_HASH_BYTES:], text.encode())
        except InvalidSignature:
            return False
        return True


class Seal:
    """The private key that checkpoints are signed with: 32 bytes, base64url."""

    def __init__(self, key: str) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(urlsafe_b64decode(key + "="))
        raw = self._private.public_key().public_bytes_raw()
        self._hash = _hash(_NAME, raw)
        self.verifier = Verifier(f"{_NAME}+{self._hash.hex()}+{b64encode(_ED25519 + raw).decode()}")

    def note(self, claim: Claim) -> str:
        """The claim as a signed note."""
        text = text_of(claim)
        signature = b64encode(self._hash + self._private.sign(text.encode())).decode()
        return f"{text}\n— {_NAME} {signature}\n"


def opened(note: str, verifiers: tuple[Verifier, ...]) -> Claim | None:
    """What a note claims, if one of these signed it."""
    found = _NOTE.fullmatch(note)
    if found is None:
        return None
    text, name, signature = found.groups()
    try:
        raw = b64decode(signature, validate=True)
    except ValueError:
        return None
    return claim_of(text) if any(one.signed(text, name, raw) for one in verifiers) else None


def notes_in(text: str) -> list[str]:
    """The notes of a file that has several, one behind the other."""
    return [found[0] for found in _NOTE.finditer(text)]


def seal_at(key: str | None, path: Path) -> Seal:
    """The seal by its key; without one by the key in this file, which is made where there is none."""
    return Seal(key or _kept(path))


def _kept(path: Path) -> str:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        key = urlsafe_b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode().rstrip("=")
        with NamedTemporaryFile("w", dir=path.parent, prefix=path.name) as fresh:  # for its owner only
            fresh.write(key + "\n")
            fresh.flush()
            # Whole or not at all, and never over the key of a process that starts beside this one.
            with suppress(FileExistsError):
                path.hardlink_to(fresh.name)
    return path.read_text().strip()


def _hash(name: str, raw: bytes) -> bytes:
    return sha256(f"{name}\n".encode() + _ED25519 + raw).digest()[:_HASH_BYTES]
