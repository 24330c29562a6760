"""Settings, read from the environment and .env, every name with the prefix TONGXIN_."""

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from storage.opening import read_place

PREFIX = "TONGXIN_"


class WrongSettings(Exception):
    """Settings that cannot be served with; the message names each and says what to write instead."""


class Settings(BaseSettings):
    """Everything that a village may set. Each field is TONGXIN_<NAME> in the environment or in .env."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

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

    @field_validator("database")
    @classmethod
    def _database_is_a_place(cls, value: str) -> str:
        read_place(value)
        return value

    @field_validator("port")
    @classmethod
    def _port_is_a_port(cls, value: int) -> int:
        if not 1 <= value <= 65535:
            raise ValueError(f"{value} is no port; write a number from 1 to 65535")
        return value

    @field_validator("timezone")
    @classmethod
    def _timezone_is_known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is no time zone; write one such as Asia/Shanghai") from error
        return value

    @field_validator("language")
    @classmethod
    def _language_is_spoken(cls, value: str) -> str:
        if value not in ("zh", "en"):
            raise ValueError(f"{value!r} is not spoken here; write zh or en")
        return value

    @field_validator("public_url", "telegram_api")
    @classmethod
    def _url_is_http(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError(f"{value!r} is no address; write one that begins with https:// or http://")
        return value.rstrip("/")

    @field_validator("telegram_token")
    @classmethod
    def _token_is_whole(cls, value: str) -> str:
        number, colon, secret = value.partition(":")
        if value and not (colon and number.isdigit() and len(secret) >= 8):
            raise ValueError("this is no bot token; copy the whole of it from @BotFather (digits, a colon, letters)")
        return value

    @model_validator(mode="after")
    def _api_is_named(self) -> "Settings":
        if not self.telegram_api:
            raise ValueError("TELEGRAM_API is empty; leave it out for the public server")
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def address(self) -> str:
        """Where links point: the public URL, or this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host
        return self.public_url or f"http://{host}:{self.port}"


def load() -> Settings:
    """The settings. Raises WrongSettings."""
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = PREFIX + str(problem["loc"][0]).upper() if problem["loc"] else PREFIX.rstrip("_")
            lines.append(f"{name}: {problem['msg'].removeprefix('Value error, ')}")
        raise WrongSettings("\n".join(lines)) from None
