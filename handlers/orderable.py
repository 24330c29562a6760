"""What of somebody's words the village has on offer, and what of them is an errand beside it."""

import re

from nlu.errand_requests import names_cold_medicine
from nlu.offers import Offer
from nlu.orders import understand

_PARTS = re.compile(r"[,，。;；、\n]|(?<=.)(?:和|还有|再|另外|顺便|以及)")


def on_offer(words: str, offer: Offer) -> bool:
    """Whether any of it can be ordered."""
    understood = understand(words, offer.catalog)
    return bool(understood.lines) or any(asked.kind != "unknown_item" for asked in understood.questions)


def divide(words: str, offer: Offer) -> tuple[str, str]:
    """Medicine that is asked for together with what is on offer: the errand, and the order; "" for other words."""
    parts = [part.strip() for part in _PARTS.split(words) if part and part.strip()]
    wanted = [part for part in parts if names_cold_medicine(part) and not on_offer(part, offer)]
    ordered = [part for part in parts if part not in wanted]
    return ("，".join(wanted), "，".join(ordered)) if wanted and ordered else ("", "")
