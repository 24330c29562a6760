"""A press as it travels with a button."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.messages import Press

nonces = st.text(string.ascii_letters + string.digits + "-_:", min_size=1, max_size=24)


@given(nonces, st.integers(1, 99))
def test_a_press_is_read_as_it_was_written(nonce: str, number: int) -> None:
    press = Press(nonce, number)
    assert Press.read(press.data) == press
    assert len(press.data.encode()) <= 64


@pytest.mark.parametrize(
    "data", ["", ":", "x", "x:", ":1", "x:0", "x:100", "x:-1", "x:1 ", "x:１", "x:²", f"{'x' * 63}:1"]
)
def test_what_is_no_press_of_ours_is_none(data: str) -> None:
    assert Press.read(data) is None


@given(st.text(max_size=80))
def test_whatever_a_vendor_hands_back_is_read_or_refused(data: str) -> None:
    press = Press.read(data)
    assert press is None or 1 <= press.number <= 99
