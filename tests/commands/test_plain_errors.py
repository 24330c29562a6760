"""What the command line itself refuses is said in plain words, without the marks of its library."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("sample", "--size", "huge"), "Invalid value for '--size': 'huge' is not one of"),
        (("export", "people", "--format", "doc"), "Invalid value for '--format': 'doc' is not one of"),
        (("export", "orders", "--window", "abc"), "Invalid value for '--window': this is not a whole number"),
    ],
)
def test_a_wrong_word_is_refused_in_plain_words(tongxin: Any, words: tuple[str, ...], told: str) -> None:
    done = tongxin(*words)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.replace("│", " ").split())
