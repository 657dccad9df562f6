"""Secrets at rest: what is sealed opens in its own column only, and keys rotate."""

import pytest
from cryptography.exceptions import InvalidTag

from onboarding.store.vault import Vault, derive

COLUMN = "registrations.ein"


def test_what_is_sealed_opens_again() -> None:
    vault = derive("secret")
    sealed = vault.seal("59-1234567 é", COLUMN)
    assert vault.open(sealed, COLUMN) == "59-1234567 é"
    assert b"1234567" not in sealed


def test_nothing_opens_as_nothing() -> None:
    assert derive("secret").open(None, COLUMN) == derive("secret").open(b"", COLUMN) == ""


def test_equal_values_are_sealed_differently() -> None:
    vault = derive("secret")
    assert len({vault.seal("59-1234567", COLUMN) for _ in range(20)}) == 20


def test_a_value_from_another_column_does_not_open() -> None:
    vault = derive("secret")
    with pytest.raises(InvalidTag):
        vault.open(vault.seal("59-1234567", COLUMN), "brands.ein")


@pytest.mark.parametrize("position", [1, 12, 13, -1])
def test_a_changed_byte_is_noticed(position: int) -> None:
    vault = derive("secret")
    sealed = bytearray(vault.seal("59-1234567", COLUMN))
    sealed[position] ^= 1
    with pytest.raises(InvalidTag):
        vault.open(bytes(sealed), COLUMN)


def test_another_secret_opens_nothing() -> None:
    with pytest.raises(InvalidTag):
        derive("other").open(derive("secret").seal("59-1234567", COLUMN), COLUMN)


def test_keys_rotate_without_rewriting_rows() -> None:
    old = Vault({1: b"1" * 32}, 1, b"index")
    sealed = old.seal("59-1234567", COLUMN)
    new = Vault({1: b"1" * 32, 2: b"2" * 32}, 2, b"index")
    assert new.open(sealed, COLUMN) == "59-1234567"
    again = new.seal("59-1234567", COLUMN)
    assert (sealed[0], again[0]) == (1, 2)
    with pytest.raises(KeyError):
        old.open(again, COLUMN)


def test_the_blind_index_is_equal_for_equals_and_keyed() -> None:
    vault = derive("secret")
    assert vault.index("591234567") == vault.index("591234567")
    assert vault.index("591234567") != vault.index("591234568")
    assert vault.index("591234567") != derive("other").index("591234567")
    assert "591234567" not in vault.index("591234567")


def test_sealing_and_indexing_use_different_keys() -> None:
    vault = derive("secret")
    assert vault.index_key not in vault.keys.values()


def test_a_vault_does_not_show_its_keys() -> None:
    vault = derive("secret")
    assert repr(vault.keys[1]) not in repr(vault)
    assert repr(vault.index_key) not in repr(vault)
