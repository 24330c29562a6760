"""Settings: from where they are read, and what each is told that cannot be served with."""

from pathlib import Path

import pytest

import config
from config import HOME, WrongSettings

WRONG = [
    ("HOST", "", "TONGXIN_HOST is empty; write 127.0.0.1"),
    ("HOST", " ", "TONGXIN_HOST is empty; write 127.0.0.1"),
    ("PORT", "abc", "TONGXIN_PORT: 'abc' is no port; write a number from 1 to 65535"),
    ("PORT", "", "TONGXIN_PORT: '' is no port; write a number from 1 to 65535"),
    ("PORT", "70000", "TONGXIN_PORT: '70000' is no port; write a number from 1 to 65535"),
    ("FILES", "", "TONGXIN_FILES is empty; name a folder"),
    ("TIMEZONE", "Asia", "TONGXIN_TIMEZONE: 'Asia' is no time zone"),
    ("LANGUAGE", "fr", "TONGXIN_LANGUAGE: 'fr' is not spoken here; write zh or en"),
    ("TELEGRAM_TOKEN", "not-a-token", "TONGXIN_TELEGRAM_TOKEN: this is no bot token; copy the whole of it"),
    ("TELEGRAM_API", "", "TONGXIN_TELEGRAM_API is empty; leave it out"),
    ("TELEGRAM_API", "https://", "TONGXIN_TELEGRAM_API: 'https://' names no host"),
    ("PUBLIC_URL", "tongxin.example", "TONGXIN_PUBLIC_URL: 'tongxin.example' is no address; write one that begins"),
    ("PUBLIC_URL", "https://", "TONGXIN_PUBLIC_URL: 'https://' names no host"),
    ("PUBLIC_URL", "https://foo bar", "TONGXIN_PUBLIC_URL: 'https://foo bar' has a blank"),
    ("PUBLIC_URL", "https://foo?x=1", "TONGXIN_PUBLIC_URL: 'https://foo?x=1' goes on after the host"),
    ("PUBLIC_URL", "https://foo#x", "TONGXIN_PUBLIC_URL: 'https://foo#x' goes on after the host"),
    ("PUBLIC_URL", "https://foo:99999", "TONGXIN_PUBLIC_URL: 'https://foo:99999' has no port"),
    ("PUBLIC_URL", "https://foo:0", "TONGXIN_PUBLIC_URL: 'https://foo:0' names no host"),
    ("PUBLIC_URL", "https://foo/village", "TONGXIN_PUBLIC_URL: 'https://foo/village' has a path"),
    ("TELEGRAM_PER_SECOND", "fast", "TONGXIN_TELEGRAM_PER_SECOND: 'fast' is no pace; write a number from 1 to 1000"),
    ("TELEGRAM_PER_SECOND", "1001", "TONGXIN_TELEGRAM_PER_SECOND: '1001' is no pace; write a number from 1 to 1000"),
    ("TELEGRAM_PER_CHAT", "-1", "TONGXIN_TELEGRAM_PER_CHAT: '-1' is no pace"),
    ("TELEGRAM_PER_GROUP", "", "TONGXIN_TELEGRAM_PER_GROUP: '' is no pace"),
    ("TELEGRAM_PAID_BROADCAST", "maybe", "TONGXIN_TELEGRAM_PAID_BROADCAST: 'maybe' is neither; write true or false"),
    ("WECOM_CORP_ID", "ww 1", "TONGXIN_WECOM_CORP_ID has a blank"),
    ("WECOM_AGENT_ID", "app", "TONGXIN_WECOM_AGENT_ID is no AgentId; it is a number such as 1000002"),
    ("WECOM_AGENT_ID", "1000002", "TONGXIN_WECOM_CORP_ID, TONGXIN_WECOM_SECRET must be set as well"),
    ("WECOM_AES_KEY", "geheim", "TONGXIN_WECOM_AES_KEY: this is no EncodingAESKey; it has 43 letters"),
    ("WECOM_TOKEN", "geheim", "TONGXIN_WECOM_AES_KEY must be set as well, beside TONGXIN_WECOM_TOKEN"),
    ("WECOM_API", "qyapi.weixin.qq.com", "TONGXIN_WECOM_API: 'qyapi.weixin.qq.com' is no address"),
    ("WECOM_BOT_URL", "https://x", "TONGXIN_WECOM_BOT_URL: 'https://x' is no address; write one that begins with"),
    ("WECOM_BOT_ID", "aib1", "TONGXIN_WECOM_BOT_SECRET must be set as well, beside TONGXIN_WECOM_BOT_ID"),
    ("WECOM_KF_ID", "wk1", "TONGXIN_WECOM_KF_ID needs TONGXIN_WECOM_CORP_ID, and a secret"),
    ("WECOM_TOLERANCE", "soon", "TONGXIN_WECOM_TOLERANCE: 'soon' is no number; write one from 1"),
    ("WECOM_TOLERANCE", "86401", "TONGXIN_WECOM_TOLERANCE: '86401' is no number; write one from 1 to 86400"),
    ("WECOM_MEMBERS", "0", "TONGXIN_WECOM_MEMBERS: '0' is no number; write one from 1"),
    ("WECOM_ROBOT_KEYS", "geheim-geheim", "TONGXIN_WECOM_ROBOT_KEYS is not readable; write 村=key"),
    ("WECOM_ROBOT_KEYS", "村=geheim-1,村=geheim-2", "TONGXIN_WECOM_ROBOT_KEYS names a village twice"),
    ("DATABASE", "", "TONGXIN_DATABASE: '' names no database; write sqlite:///"),
    ("DATABASE", "sqlite:///:memory:", "TONGXIN_DATABASE: what is kept in memory is gone with the program"),
    ("DATABASE", "mysql://u:geheim@h/d", "TONGXIN_DATABASE: 'mysql://u:***@h/d' names no database"),
    ("DATABASE", "postgresql://u:ge@heim@h/d", "TONGXIN_DATABASE: write @ : / ? # in the password as %40"),
    ("DATABASE", "postgresql://u:ge/heim@h/d", "TONGXIN_DATABASE: write @ : / ? # in the password as %40"),
]


@pytest.fixture
def env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "settings.env"
    path.write_text("")
    monkeypatch.setenv("TONGXIN_ENV_FILE", str(path))
    return path


@pytest.mark.parametrize(("name", "value", "told"), WRONG)
def test_a_wrong_setting_is_refused_with_the_remedy(
    env_file: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"TONGXIN_{name}", value)
    with pytest.raises(WrongSettings) as refused:
        config.load()
    assert str(refused.value).startswith(told)
    assert "heim" not in str(refused.value)


@pytest.mark.parametrize("url", ["https://同心.example", "http://127.0.0.1:8080/", "https://[::1]:8443", ""])
def test_an_address_that_can_be_reached_is_taken(env_file: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("TONGXIN_PUBLIC_URL", url)
    assert config.load().public_url == url.rstrip("/")


@pytest.mark.parametrize(
    ("paid", "pace", "bulk"),
    [("", None, 30), ("no", "25", 25), ("true", None, 1_000), ("1", "200", 200), ("0", "0", 0)],
)
def test_the_pace_is_what_is_free_or_paid_for_unless_another_is_said(
    env_file: Path, monkeypatch: pytest.MonkeyPatch, paid: str, pace: str | None, bulk: int
) -> None:
    monkeypatch.setenv("TONGXIN_TELEGRAM_PAID_BROADCAST", paid)
    if pace is not None:
        monkeypatch.setenv("TONGXIN_TELEGRAM_PER_SECOND", pace)
    assert config.load().telegram_bulk == bulk


def test_relative_places_are_beside_the_program_wherever_one_stands(
    env_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = config.load()
    assert settings.database == f"sqlite:///{HOME / 'data' / 'tongxin.db'}"
    assert settings.files == str(HOME / "data" / "files")


def test_the_file_of_settings_is_beside_the_program_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TONGXIN_ENV_FILE", raising=False)
    assert config.env_file() == HOME / ".env"
    monkeypatch.setenv("TONGXIN_ENV_FILE", "")
    assert config.env_file() is None


def test_a_file_of_settings_may_begin_as_notepad_writes_it(env_file: Path) -> None:
    env_file.write_bytes(b"\xef\xbb\xbfTONGXIN_LANGUAGE=en\r\nTONGXIN_PORT=9000\r\n")
    settings = config.load()
    assert (settings.language, settings.port) == ("en", 9000)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("TONGXIN_LANGUAGE=中文".encode("gb18030"), "is not in UTF-8: save it again"),
        (b"# ok\nTONGXIN_LANGUAGE='zh\n", "line 2: write NAME=value"),
    ],
)
def test_a_file_of_settings_that_cannot_be_read_is_named(env_file: Path, content: bytes, told: str) -> None:
    env_file.write_bytes(content)
    with pytest.raises(WrongSettings, match=str(env_file)) as refused:
        config.load()
    assert told in str(refused.value)


def test_a_named_file_of_settings_that_is_not_there_is_said(env_file: Path) -> None:
    env_file.unlink()
    with pytest.raises(WrongSettings, match="TONGXIN_ENV_FILE: there is no file"):
        config.load()


def test_names_that_mean_nothing_are_told_with_the_nearest_one(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGXIN_PROT", "80")
    env_file.write_text("tongxin_languag=en\nOTHER=1\nTONGXIN_LANGUAGE=zh\n")
    assert config.strangers() == [
        "TONGXIN_PROT is no setting; do you mean TONGXIN_PORT?",
        f"tongxin_languag in {env_file} is no setting; do you mean TONGXIN_LANGUAGE?",
    ]


def test_the_robot_of_each_village_is_named_by_its_key_or_its_whole_address(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx"
    monkeypatch.setenv("TONGXIN_WECOM_ROBOT_KEYS", f"前岸村 = 693axxx6-7aoc， 后岸村={address},")
    assert config.load().wecom_robots == {"前岸村": "693axxx6-7aoc", "后岸村": "693a91f6-7xxx"}


def test_settings_that_are_printed_by_mistake_tell_no_secret(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGXIN_WECOM_ROBOT_KEYS", "前岸村=693axxx6-7aoc")
    assert "693axxx6-7aoc" not in f"{config.load()!r} {config.load()}"


def test_a_corp_may_serve_villagers_without_an_app_for_members(
    env_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
    for name, value in {"CORP_ID": "ww1", "SECRET": "s", "KF_ID": "wk1, wk2", "TOKEN": "t", "AES_KEY": key}.items():
        monkeypatch.setenv(f"TONGXIN_WECOM_{name}", value)
    assert config.load().wecom_kf_ids == ("wk1", "wk2")
