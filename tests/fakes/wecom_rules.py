"""How WeCom refuses: HTTP 200 and a code. https://developer.work.weixin.qq.com/document/path/90313"""

from typing import Any

WORDS = {
    40001: "invalid credential",
    40004: "invalid media type",
    40005: "invalid file type",
    40006: "invalid media size",
    40007: "invalid media_id",
    40013: "invalid corpid",
    40014: "invalid access_token",
    40035: "invalid parameter",
    41001: "access_token missing",
    41005: "media data missing",
    42001: "access_token expired",
    43001: "require GET method",
    43002: "require POST method",
    44001: "empty media data",
    44002: "empty post data",
    45001: "media size out of limit",
    45009: "api freq out of limit",
    47001: "data format error",
    60020: "not allow to access from your ip",
}


class Refusal(Exception):
    """The server's no. Fields that it says beside the code may be given."""

    def __init__(self, code: int, **fields: Any) -> None:
        super().__init__(str(code))
        self.code, self.fields = code, fields

    def answer(self) -> dict[str, Any]:
        words = f"{WORDS.get(self.code, 'refused')}, hint: [17000000001234], from ip: 127.0.0.1, more info at it"
        return {"errcode": self.code, "errmsg": words, **self.fields}
