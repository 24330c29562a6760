"""What the web chat lets in: kinds of files, and how many posts in a while."""

import pytest

from channels.web_guard import Pace
from domain.media_types import media_type, name_of


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBP", "image/webp"),
        (b"RIFF\0\0\0\0WAVE", "audio/wav"),
        (b"RIFF\0\0\0\0AVI ", None),
        (b"\0\0\0\x1cftypM4A ", "audio/mp4"),
        (b"\0\0\0\x1cftypavif", None),
        (b"#!AMR\n", "audio/amr"),
        (b"\x1aE\xdf\xa3", "audio/webm"),
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90", "audio/mpeg"),
        (b"\xff\xf1\x50", "audio/aac"),
        (b"MZ\x90\0", None),
        (b"\xff", None),
    ],
)
def test_a_file_is_known_by_its_first_bytes(start: bytes, expected: str | None) -> None:
    assert media_type(start) == expected


@pytest.mark.parametrize(
    ("media", "name"),
    [("audio/amr", "voice.amr"), ("audio/webm;codecs=opus", "voice.webm"), ("x/y", "voice")],
)
def test_a_file_is_called_by_what_opens_it(media: str, name: str) -> None:
    assert name_of("voice", media) == name


def test_a_pace_lets_the_next_one_through_when_its_window_has_passed() -> None:
    pace = Pace(2, 1_000)
    assert [pace.wait("a", at) for at in (0, 100, 400, 999, 1_000, 1_050)] == [0, 0, 600, 1, 0, 50]
    assert pace.wait("b", 400) == 0


def test_a_pace_that_has_forgotten_the_oldest_stays_small() -> None:
    pace = Pace(1, 1_000, remembered=2)
    assert [pace.wait(who, 0) for who in ("a", "b", "c", "a")] == [0, 0, 0, 0]
    assert pace.wait("c", 1) == 999
