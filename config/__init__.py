"""Settings, read from the environment and .env, every name with the prefix TONGXIN_."""

import difflib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import ValidationError, field_validator
from pydantic_settings import SettingsConfigDict

from config.values import checked_address
from config.wecom import WeComSettings
from storage.opening import read_place
from storage.troubles import masked

PREFIX = "TONGXIN_"
ENV_FILE = f"{PREFIX}ENV_FILE"
"""Names another file than .env, in the environment only; empty: none is read."""

HOME = Path(__file__).parent.parent.absolute()
"""Where bot.py is: .env and relative paths are looked for here, wherever one stands."""

FREE, FASTEST = 30, 1_000
"""Messages a second that Telegram takes of a bot for nothing, and that it takes at all."""


class WrongSettings(Exception):
    """Settings that cannot be served with; the message names each and says what to write instead."""


class Settings(WeComSettings):
    """Everything that a village may set. Each field is TONGXIN_<NAME> in the environment or in .env."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore")

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        return []  # many are secrets

    database: str = "sqlite:///data/tongxin.db"
    host: str = "127.0.0.1"
    port: int = 8080
    timezone: str = "Asia/Shanghai"
    language: str = "zh"
    public_url: str = ""
    """Where people reach this server, such as https://tongxin.example; links are made with it, and Telegram then
    calls it instead of being polled."""
    files: str = "data/files"
    """The folder for pictures and voice messages."""
    telegram_token: str = ""
    telegram_api: str = "https://api.telegram.org"
    telegram_per_second: int | None = None
    """Notices and reminders of the bot, answers counted with them; none said: 30, and 1,000 where they are paid."""
    telegram_per_chat: int = 1
    """Of them to one chat within a second."""
    telegram_per_group: int = 20
    """Everything to one group within a minute."""
    telegram_paid_broadcast: bool = False
    """Notices and reminders go out beyond what is free; Telegram takes Stars for each."""

    @field_validator("database", mode="after")
    @classmethod
    def _database_is_a_place(cls, value: str) -> str:
        place = read_place(value)
        return f"sqlite:///{HOME / place.path}" if place.engine == "sqlite" else value

    @field_validator("host")
    @classmethod
    def _host_is_named(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("is empty; write 127.0.0.1 for this machine alone, or 0.0.0.0 for all its networks")
        return value.strip()

    @field_validator("port", mode="before")
    @classmethod
    def _port_is_a_port(cls, value: Any) -> int:
        text = str(value).strip()
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= 65535):
            raise ValueError(f"{text!r} is no port; write a number from 1 to 65535")
        return int(text)

    @field_validator("timezone")
    @classmethod
    def _timezone_is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"{value!r} is no time zone; write one such as Asia/Shanghai") from error
        return value

    @field_validator("language")
    @classmethod
    def _language_is_spoken(cls, value: str) -> str:
        if value not in ("zh", "en"):
            raise ValueError(f"{value!r} is not spoken here; write zh or en")
        return value

    @field_validator("files")
    @classmethod
    def _files_are_kept_somewhere(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("is empty; name a folder for pictures and voice messages, such as data/files")
        return str(HOME / value)

    @field_validator("public_url")
    @classmethod
    def _public_url_is_an_address(cls, value: str) -> str:
        if value and urlsplit(checked_address(value)).path:
            raise ValueError(
                f"{value!r} has a path; the pages need a name of their own, such as https://tongxin.example"
            )
        return value.rstrip("/")

    @field_validator("telegram_api")
    @classmethod
    def _api_is_an_address(cls, value: str) -> str:
        if not value:
            raise ValueError("is empty; leave it out for the public server")
        return checked_address(value)

    @field_validator("telegram_token")
    @classmethod
    def _token_is_whole(cls, value: str) -> str:
        number, colon, secret = value.partition(":")
        if value and not (colon and number.isdigit() and len(secret) >= 8):
            raise ValueError("this is no bot token; copy the whole of it from @BotFather (digits, a colon, letters)")
        return value

    @field_validator("telegram_per_second", "telegram_per_chat", "telegram_per_group", mode="before")
    @classmethod
    def _pace_is_a_number(cls, value: Any) -> int | None:
        text = str(value).strip()
        if value is None or (text.isascii() and text.isdigit() and int(text[:9]) <= FASTEST):
            return None if value is None else int(text)
        raise ValueError(f"{text!r} is no pace; write a number from 1 to {FASTEST}, or 0 for none at all")

    @field_validator("telegram_paid_broadcast", mode="before")
    @classmethod
    def _paid_is_said_plainly(cls, value: Any) -> bool:
        said = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
        if str(value).strip().lower() not in said:
            raise ValueError(f"{value!r} is neither; write true or false")
        return said[str(value).strip().lower()]

    @property
    def telegram_bulk(self) -> int:
        """Notices and reminders that may go out on Telegram within a second; 0 for as many as it takes."""
        if self.telegram_per_second is not None:
            return self.telegram_per_second
        return FASTEST if self.telegram_paid_broadcast else FREE

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def address(self) -> str:
        """Where links point: the public URL, or this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        return self.public_url or f"http://{f'[{host}]' if ':' in host and host[0] != '[' else host}:{self.port}"

    @property
    def shown_database(self) -> str:
        """The database as it may be printed: without a password."""
        return masked(self.database)

    @property
    def has_https(self) -> bool:
        """Cookies are then for HTTPS alone."""
        return self.address.startswith("https://")


def load() -> Settings:
    """The settings. Raises WrongSettings."""
    path = env_file()
    _read_env_file(path)
    try:
        return Settings(_env_file=path, _env_file_encoding="utf-8-sig")  # type: ignore[call-arg]
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            said = problem["msg"].removeprefix("Value error, ")
            if not problem["loc"]:
                lines.append(said)
                continue
            name = PREFIX + str(problem["loc"][0]).upper()
            lines.append(f"{name} {said}" if said.startswith(("is ", "has ", "names ")) else f"{name}: {said}")
        raise WrongSettings("\n".join(lines)) from None


def env_file() -> Path | None:
    """The file of settings, None when none is wanted."""
    named = os.environ.get(ENV_FILE)
    if named == "":
        return None
    return HOME / (named or ".env")


def strangers() -> list[str]:
    """Names with our prefix that mean nothing, each with the known one that is meant perhaps."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    path = env_file()
    written = dotenv_values(stream=io.StringIO(_read_env_file(path)), interpolate=False)
    places = (("", os.environ), (f" in {path}", written))
    lines = []
    for where, names in places:
        for name in sorted(names):
            upper = name.upper()
            if not upper.startswith(PREFIX) or upper in known or (upper == ENV_FILE and not where):
                continue
            near = difflib.get_close_matches(upper, known, 1, 0.7)
            meant = f"do you mean {near[0]}?" if near else f"the settings are {', '.join(sorted(known))}"
            lines.append(f"{name}{where} is no setting; {meant}")
    return lines


def _read_env_file(path: Path | None) -> str:
    """The text of the file of settings, "" where there is none. Raises WrongSettings for what cannot be read."""
    if path is None or not path.exists():
        if os.environ.get(ENV_FILE):
            raise WrongSettings(f"{ENV_FILE}: there is no file {path}")
        return ""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongSettings(f"{path} is not in UTF-8: save it again with that encoding") from None
    except OSError as error:
        raise WrongSettings(f"{path} cannot be read ({error.strerror}): give it to this program's user") from None
    wrong = [str(number) for number in _wrong_lines(text)]
    if wrong:
        raise WrongSettings(f"{path}, line {', '.join(wrong)}: write NAME=value, one a line, and notes after #")
    return text


def _wrong_lines(text: str) -> Iterator[int]:
    for binding in parse_stream(io.StringIO(text)):
        if binding.error:
            yield binding.original.line
