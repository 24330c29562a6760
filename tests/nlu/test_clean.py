"""One spelling for everything that people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.clean import clean

CASES = [
    ("梨４斤", "梨4斤"),
    ("２ｋｇ", "2kg"),
    ("雞蛋兩盒、韭菜一把", "鸡蛋两盒、韭菜一把"),
    ("蘿蔔　馬鈴薯", "萝卜 马铃薯"),
    ("猪肉2️⃣斤", "猪肉2斤"),
    ("2️⃣斤猪肉", "2斤猪肉"),
    ("猪肉 2️⃣ 豆腐 3️⃣", "猪肉 2 豆腐 3"),
    ("1️⃣猪肉2斤 2️⃣豆腐1块", "1. 猪肉2斤 2. 豆腐1块"),
    ("①猪肉②豆腐", "1. 猪肉 2. 豆腐"),
    ("3️⃣6️⃣.5", "36.5"),
    ("🔟个", "10个"),
    ("1½斤", "1.5斤"),
    ("½斤", "半斤"),
    ("猪肉－2斤", "猪肉-2斤"),
    ("猪肉−2斤", "猪肉-2斤"),
    ("👍🏻", "👍"),
    ("a \t\r\n  b", "a\nb"),
    ("\u200b猪\ufeff肉\ud800", "猪肉"),
    ("🍌3斤", "🍌3斤"),
    ("好[微笑]", "好😊"),
    ("[强][抱拳] [猪肉]", "👍🙏 [猪肉]"),
    ("", ""),
]


@pytest.mark.parametrize(("written", "read"), CASES)
def test_a_message_is_brought_into_one_spelling(written: str, read: str) -> None:
    assert clean(written) == read


@given(st.text())
def test_cleaning_never_raises_and_leaves_no_invisible_or_wide_character(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == cleaned.strip()
    assert not set(cleaned) & {"\u200b", "\ufeff", "\ufe0f", "\u3000", "\r", "\t"}
