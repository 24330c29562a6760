"""Settings of WeCom: its app, 微信客服, its group robots, its connected robot; each without the others."""

import re
from typing import Any, Self

from pydantic import ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings

from config.values import checked_address

AES_KEY = re.compile(r"[A-Za-z0-9+/]{43}")
ROBOT_KEY = re.compile(r"[0-9A-Za-z-]{8,64}")
MOST = {"wecom_members": 10_000_000, "wecom_tolerance": 86_400}

TOGETHER = (
    # Where one of these is set, the others must be.
    ("wecom_corp_id", "wecom_agent_id", "wecom_secret"),
    ("wecom_token", "wecom_aes_key"),
    ("wecom_kf_token", "wecom_kf_aes_key"),
    ("wecom_bot_id", "wecom_bot_secret"),
)


class WeComSettings(BaseSettings):
    """Where each is found: docs/wecom.md."""

    wecom_corp_id: str = ""
    wecom_agent_id: str = ""
    wecom_secret: str = ""
    wecom_token: str = ""
    """With the AES key: of the app's callback, <public URL>/wecom/callback."""
    wecom_aes_key: str = ""
    wecom_api: str = "https://qyapi.weixin.qq.com"
    wecom_tolerance: int = 600
    """Seconds that a callback's time may differ from ours."""
    wecom_members: int = 200
    """How many members the corp may have (账号上限); an app may reach 200 times as many a day."""
    wecom_kf_id: str = ""
    """The customer service's open_kfid; several with commas between."""
    wecom_kf_secret: str = ""
    wecom_kf_token: str = ""
    """With its AES key: of the callback at <public URL>/wecom/kf; without them the app's, at the app's address."""
    wecom_kf_aes_key: str = ""
    wecom_robot_keys: str = ""
    """村=key,村=key: the robot of each village's group."""
    wecom_bot_id: str = ""
    wecom_bot_secret: str = ""
    wecom_bot_url: str = "wss://openws.work.weixin.qq.com"

    @property
    def wecom_kf_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part.strip() for part in self.wecom_kf_id.split(",") if part.strip()))

    @property
    def wecom_kf_app(self) -> tuple[str, str]:
        """With which app's secret the customer service is called, and the name of that setting."""
        name = "wecom_kf_secret" if self.wecom_kf_secret else "wecom_secret"
        return getattr(self, name), _shown([name])

    @property
    def wecom_kf_seal(self) -> tuple[str, str]:
        """Token and AES key of the customer service's callback."""
        return self.wecom_kf_token or self.wecom_token, self.wecom_kf_aes_key or self.wecom_aes_key

    @property
    def wecom_robots(self) -> dict[str, str]:
        """The robot's key by the name of its village."""
        return dict(_robots(self.wecom_robot_keys))

    @field_validator(
        "wecom_corp_id", "wecom_secret", "wecom_token", "wecom_kf_secret", "wecom_kf_token", "wecom_bot_id",
        "wecom_bot_secret",
    )  # fmt: skip
    @classmethod
    def _is_one_word(cls, value: str) -> str:
        value = value.strip()
        if not value.isascii() or any(sign.isspace() for sign in value):
            raise ValueError("has a blank or a sign in it that does not belong there; copy it again from the console")
        return value

    @field_validator("wecom_agent_id")
    @classmethod
    def _agent_is_a_number(cls, value: str) -> str:
        value = value.strip()
        if value and not (value.isascii() and value.isdigit()):
            # Not shown: it may be the Secret, which stands beside it.
            raise ValueError("is no AgentId; it is a number such as 1000002")
        return value

    @field_validator("wecom_aes_key", "wecom_kf_aes_key")
    @classmethod
    def _key_is_whole(cls, value: str) -> str:
        if value.strip() and not AES_KEY.fullmatch(value.strip()):
            raise ValueError("this is no EncodingAESKey; it has 43 letters and digits, copy the whole of it")
        return value.strip()

    @field_validator("wecom_api")
    @classmethod
    def _wecom_is_an_address(cls, value: str) -> str:
        if not value:
            raise ValueError("is empty; leave it out for the public server")
        return checked_address(value)

    @field_validator("wecom_bot_url")
    @classmethod
    def _bot_is_an_address(cls, value: str) -> str:
        if not value:
            raise ValueError("is empty; leave it out for the public server")
        return checked_address(value, ("wss", "ws"))

    @field_validator("wecom_tolerance", "wecom_members", mode="before")
    @classmethod
    def _is_counted(cls, value: Any, info: ValidationInfo) -> int:
        text, most = str(value).strip(), MOST[info.field_name or ""]
        if not (text.isascii() and text.isdigit() and 0 < int(text[:9]) <= most):
            raise ValueError(f"{text!r} is no number; write one from 1 to {most}")
        return int(text)

    @field_validator("wecom_robot_keys")
    @classmethod
    def _robots_are_named(cls, value: str) -> str:
        _robots(value)
        return value

    @model_validator(mode="after")
    def _what_belongs_together_is_there(self) -> Self:
        for names in TOGETHER:
            lacking = [name for name in names if not getattr(self, name)]
            if 0 < len(lacking) < len(names) and not (names[0] == "wecom_corp_id" and self._customers_only(lacking)):
                raise ValueError(f"{_shown(lacking)} must be set as well, beside {_shown(set(names) - set(lacking))}")
        if self.wecom_kf_ids and not (self.wecom_corp_id and (self.wecom_kf_secret or self.wecom_secret)):
            raise ValueError("TONGXIN_WECOM_KF_ID needs TONGXIN_WECOM_CORP_ID, and a secret: TONGXIN_WECOM_SECRET or "
                             "TONGXIN_WECOM_KF_SECRET")  # fmt: skip
        if self.wecom_kf_ids and not (self.wecom_kf_token or self.wecom_token):
            raise ValueError("TONGXIN_WECOM_KF_ID needs a callback: TONGXIN_WECOM_KF_TOKEN and _KF_AES_KEY, or the "
                             "app's TONGXIN_WECOM_TOKEN and _AES_KEY")  # fmt: skip
        return self

    def _customers_only(self, lacking: list[str]) -> bool:
        """A corp may serve villagers without an app of its own for members."""
        return bool(self.wecom_kf_ids) and "wecom_agent_id" in lacking and "wecom_corp_id" not in lacking


def _robots(value: str) -> list[tuple[str, str]]:
    """(village, key) pairs. Raises ValueError."""
    pairs: list[tuple[str, str]] = []
    for part in re.split("[,，;；\n]", value):
        if not part.strip():
            continue
        village, _, key = part.partition("=")
        # The whole address is what the vendor's page has to copy.
        key = key.rpartition("key=")[2].strip()
        if not (village.strip() and ROBOT_KEY.fullmatch(key)):
            raise ValueError("is not readable; write 村=key, several with commas between, each village once")
        pairs.append((village.strip(), key))
    if len({village for village, _ in pairs}) < len(pairs):
        raise ValueError("names a village twice; write 村=key, several with commas between, each village once")
    return pairs


def _shown(names: Any) -> str:
    return ", ".join(f"TONGXIN_{name.upper()}" for name in sorted(names))
