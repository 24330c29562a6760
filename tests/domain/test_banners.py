"""The line on a banner: short enough to be read in passing, and never in the middle of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.banners import banner, fits


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("停水通知", "停水通知"),
        ("停水通知：3号楼到6号楼，今晚8点到明早6点。", "停水通知 3号楼到6号楼 今晚8点到明早6点"),
        ("停水通知：3号楼到6号楼，今晚8点到明早6点，请大家提前接水", "停水通知 3号楼到6号楼 今晚8点到明早6点"),
        ("关于进一步做好近期村民出行安全和用水用电安全的通知", "关于进一步做好近期村民出行安全和用水用电"),
        ("The water does not come tomorrow between eight and noon", "The water does not come tomorrow between"),
        ("", ""),
    ],
)
def test_as_many_clauses_as_fit(title: str, line: str) -> None:
    assert banner(title) == line


@given(st.text(max_size=100))
def test_a_proposal_fits(title: str) -> None:
    line = banner(title)
    assert fits(line) or not line
