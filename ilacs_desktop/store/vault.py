"""The key of the store, and the ways to get at it.

The database key is random and never stored. It is wrapped twice, each wrap enough by itself:
by the passphrase and by a recovery code that is printed. A copy in the computer's own key store
is a convenience on top, never the only way in. The wraps lie in a small file, replaced whole and
kept in two generations, and in every backup.

A wrap is the key under a pad and a seal, both from Argon2id with a salt of its own: as long as
the salt is fresh, a pad of the key's length used once hides it fully, and the seal tells a wrong
passphrase from a right one.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from argon2.low_level import Type, hash_secret_raw

from ilacs_desktop.domain.errors import Explained

KEY_BYTES = 32
MINIMUM_CHARACTERS = 14
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_BYTES = 16
KEYRING_SERVICE = "ILACS Desktop"
COMMON = (
    "password",
    "passphrase",
    "ofsted",
    "inspection",
    "qwerty",
    "letmein",
    "ilacs",
    "welcome",
    "council",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What Argon2id is asked for: memory in KiB, passes, lanes."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class Wrap:
    """The key, wrapped by one secret."""

    salt: str
    wrapped: str
    seal: str
    memory_kib: int
    passes: int
    lanes: int


def weakness(passphrase: str) -> str:
    """What is wrong with a new passphrase, in one sentence; empty when nothing is.

    The rule: at least 14 characters, at least six different ones, and not one common word
    with a few more characters.
    """
    if len(passphrase) < MINIMUM_CHARACTERS:
        return f"Use at least {MINIMUM_CHARACTERS} characters; four unrelated words are easy to remember."
    if len(set(passphrase)) < 6:
        return "Use more different characters; four unrelated words are easy to remember."
    bare = "".join(ch for ch in passphrase.lower() if ch.isalpha())
    for word in COMMON:
        if word in bare and len(bare) - len(word) < 6:
            return f"“{word}” with a few more characters is guessed early; add unrelated words."
    return ""


def new_recovery_code() -> str:
    """A fresh recovery code: 128 random bits and a check, in six groups of five letters and figures."""
    return spell(secrets.token_bytes(CODE_BYTES))


def spell(raw: bytes) -> str:
    """Sixteen bytes as they are printed."""
    number = int.from_bytes(raw, "big") << 2
    body = "".join(CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))
    check = int.from_bytes(hashlib.sha256(raw).digest()[:3], "big") >> 4
    body += "".join(CROCKFORD[(check >> shift) & 31] for shift in (15, 10, 5, 0))
    return "-".join(body[n : n + 5] for n in range(0, 30, 5))


def read_code(text: str) -> bytes:
    """The sixteen bytes of a typed recovery code; case, spaces and look-alike letters are forgiven.

    Raises:
        Explained: it is not a recovery code, or a character was mistyped.
    """
    typed = "".join(ch for ch in text.upper() if ch.isalnum())
    typed = typed.replace("O", "0").replace("I", "1").replace("L", "1")
    wrong = Explained(
        "This is not a recovery code of this kind, or one character is mistyped.",
        remedy="Type the 30 letters and figures again as they are printed.",
    )
    if len(typed) != 30 or any(ch not in CROCKFORD for ch in typed):
        raise wrong
    number = 0
    for ch in typed[:26]:
        number = number * 32 + CROCKFORD.index(ch)
    if number & 3:
        raise wrong
    raw = (number >> 2).to_bytes(CODE_BYTES, "big")
    if spell(raw).replace("-", "") != typed:
        raise wrong
    return raw


class Vault:
    """The file of wraps beside the database."""

    def __init__(self, path: Path, *, cost: Cost | None = None) -> None:
        self.path = path
        self.previous = path.with_name(path.stem + ".previous" + path.suffix)
        self._cost = cost or Cost()

    def exists(self) -> bool:
        """Whether a store was ever made here."""
        return self.path.exists() or self.previous.exists()

    def create(self, passphrase: str) -> tuple[bytes, str]:
        """Make a new key, wrapped by ``passphrase`` and by a fresh recovery code; returns both.

        Raises:
            Explained: the passphrase is too weak, or there is a key file already.
        """
        if self.exists():
            raise Explained(
                "There is a store here already.", remedy="Open it, or choose another data folder."
            )
        self._demand(passphrase)
        key, code = secrets.token_bytes(KEY_BYTES), new_recovery_code()
        self._write(
            {"passphrase": self._wrap(key, passphrase.encode()), "recovery": self._wrap(key, read_code(code))}
        )
        return key, code

    def unlock(self, passphrase: str) -> bytes:
        """The key, by passphrase.

        Raises:
            Explained: the passphrase is wrong, or both generations of the key file are damaged.
        """
        return self._unwrap(
            "passphrase",
            passphrase.encode("utf-8", "surrogatepass"),
            Explained("This passphrase is not right.", remedy="Try again, or use the recovery code."),
        )

    def unlock_with_code(self, code: str) -> bytes:
        """The key, by recovery code.

        Raises:
            Explained: the code is mistyped or belongs to another store, or the key file is damaged.
        """
        return self._unwrap(
            "recovery",
            read_code(code),
            Explained(
                "This recovery code belongs to another store.", remedy="Look for the code of this one."
            ),
        )

    def change_passphrase(self, key: bytes, passphrase: str) -> None:
        """Wrap ``key`` by a new passphrase; the recovery code stays as it is.

        Raises:
            Explained: the passphrase is too weak, or the file cannot be written.
        """
        self._demand(passphrase)
        self._write({**self._read(), "passphrase": self._wrap(key, passphrase.encode())})

    def renew_code(self, key: bytes) -> str:
        """A fresh recovery code; the old one opens nothing from now on."""
        code = new_recovery_code()
        self._write({**self._read(), "recovery": self._wrap(key, read_code(code))})
        return code

    def remember(self, key: bytes) -> None:
        """Put the key into the computer's own key store as a convenience.

        Raises:
            Explained: this computer offers none.
        """
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(KEYRING_SERVICE, str(self.path.resolve()), key.hex())
        except (KeyringError, RuntimeError) as error:
            raise Explained(
                "This computer offers no key store to programs.",
                remedy="Go on with the passphrase; nothing changed.",
            ) from error

    def recall(self) -> bytes | None:
        """The key out of the computer's own key store, or None."""
        import keyring
        from keyring.errors import KeyringError

        with contextlib.suppress(KeyringError, RuntimeError, ValueError):
            kept = keyring.get_password(KEYRING_SERVICE, str(self.path.resolve()))
            return bytes.fromhex(kept) if kept else None
        return None

    def forget(self) -> None:
        """Take the key out of the computer's own key store."""
        import keyring
        from keyring.errors import KeyringError

        with contextlib.suppress(KeyringError, RuntimeError):
            keyring.delete_password(KEYRING_SERVICE, str(self.path.resolve()))

    def _demand(self, passphrase: str) -> None:
        if complaint := weakness(passphrase):
            raise Explained("This passphrase is too easy to guess.", remedy=complaint)

    def _wrap(self, key: bytes, secret: bytes) -> Wrap:
        salt = secrets.token_bytes(16)
        pad, sealing = _derive(secret, salt, self._cost)
        wrapped = bytes(a ^ b for a, b in zip(key, pad, strict=True))
        seal = hmac.new(sealing, salt + wrapped, hashlib.sha256).digest()
        return Wrap(_text(salt), _text(wrapped), _text(seal), **asdict(self._cost))

    def _unwrap(self, name: str, secret: bytes, refusal: Explained) -> bytes:
        wrap = self._read()[name]
        salt, wrapped = base64.b64decode(wrap.salt), base64.b64decode(wrap.wrapped)
        pad, sealing = _derive(secret, salt, Cost(wrap.memory_kib, wrap.passes, wrap.lanes))
        seal = hmac.new(sealing, salt + wrapped, hashlib.sha256).digest()
        if not hmac.compare_digest(seal, base64.b64decode(wrap.seal)):
            raise refusal
        return bytes(a ^ b for a, b in zip(wrapped, pad, strict=True))

    def _read(self) -> dict[str, Wrap]:
        for path in (self.path, self.previous):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                return _parse(path.read_bytes())
        if not self.exists():
            raise Explained(
                "There is no key file here.", remedy="Restore a backup; each one carries the key file."
            )
        raise Explained(
            "The key file is damaged, and so is its earlier copy.",
            remedy="Restore a backup; each one carries the key file. The database itself was not touched.",
        )

    def _write(self, wraps: dict[str, Wrap]) -> None:
        body = json.dumps({name: asdict(wrap) for name, wrap in wraps.items()}, sort_keys=True)
        content = json.dumps(
            {"format": 1, "body": body, "check": hashlib.sha256(body.encode()).hexdigest()}, indent=1
        )
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            present = self.path.read_bytes()
            _parse(present)  # a damaged file is never kept as the good earlier one
            replace_file(self.previous, present)
        replace_file(self.path, content.encode())
        if not self.previous.exists():  # from the first day on one damaged file is not the end
            replace_file(self.previous, content.encode())


def _parse(content: bytes) -> dict[str, Wrap]:
    outer = json.loads(content)
    if hashlib.sha256(outer["body"].encode()).hexdigest() != outer["check"]:
        raise ValueError("the check does not fit")
    return {name: Wrap(**wrap) for name, wrap in json.loads(outer["body"]).items()}


def _derive(secret: bytes, salt: bytes, cost: Cost) -> tuple[bytes, bytes]:
    raw: Any = hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, 2 * KEY_BYTES, Type.ID)
    return raw[:KEY_BYTES], raw[KEY_BYTES:]


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def replace_file(path: Path, content: bytes) -> None:
    """Write ``content`` so that either the old or the new file is there, even after a power cut.

    Raises:
        Explained: the disk is full or cannot be written to; the old file is untouched.
    """
    part = path.with_name(path.name + ".part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Explained(
            f"The file {path.name} could not be written: {error.strerror}.",
            remedy="Free some space or ask for write permission; the earlier file is untouched.",
        ) from error


def sync_folder(folder: Path) -> None:
    """Force a new name in ``folder`` to the disk; Windows does that by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def chain_secret(key: bytes) -> bytes:
    """The key of the audit chain and the head record, from the database key."""
    return hmac.new(key, b"audit chain and head record", hashlib.sha256).digest()
