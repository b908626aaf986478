"""The vault: two ways to the key, and different sentences for a wrong secret and a damaged file."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilacs_desktop.domain.errors import Explained
from ilacs_desktop.store.vault import Cost, Vault, read_code, spell, weakness

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "copper lantern quiet harbour"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "keys.json", cost=CHEAP)


def test_that_passphrase_and_recovery_code_both_open_the_key(vault: Vault) -> None:
    key, code = vault.create(PASSPHRASE)

    assert (len(key), vault.unlock(PASSPHRASE), vault.unlock_with_code(code.lower().replace("-", " "))) == (
        32,
        key,
        key,
    )


def test_that_neither_key_nor_passphrase_lies_in_the_file(vault: Vault) -> None:
    key, code = vault.create(PASSPHRASE)

    content = vault.path.read_text()

    assert [secret for secret in (key.hex(), PASSPHRASE, code) if secret in content] == []


def test_that_a_wrong_passphrase_and_a_damaged_file_say_different_things(vault: Vault) -> None:
    vault.create(PASSPHRASE)
    with pytest.raises(Explained) as wrong:
        vault.unlock("copper lantern quiet harbor")
    for path in (vault.path, vault.previous):
        path.write_bytes(path.read_bytes()[:-40])

    with pytest.raises(Explained) as damaged:
        vault.unlock(PASSPHRASE)

    assert wrong.value.message == "This passphrase is not right."
    assert damaged.value.message == "The key file is damaged, and so is its earlier copy."


def test_that_one_damaged_key_file_is_not_the_end(vault: Vault) -> None:
    key, code = vault.create(PASSPHRASE)
    vault.path.write_bytes(b"")

    assert (vault.unlock(PASSPHRASE), vault.unlock_with_code(code)) == (key, key)


def test_that_the_earlier_generation_helps_when_the_key_file_is_damaged(vault: Vault) -> None:
    key, _ = vault.create(PASSPHRASE)
    vault.change_passphrase(key, "another long quiet passphrase")
    vault.path.write_bytes(b"{}")

    assert vault.unlock(PASSPHRASE) == key


def test_that_a_changed_passphrase_replaces_the_old_one_and_keeps_the_code(vault: Vault) -> None:
    key, code = vault.create(PASSPHRASE)

    vault.change_passphrase(key, "another long quiet passphrase")

    assert vault.unlock("another long quiet passphrase") == vault.unlock_with_code(code) == key
    with pytest.raises(Explained, match="not right"):
        vault.unlock(PASSPHRASE)


def test_that_a_renewed_code_makes_the_old_one_useless(vault: Vault) -> None:
    key, old = vault.create(PASSPHRASE)

    new = vault.renew_code(key)

    assert vault.unlock_with_code(new) == key
    with pytest.raises(Explained, match="belongs to another store"):
        vault.unlock_with_code(old)


@given(st.binary(min_size=16, max_size=16))
def test_that_every_recovery_code_reads_back(raw: bytes) -> None:
    assert read_code(spell(raw)) == raw


@given(
    st.binary(min_size=16, max_size=16),
    st.integers(0, 29),
    st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"),
)
def test_that_one_mistyped_character_is_noticed(raw: bytes, place: int, typed: str) -> None:
    code = spell(raw).replace("-", "")
    mistyped = code[:place] + typed + code[place + 1 :]

    if mistyped == code:
        assert read_code(mistyped) == raw
    else:
        with pytest.raises(Explained, match="mistyped"):
            read_code(mistyped)


@pytest.mark.parametrize(
    ("passphrase", "is_weak"),
    [
        ("short", True), ("aaaaaaaaaaaaaaaa", True), ("Ofsted20262026", True), ("password123456", True),
        (PASSPHRASE, False), ("ofsted wants four unrelated words", False), ("Zoë Nguyễn träumt gern", False),
    ],
)  # fmt: skip
def test_that_guessable_passphrases_are_refused(passphrase: str, is_weak: bool) -> None:
    assert bool(weakness(passphrase)) is is_weak
