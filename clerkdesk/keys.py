"""Who may open the register? One random key, in several envelopes.

The key itself is never written in clear. Its envelopes: the operating system's vault (per account),
a pass phrase (scrypt and AES key wrap), and the recovery sheet, which is the key as 24 Chinese
characters with a checksum (BIP-39). What must be kept beside the register - which vault entry, the
wrapped key, a check that tells a wrong key from a damaged file - stands in `<name>.keys.json`.
"""

import base64
import hashlib
import json
import os
import secrets as randomness
import unicodedata
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)
from mnemonic import Mnemonic

from clerkdesk import secrets
from clerkdesk.disk import disk_in_plain_words, put, refuse_impossible
from clerkdesk.errors import EnvironmentFault, UserError

KEY_BYTES = 32
WORDS = 24  # 256 bits and 8 of checksum, 11 bits a character
WORDS_A_ROW = 4
QUIZ = 4  # how many characters are typed back
MIN_PASSPHRASE = 10  # characters
MIN_DIFFERENT = 5  # different characters among them

_FORMAT = 1
_SCRYPT = {"n": 2**16, "r": 8, "p": 1}  # 64 MiB and some 0.2 s a try
_SCRYPT_CEILING = 2**20


@dataclass(frozen=True)
class Sheet:
    """The recovery sheet: six rows of four characters, numbered 1-24, and a line to check by eye.

    checksum: eight letters and digits that belong to the key and say nothing of it.
    """

    words: tuple[str, ...]
    checksum: str

    @property
    def rows(self) -> tuple[tuple[tuple[int, str], ...], ...]:
        """Return the rows, each of four (position, character)."""
        numbered = tuple(enumerate(self.words, start=1))
        return tuple(numbered[n : n + WORDS_A_ROW] for n in range(0, WORDS, WORDS_A_ROW))


@dataclass(frozen=True)
class Envelope:
    """The key wrapped by a pass phrase; everything but the pass phrase."""

    n: int
    r: int
    p: int
    salt: str
    wrapped: str

    @classmethod
    def read(cls, found: dict[str, Any]) -> Self:
        """Return what stands in a key file; ValueError, TypeError where it cannot be that."""
        envelope = cls(**found)
        costs = (envelope.n, envelope.r, envelope.p)
        if any(type(cost) is not int or cost < 1 for cost in costs):
            raise TypeError(costs)
        # a tampered file must not ask for all the memory
        if envelope.n > _SCRYPT_CEILING or envelope.r > 32 or envelope.p > 16:  # noqa: PLR2004
            raise ValueError(costs)
        base64.b64decode(envelope.salt), base64.b64decode(envelope.wrapped)
        return envelope


@dataclass(frozen=True)
class KeyFile:
    """What stands in `<name>.keys.json`: no secret in clear.

    uid: the register's own; names its vault entry. check: tells whether a key is the right one.
    """

    uid: str
    check: str
    in_vault: bool = False
    passphrase: Envelope | None = None

    @classmethod
    def load(cls, register: Path) -> Self:
        """Read the file beside a register; EnvironmentFault keys.no_file, keys.bad_file."""
        path = beside(register)
        with disk_in_plain_words(path):
            if not path.is_file():
                refuse_impossible(path)
                raise EnvironmentFault("keys.no_file", path=path)
        try:
            with disk_in_plain_words(path):
                page = json.loads(path.read_text(encoding="utf-8"))
            found = page.get("passphrase")
            envelope = Envelope.read(found) if found else None
            return cls(str(page["uid"]), str(page["check"]), bool(page["in_vault"]), envelope)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise EnvironmentFault("keys.bad_file", path=path) from error

    def save(self, register: Path) -> None:
        """Write the file beside a register, whole or not at all."""
        path = beside(register)
        part = path.with_name(path.name + ".part")
        with disk_in_plain_words(path):
            with part.open("w", encoding="utf-8") as file:
                json.dump({"format": _FORMAT, **asdict(self)}, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            put(part, path)

    def fits(self, key: bytes) -> bool:
        return randomness.compare_digest(self.check, check_of(key))


def beside(register: Path) -> Path:
    """Return where a register's key file lies."""
    return register.with_name(f"{register.stem}.keys.json")


def new_key() -> bytes:
    return randomness.token_bytes(KEY_BYTES)


def check_of(key: bytes) -> str:
    """Return what tells a right key from a wrong one; 64 bits, of no use for finding the key."""
    return hashlib.sha256(b"ClerkDesk key check\0" + key).hexdigest()[:16]


# --- the vault -------------------------------------------------------------------------------


def to_vault(file: KeyFile, key: bytes) -> KeyFile:
    """Keep the key in this account's vault; EnvironmentFault keys.no_vault."""
    secrets.put(_service(file.uid), key.hex())
    return replace(file, in_vault=True)


def from_vault(file: KeyFile) -> bytes | None:
    """Return the key this account's vault keeps for the register, None where it has none."""
    kept = secrets.get(_service(file.uid))
    try:
        key = bytes.fromhex(kept or "")
    except ValueError:
        return None
    return key if file.fits(key) else None


def out_of_vault(file: KeyFile) -> KeyFile:
    secrets.forget(_service(file.uid))
    return replace(file, in_vault=False)


def _service(uid: str) -> str:
    return f"ClerkDesk {uid}"


# --- the pass phrase -------------------------------------------------------------------------


def to_passphrase(file: KeyFile, key: bytes, phrase: str) -> KeyFile:
    """Wrap the key by a pass phrase; UserError keys.short_passphrase, keys.poor_passphrase."""
    phrase = _normal(phrase)
    if len(phrase) < MIN_PASSPHRASE:
        raise UserError("keys.short_passphrase", field="passphrase", least=MIN_PASSPHRASE)
    if len(set(phrase)) < MIN_DIFFERENT:
        raise UserError("keys.poor_passphrase", field="passphrase", least=MIN_DIFFERENT)
    salt = randomness.token_bytes(16)
    wrapped = aes_key_wrap(_derive(phrase, salt, **_SCRYPT), key)
    return replace(file, passphrase=Envelope(**_SCRYPT, salt=_text(salt), wrapped=_text(wrapped)))


def from_passphrase(file: KeyFile, phrase: str) -> bytes:
    """Unwrap the key; UserError keys.no_passphrase, keys.wrong_passphrase."""
    envelope = file.passphrase
    if envelope is None:
        raise UserError("keys.no_passphrase", field="passphrase")
    try:
        salt, wrapped = base64.b64decode(envelope.salt), base64.b64decode(envelope.wrapped)
        derived = _derive(_normal(phrase), salt, n=envelope.n, r=envelope.r, p=envelope.p)
        return aes_key_unwrap(derived, wrapped)
    except InvalidUnwrap as error:
        raise UserError("keys.wrong_passphrase", field="passphrase") from error
    except ValueError as error:
        raise EnvironmentFault("keys.bad_file", path=file.uid) from error


def _derive(phrase: str, salt: bytes, *, n: int, r: int, p: int) -> bytes:
    # bytes; OpenSSL's own ceiling is below what n asks for, and Windows counts no further than this
    room = min(256 * n * r, 2**31 - 1)
    return hashlib.scrypt(phrase.encode(), salt=salt, n=n, r=r, p=p, maxmem=room, dklen=KEY_BYTES)


def _normal(phrase: str) -> str:
    # an input method types full-width letters and digits without telling
    return unicodedata.normalize("NFKC", phrase).strip()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


# --- the recovery sheet ----------------------------------------------------------------------


def sheet(key: bytes) -> Sheet:
    """Return the key as 24 characters, and the line to check them by."""
    return Sheet(tuple(_words().to_mnemonic(key).split(" ")), checksum_of(check_of(key)))


def checksum_of(check: str) -> str:
    """Return the line printed under the characters, from a key's check."""
    return f"{check[:4]}-{check[4:8]}".upper()


def recover(typed: str) -> bytes:
    """Return the key that 24 characters stand for; blanks, digits and punctuation are no matter.

    UserError keys.unknown_word (position, word), keys.word_count (found, wanted), keys.checksum.
    """
    words = [
        character
        for character in unicodedata.normalize("NFKC", typed)
        if unicodedata.category(character) in {"Lo", "Lm", "Ll", "Lu", "So"}
    ]
    known = _positions()
    for position, word in enumerate(words, start=1):
        if word not in known:
            raise UserError("keys.unknown_word", field="words", position=position, word=word)
    if len(words) != WORDS:
        raise UserError("keys.word_count", field="words", found=len(words), wanted=WORDS)
    try:
        return bytes(_words().to_entropy(words))
    except ValueError as error:
        raise UserError("keys.checksum", field="words") from error


def quiz() -> tuple[int, ...]:
    """Return the positions (1-24) of the characters to be typed back, in order."""
    return tuple(sorted(randomness.SystemRandom().sample(range(1, WORDS + 1), QUIZ)))


def check_answers(words: tuple[str, ...], answers: dict[int, str]) -> None:
    """Compare what was typed back, by position; UserError keys.quiz names the first mistake."""
    for position, typed in sorted(answers.items()):
        if unicodedata.normalize("NFKC", typed).strip() != words[position - 1]:
            raise UserError("keys.quiz", field=f"word_{position}", position=position)


@cache
def _words() -> Mnemonic:
    return Mnemonic("chinese_simplified")


@cache
def _positions() -> dict[str, int]:
    return {word: number for number, word in enumerate(_words().wordlist)}
