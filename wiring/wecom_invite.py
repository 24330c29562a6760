"""The link that opens a chat with the house in WeChat (微信客服), for `invite`."""

from channels.wecom.api import Api
from channels.wecom.failures import Refused, Unanswered, Unsent
from channels.wecom.kf import carrying, contact_way
from commands import house
from config import Settings
from wiring.given import clock
from wiring.wecom_errors import explain


async def contact(settings: Settings, scene: str, carried: str) -> str:
    """`scene`: where the link is found (at most 32 of 0-9a-zA-Z_-). `carried`: what the chat begins with, at most 128
    bytes. Raises the commands' Refused."""
    secret, named = settings.wecom_kf_app
    api = Api(settings.wecom_api, settings.wecom_corp_id, clock)
    try:
        link = await contact_way(api, secret, settings.wecom_kf_ids[0], scene)
    except (Refused, Unanswered, Unsent) as error:
        raise house.Refused(explain(settings, error, named)) from None
    finally:
        await api.close()
    return carrying(link, carried)
