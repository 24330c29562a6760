"""Whom a worker enrols for observation, in a line, and what is said of a case; other lines are neither."""

from datetime import date

import pytest

from nlu.chronic import read_chronic
from nlu.observed import as_mornings_and_evenings, read_case_words, read_reason
from nlu.observing import asks_policies, looks_like_enrolment, read_days, read_enrolment

TODAY = date(2026, 11, 30)

LINES = """
3幢201 王芳 密接 武汉 最后接触11月20日 14天 = 3幢201 | 王芳 | contact | 武汉 | exposed 11-20 | 14
登记观察 3幢201 全家 从武汉回来 11月20日到 = 3幢201 | * |  | 武汉 | arrived 11-20 |
登记观察：1幢305张伟一家，11.26从上海回来 = 1幢305 | 张伟* |  | 上海 | arrived 11-26 |
新增居家观察 4幢202 陈丽 密切接触者 11月25日最后接触 = 4幢202 | 陈丽 | contact |  | exposed 11-25 |
居家观察登记 6幢101 王建国、李梅 次密接 7天 = 6幢101 | 王建国 李梅 | second_contact |  |  | 7
纳入观察 2幢203 刘洋 男 昨天从深圳回来 高风险 = 2幢203 | 刘洋 | returnee_high | 深圳 | arrived 11-29 |
登记隔离 12号 老李 密接 11/27接触 = 12号 | 老李 | contact |  | exposed 11-27 |
登记观察 3幢201 李阿公 境外返回 11月20日入境 7+3 = 3幢201 | 李阿公 | abroad |  | arrived 11-20 | 7 3
居家隔离 5幢201 吴敏 11月25号从成都回来 中风险区 = 5幢201 | 吴敏 | returnee_medium | 成都 | arrived 11-25 |
登记健康监测 5幢301 赵六 低风险地区回来 昨天到家 3天 = 5幢301 | 赵六 | returnee_low |  | arrived 11-29 | 3
居家观察 3幢201 李阿公 从11月21日开始 14天 = 3幢201 | 李阿公 |  |  | start 11-21 | 14
登记观察 13812345678 王芳 3幢201 出院 11月28日 = 3幢201 | 王芳 | discharged |  | arrived 11-28 |
观察 3幢201 小明（孩子）密接 最后接触11月28日 = 3幢201 | 小明 | contact |  | exposed 11-28 |
3幢201 儿子 密接 最后接触11月28日 = 3幢201 |  | contact |  | exposed 11-28 |
居家观察 =  |  |  |  |  |
"""
CASES = [line.split(" = ") for line in LINES.strip().splitlines()]


@pytest.mark.parametrize(("line", "wanted"), CASES)
def test_a_line_is_read(line: str, wanted: str) -> None:
    door, who, ground, origin, day, days = (part.strip() for part in wanted.split("|"))
    assert looks_like_enrolment(line)
    said = read_enrolment(line, TODAY)
    found = [f"{name} {value:%m-%d}" for name in ("exposed", "arrived", "start") if (value := getattr(said, name))]
    assert (said.door.text if said.door else "") == door
    assert " ".join(said.names) + ("*" if said.whole else "") == who
    assert (said.ground, said.origin, " ".join(found)) == (ground, origin, day)
    assert " ".join(map(str, said.days)) == days


@pytest.mark.parametrize(
    "line",
    ["3幢201 在隔离", "3幢201 2人 从武汉回来 居家观察 体温正常", "我要居家观察几天？", "隔离几天了", "猪肉2斤",
     "12号是密接吗", "观察一下再说", "通知：在家观察的人家请报体温"],
)  # fmt: skip
def test_other_lines_enrol_nobody(line: str) -> None:
    assert not looks_like_enrolment(line)


def test_a_day_that_there_is_not_and_a_long_number_are_doubted() -> None:
    assert read_enrolment("登记观察 王芳 2月29日接触 密接", TODAY).doubts == {"no_such_day"}
    assert "identity" in read_enrolment("登记观察 王芳 330302199001011234 密接", TODAY).doubts


@pytest.mark.parametrize(
    ("text", "days"),
    [("14天", (14,)), ("七天", (7,)), ("7+3", (7, 3)), ("14加7天", (14, 7)), ("第6天", ()), ("3天前", ())],
)
def test_days_are_read(text: str, days: tuple[int, ...]) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("观察 #12", ("show", 12, "")), ("王芳 观察", ("show", 0, "王芳")), ("看看观察12", ("show", 12, "")),
        ("王芳延长3天 因为核酸未出", ("lasts", 0, "王芳")), ("王芳延长到12月20日", ("lasts", 0, "王芳")),
        ("#12 延长3天", ("lasts", 12, "")), ("王芳缩短2天 方案改了", ("lasts", 0, "王芳")),
        ("王芳提前结束 登记错了", ("end", 0, "王芳")), ("李阿公 提前解除，去医院了", ("end", 0, "李阿公")),
        ("王芳解除", ("release", 0, "王芳")), ("#12恢复观察 出院了", ("resume", 12, "")),
        ("王芳继续观察", ("resume", 0, "王芳")), ("王芳转到新城宾馆", ("move", 0, "王芳")),
        ("王芳转集中", ("move", 0, "王芳")), ("王芳回家 因为退烧了", ("move", 0, "王芳")),
        ("王芳以后由李阿公报", ("reporter", 0, "王芳")), ("王芳改成早上9点晚上8点报", ("times", 0, "王芳")),
        ("解除王芳", ("release", 0, "王芳")), ("解除王芳的观察", ("release", 0, "王芳")),
        ("提前结束王芳 登记错了", ("end", 0, "王芳")), ("延长 #12 3天", ("lasts", 12, "")),
    ],
)  # fmt: skip
def test_words_about_a_case_are_read(text: str, wanted: tuple[str, int, str]) -> None:
    said = read_case_words(text, TODAY)
    assert said is not None
    assert (said.act, said.number, said.who) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "猪肉2斤",
        "我要回家",
        "我们继续观察",
        "登记观察",
        "大家报体温",
        "明天回家",
        "观察期还有几天",
        "解除观察",
        "提前结束团购",
    ],
)
def test_other_words_are_about_no_case(text: str) -> None:
    assert read_case_words(text, TODAY) is None


def test_the_reason_stands_behind_the_change() -> None:
    found = read_case_words("王芳延长3天 因为核酸未出", TODAY)
    assert found is not None
    assert (found.more, found.why) == (3, "核酸未出")
    assert read_reason("因为核酸未出") == "核酸未出"
    assert read_reason("家里商量过，都同意") == "家里商量过，都同意"


@pytest.mark.parametrize(
    ("said", "meant"),
    [((480, 360), (480, 1080)), ((540, 1200), (540, 1200)), ((60,), (780,)), ((360, 1080), (360, 1080))],
)
def test_nobody_reports_in_the_night(said: tuple[int, ...], meant: tuple[int, ...]) -> None:
    assert as_mornings_and_evenings(said) == meant


@pytest.mark.parametrize(
    ("text", "symptoms", "ended"),
    [
        ("王阿公 老慢支，长期咳嗽", ("cough",), False), ("王阿婆有哮喘", ("breathless",), False),
        ("3幢202王阿婆 一直拉肚子", ("diarrhea",), False), ("王阿公不再长期咳嗽", ("cough",), True),
    ],
)  # fmt: skip
def test_what_somebody_always_has_is_read(text: str, symptoms: tuple[str, ...], ended: bool) -> None:
    said = read_chronic(text)
    assert said is not None
    assert (said.symptoms, said.ended) == (symptoms, ended)
    assert said.who in ("王阿公", "王阿婆")


@pytest.mark.parametrize(
    "text", ["王阿公咳嗽", "王阿公长期发烧", "我一直咳嗽", "王阿公 37.5 一直咳嗽", "老毛病又来了吗"]
)
def test_other_words_are_nothing_chronic(text: str) -> None:
    assert read_chronic(text) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [("观察政策", True), ("现在隔离几天", True), ("隔离点有哪些", True), ("猪肉几斤", False)],
)
def test_the_table_is_asked_for(text: str, asked: bool) -> None:
    assert asks_policies(text) is asked


def test_a_reason_keeps_its_comma() -> None:
    said = read_case_words("王芳提前结束 核酸阴性，登记错了", TODAY)
    assert said is not None
    assert said.why == "核酸阴性，登记错了"
