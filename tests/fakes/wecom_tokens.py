"""Access tokens as WeCom gives them: one an app, the same until it ends, refused when they are asked for too often.

https://developer.work.weixin.qq.com/document/path/91039
"""

import secrets
from collections.abc import Callable
from typing import Any

from tests.fakes.wecom_rules import Refusal

CORP = "ww1234567890abcdef"
SECRET = "app-secret-Qm9zX2lzX25vdF9oZXJlX3RvZGF5X3NvcnJ5"
LASTS = 7_200
MINUTE = 60_000


class Tokens:
    def __init__(self, clock: Callable[[], int]) -> None:
        self.corp = CORP
        self.secrets = {SECRET}  #: of the corp's apps; a test adds others
        self.lasts = LASTS  #: seconds
        self.most = 1_000  #: how often they may be asked for in a minute
        self.clock = clock
        self._asked: list[int] = []
        self.given: dict[str, tuple[str, int, int]] = {}  #: token: whose, until, the code once that is over
        self._current: dict[str, str] = {}

    def give(self, asked: Any) -> dict[str, Any]:
        now = self.clock()
        self._asked = [at for at in self._asked if at > now - MINUTE] + [now]
        if len(self._asked) > self.most:
            raise Refusal(45009)
        if asked.query["corpid"] != self.corp:
            raise Refusal(40013)
        secret = asked.query["corpsecret"]
        if secret not in self.secrets:
            raise Refusal(40001)
        token = self._current.get(secret, "")
        if not token or now >= self.given[token][1]:
            token = f"token-{secrets.token_urlsafe(160)}"
            self._current[secret] = token
            self.given[token] = (secret, now + self.lasts * 1000, 42001)
        return {"access_token": token, "expires_in": (self.given[token][1] - now) // 1000}

    def expire(self, code: int = 42001) -> None:
        """All tokens end now, before their time; 40014 is said where they were taken back."""
        self.given = {token: (secret, 0, code) for token, (secret, _, _) in self.given.items()}

    def secret(self, token: str) -> str:
        """Whose a token is."""
        if not token:
            raise Refusal(41001)
        if token not in self.given:
            raise Refusal(40014)
        secret, until, code = self.given[token]
        if self.clock() >= until:
            raise Refusal(code)
        return secret
