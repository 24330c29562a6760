"""What is said about a queue for sold-out goods: a place is asked for, or where one stands."""

import re

from nlu.clean import clean
from nlu.wishes import gives_up_place, wants_when_there, without_when_there

_PLACE = re.compile(
    r"(?:(?:那|就|我|也|先|再|要|想|给|帮|替|请|麻烦)*(?:我|咱)?)?"
    r"(?:排(?:个|一个|一下|下|上)?(?:队|号|位)|排着(?:等)?|候补|waiting list|queue)(?:等|吧|一下|上|着)*",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"[不别没勿](?:用|要|必|想|去|再)?(?:排|候补)|怎么排|[吗么?？]|多久|几点|哪里"
    "|排队(?:的|人|领|拿|取|做|测|买)"
)
_WHERE = re.compile(
    r"排(?:到|在|了)*第?(?:几|哪)|排到我|轮到?(?:我|哪|谁)(?!家?了?就?给)|(?:前面|前头|还)有?(?:几|多少)[户个家人]"
    r"|还要?[排等候](?:多久|多长)|排(?:到|上)了?[吗没]|my place in (?:the )?(?:line|queue)",
    re.IGNORECASE,
)
_HINT = re.compile(r"排|候补|等|有|货|轮|前|queue|wait|line", re.IGNORECASE)
LONGEST = 60


def speaks_of_queue(text: str) -> bool:
    """Whether a message can be about a queue at all; nearly all are not."""
    return len(text) <= LONGEST and _HINT.search(text) is not None and (
        wants_place(text) or wants_when_there(text) or asks_place(text) or gives_up_place(text)
    )


def wants_place(text: str) -> bool:
    """Whether a place in a queue is asked for (排队豆腐2块, 帮我排个队); 要排队吗 asks, 排队领菜 tells."""
    cleaned = clean(text)
    return _PLACE.search(cleaned) is not None and not _NOT.search(cleaned)


def asks_place(text: str) -> bool:
    """Whether somebody asks where they stand: 排到几了, 前面还有几户, 轮到我了吗."""
    return _WHERE.search(clean(text)) is not None


def goods_of(text: str) -> str:
    """What is left of a message without its words about the queue: the goods and how much of them."""
    return _PLACE.sub(" ", without_when_there(text)).strip(" ,，。.!！的了吧")
