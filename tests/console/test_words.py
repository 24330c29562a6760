"""The words of the pages."""

from collections import Counter

from console.words import tables


def test_a_word_stands_in_one_table_only() -> None:
    """Of two the later wins: the button to telephone somebody once said 叫号."""
    counts = Counter(name for table in tables() for name in table)
    assert [name for name, count in counts.items() if count > 1] == []
