"""Complaints, disputes and what is said of their files are read; what people order is none of it."""

import pytest

from nlu.matter_words import (
    AgreementSaid,
    DisputeSaid,
    MatterSaid,
    asks_mine,
    is_about_cadres,
    names_of_titles,
    parties_in,
    read_agreement,
    read_complaint,
    read_dispute,
    read_matter,
    topic,
    wants_no_name,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("我要反映", ""), ("投诉", ""), ("我要反映楼上半夜装修太吵", "楼上半夜装修太吵"),
        ("投诉小陈态度不好", "小陈态度不好"),
        ("反映：菜价太贵", "菜价太贵"), ("我想反映一下，路灯不亮", "路灯不亮"), ("complain about noise", "noise"),
        ("我要反映一个问题：垃圾没人收", "垃圾没人收"),
        ("匿名投诉隔壁", "隔壁"), ("我想匿名反映", ""), ("隔壁天天吵架，我想匿名反映", "隔壁天天吵架"),
        ("楼上天天吵，我要反映", "楼上天天吵"), ("我要匿名举报3幢有人赌博", "3幢有人赌博"),
        ("我要说隔壁太吵，别说是我说的", "隔壁太吵,别说是我说的"),
    ],
)  # fmt: skip
def test_a_complaint_says_that_it_is_one(text: str, words: str) -> None:
    assert read_complaint(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "猪肉2斤", "怎么投诉？", "我反映的事怎么样了", "鸡蛋少了一盒", "收到", "青菜坏了", "反映了没有",
        "你们怎么投诉", "体温36.5", "怎么匿名反映", "可以匿名投诉吗", "匿名", "猪肉2斤，别说是我买的",
    ],
)  # fmt: skip
def test_other_words_are_no_complaint(text: str) -> None:
    assert read_complaint(text) is None


@pytest.mark.parametrize(("text", "unnamed"), [
    ("匿名投诉隔壁", True), ("我不匿名", False), ("不用匿名，我就是王阿婆", False),
    ("楼上吵，别告诉他是我说的", True), ("别让邻居知道是我", True),
    ("我要反映楼上太吵", False),
])  # fmt: skip
def test_who_complains_may_ask_not_to_be_named(text: str, unnamed: bool) -> None:
    assert wants_no_name(text) is unnamed


def test_what_it_is_about_and_whom() -> None:
    assert [topic(words) for words in ("楼上太吵", "网格员骂人", "菜价太贵", "路灯不亮")] == [
        "noise", "worker", "price", "other",
    ]  # fmt: skip
    assert names_of_titles("陈主任和黄书记都不管") == ["陈", "黄"]
    assert is_about_cadres("村干部不管")
    assert not is_about_cadres("楼上太吵")
    assert asks_mine("我反映的事怎么样了？")
    assert not asks_mine("反映的人很多")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我和王阿婆有纠纷，漏水", DisputeSaid(("王阿婆",), "漏水")),
        ("申请调解", DisputeSaid((), "")),
        ("我要申请调解 我跟隔壁老王 宅基地", DisputeSaid(("隔壁老王",), "宅基地")),
        ("纠纷登记：李阿公和王阿婆，漏水", DisputeSaid(("李阿公", "王阿婆"), "漏水", mine=False)),
        ("申请调解，我和王阿婆家漏水", DisputeSaid(("王阿婆",), "漏水")),
        ("申请调解：我跟李四的宅基地", DisputeSaid(("李四",), "宅基地")),
        ("纠纷登记：李阿公和王阿婆家漏水", DisputeSaid(("李阿公", "王阿婆"), "漏水", mine=False)),
        ("申请调解，我和鸡场老板", DisputeSaid((), "我和鸡场老板")),
        ("纠纷登记：两户抢晾衣杆", DisputeSaid((), "两户抢晾衣杆", mine=False)),
    ],
)
def test_a_quarrel_is_taken_in(text: str, said: DisputeSaid) -> None:
    assert read_dispute(text) == said


@pytest.mark.parametrize("text", ["猪肉2斤", "我和王阿婆一起订", "我要找人", "调解", "我和老王有事"])
def test_other_words_are_no_quarrel(text: str) -> None:
    assert read_dispute(text) is None


def test_nothing_is_made_of_words_that_name_nobody() -> None:
    assert parties_in("") == DisputeSaid((), "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#12", MatterSaid(12)), ("看#3", MatterSaid(3)), ("#12 怎么样了", MatterSaid(12)),
        ("#12 答复：明天去看", MatterSaid(12, "answer", "明天去看")),
        ("#12 交给小陈", MatterSaid(12, "pass", "小陈")),
        ("#12 调解员 小林", MatterSaid(12, "mediator", "小林")),
        ("#12 请小林调解", MatterSaid(12, "mediator", "小林")),
        ("#12 事实：水管老化", MatterSaid(12, "fact", "水管老化")), ("#12 协议", MatterSaid(12, "agree")),
        ("#12 约明天下午2点在村委会", MatterSaid(12, "meet", "明天下午2点在村委会")),
        ("#12 约", MatterSaid(12, "meet")),
        ("#12 达不成", MatterSaid(12, "failed")), ("#12 去法院", MatterSaid(12, "court")),
        ("#12 没履行", MatterSaid(12, "unkept")), ("#12 履行了", MatterSaid(12, "kept")),
        ("#12 履行了一部分", MatterSaid(12, "partly")), ("#12 撤回", MatterSaid(12, "withdraw")),
        ("＃12 接受", MatterSaid(12, "accept")), ("#12 天气真好", MatterSaid(12, "other", "天气真好")),
    ],
)  # fmt: skip
def test_a_file_is_spoken_of_by_its_number(text: str, said: MatterSaid) -> None:
    assert read_matter(text) == said


@pytest.mark.parametrize("text", ["猪肉#2", "1#楼", "12号 付了70", "#接龙", "#1234567"])
def test_other_words_name_no_file(text: str) -> None:
    assert read_matter(text) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("内容 王家赔500元，期限 12月31日，方式 现金", AgreementSaid("王家赔500元", "12月31日", "现金")),
        ("王家赔500元", AgreementSaid("王家赔500元")),
        ("王家赔500元，期限：12月31日", AgreementSaid("王家赔500元", "12月31日")),
    ],
)
def test_of_an_agreement_is_read_what_is_said(text: str, said: AgreementSaid) -> None:
    assert read_agreement(text) == said


def test_what_is_kept_has_the_signs_of_chinese() -> None:
    fact = read_matter("#12 事实：两家共用一条路，停车把路堵了")
    assert fact is not None
    assert fact.words == "两家共用一条路，停车把路堵了"
    agreed = read_agreement("王家不在路口停车；李家让出半米，期限12月10日，方式：现金，当面给")
    assert (agreed.terms, agreed.by, agreed.how) == ("王家不在路口停车；李家让出半米", "12月10日", "现金，当面给")
