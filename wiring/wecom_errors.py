"""What to do about a code that WeCom answers with while the house is set up.

Codes: https://developer.work.weixin.qq.com/document/path/90313
"""

import re

from channels.wecom.failures import Refused, Unsent
from config import PREFIX, Settings

SHOWN = 120
"""Characters of the vendor's own words that are shown for a code that is not known here."""

_ADDRESS = re.compile(r"from ip:\s*([0-9A-Fa-f.:]+)")

OFTEN = "wait a minute and try again; where it goes on for a day, see who else calls with this corp's secrets"

REMEDIES = {
    -1: "it is busy; try again in a minute",
    40001: "{secret} is not the Secret of this corp's app: copy it again (应用管理, the app, Secret, 查看), or it "
    "was reset",
    40013: f"it knows no such corp: copy {PREFIX}WECOM_CORP_ID again (我的企业, 企业信息, 企业ID at the bottom)",
    40014: "it takes the token of {secret} back at once; try again in a minute, and see that nobody else uses it",
    40056: f"it knows no such app: copy {PREFIX}WECOM_AGENT_ID again (应用管理, the app, AgentId)",
    42001: "the token of {secret} has expired at once; try again in a minute, and see that this clock is right",
    45009: OFTEN,
    45033: OFTEN,
    48002: "the app of {secret} may not call this: for 微信客服 put it under 微信客服, 可调用接口的应用",
    60011: "the app of {secret} has no right to this: see its 可见范围, and for 微信客服 its 可管理的客服账号",
    60020: "it trusts calls of this app from known addresses only, and this machine calls from {address}: write "
    "that into 应用管理, the app, 企业可信IP (a minute later it counts). That field is closed until the app has "
    "either a working URL under 接收消息, 设置API接收 (the program must run for it), or a 可信域名 of this corp",
    95000: f"微信客服 knows no such account: `check` lists those to write into {PREFIX}WECOM_KF_ID",
    95011: "微信客服 is run from somewhere else: take the account back there, or see 通过API管理微信客服账号",
    95012: "微信客服 is run from somewhere else: take the account back there, or see 通过API管理微信客服账号",
    95017: "calls of 微信客服 are switched off: 微信客服, API, 通过API管理微信客服账号, 企业内部开发, the app",
    301002: f"{PREFIX}WECOM_AGENT_ID and {{secret}} are of two apps: copy both from the page of one",
}


def explain(settings: Settings, error: Exception, secret: str) -> str:
    """What is wrong, and what to do. `secret`: the name of the setting that the call was made with."""
    match error:
        case Refused(code=code, said=said) if code in REMEDIES:
            found = _ADDRESS.search(said)
            address = found.group(1).rstrip(".:") if found else "one that it does not name"
            return f"WeCom answers {code}: " + REMEDIES[code].format(secret=secret, address=address)
        case Refused(code=code, said=said):
            words = said.partition(", hint:")[0][:SHOWN]
            where = "https://open.work.weixin.qq.com/devtool/query?e="
            return f"WeCom answers {code} ({words}) to the app of {secret}: {where}{code} says what it means"
        case Unsent():
            return (
                f"WeCom: {settings.wecom_api} does not answer ({error}); is the network up, is a proxy needed "
                f"(HTTPS_PROXY), is {PREFIX}WECOM_API right?"
            )
    return f"WeCom: {settings.wecom_api} gives no answer that can be read ({error}); is {PREFIX}WECOM_API right?"
