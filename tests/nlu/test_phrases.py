import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.phrases import choice_number, command, is_no, is_yes, wants_human

YES = [
    "好",
    "好的",
    "嗯",
    "嗯嗯",
    "要的",
    "对",
    "对的",
    "是的",
    "可以",
    "行",
    "中",
    "确认",
    "确定",
    "没错",
    "ok",
    "OK",
    "yes",
    "y",
    "👌",
    "👍",
    "好的。",
    "好！",
    "好~",
    "好的谢谢",
    "好的，谢谢",
    "嗯啊",
    "好呀",
    "好哈",
    "对对对",
    "好好好",
    "好的好的",
    "👌🏻",
    "Ok.",
    "Yes please",
    "ok thanks",
    "行吧",
    "好 谢谢您",
    "嗯，对",
    "是的没错",
    "✅",
    "[OK]",
    "好嘞",
    "要",
    "确认下单",
    "ＯＫ",
    "對",
    "確認",
    "可以的",
    "恩",
    "没问题",
    "好的👌",
    "👍👍👍",
    "好的 麻烦了",
    "是",
    "好的🙏",
    "要得",
]
NOT_YES = [
    "好吗",
    "好？",
    "好吗？",
    "不好",
    "不要",
    "好贵",
    "好的肉",
    "要肥的",
    "要2斤",
    "对吗",
    "可以吗",
    "行不行",
    "是不是",
    "嗯？",
    "猪肉",
    "好像",
    "2",
    "好多",
    "确认什么",
    "ok?",
    "yesterday",
    "谢谢",
    "",
    "收到",
    "知道了",
    "要不要",
    "好的，再加1斤豆腐",
    "对不起",
    "中午",
    "中午好",
    "行情",
    "是谁",
    "对面",
    "好久不见",
    "yes and 2 pork",
    "好了吗",
    "你好",
    "您好",
    "k豆腐",
]
NO = [
    "不要了",
    "不要",
    "不对",
    "取消",
    "算了",
    "no",
    "NO",
    "No.",
    "不用了",
    "不用了谢谢",
    "不是",
    "不行",
    "错了",
    "👎",
    "❌",
    "不要不要",
    "不，不要了",
    "算了吧",
    "不買了",
    "cancel",
    "no thanks",
    "不要了，谢谢",
    "不需要",
    "不对，错了",
    "N",
    "别",
    "不好",
    "不",
]
NOT_NO = [
    "不要肥的",
    "不要了豆腐",
    "取消豆腐",
    "不知道",
    "no idea",
    "不错",
    "没错",
    "没问题",
    "算了多少钱",
    "别的",
    "不要吗",
    "好",
    "猪肉不要了",
    "不是猪肉",
    "no problem",
    "没有豆腐",
    "不好意思",
    "不对吗",
    "north",
    "",
]
HUMAN = [
    "找人",
    "人工",
    "电话",
    "打电话给谁",
    "转人工",
    "我要找网格员",
    "human",
    "I want to talk to someone",
    "help me please talk to someone",
    "人工客服",
    "找网格员",
    "网格员电话",
    "网格员的电话是多少",
    "王主任电话多少",
    "有人吗",
    "有人在吗",
    "给我打个电话",
    "帮我打电话",
    "叫干部来",
    "我要找人",
    "找人工",
    "找真人",
    "联系谁",
    "找谁",
    "村里电话",
    "电话多少",
    "电话号码",
    "call me",
    "real person",
    "can I speak to a person",
    "叫个人来",
    "派个人来",
    "转接人工",
    "我想找村主任",
    "麻烦找一下网格员",
    "电话？",
    "speak to the grid worker",
    "请人工服务",
    "怎么联系你们",
    "轉人工",
    "联系网格员",
    "客服",
    "有没有人在",
    "回个电话",
]
NOT_HUMAN = [
    "我的电话是13800000000",
    "电话13800000000",
    "猪肉2斤",
    "人工养殖的吗",
    "联系人王芳",
    "我的电话",
    "手机号13800000000",
    "好的",
    "电话是 13800000000",
    "5口人",
    "一个人",
    "老人家",
    "3人",
    "人多吗",
    "找钱",
    "找零",
    "找到了",
    "我家的电话坏了",
    "humanity",
    "联系王主任13800000000",
    "打电话费",
    "充电话费",
    "主任好",
    "王主任好，猪肉2斤",
    "人工费多少",
]
COMMANDS = {
    "orders": (
        "我的订单|订单|看看我订了什么|我订了什么|查订单|查一下我的订单|my orders"
        "|my order|我买了什么|看我的订单|订单呢|我的訂單|请问我的订单|orders"
    ),
    "help": ("帮助|怎么用|help|怎么用啊|使用说明|怎么下单|不会用|怎么订|怎么弄|Help!|how to order|请问怎么用"),
    "language": (
        "语言|English|英文|换语言|切换语言|中文|language|说英语|换成英文|English please|用英文|change language"
    ),
    "order": (
        "菜单|有什么|买菜|今天有什么|有什么菜|有啥|我要买菜|下单"
        "|团购|menu|order|今天卖什么|有什么菜？|我要订菜|有哪些|what's available"
    ),
    "cancel": (
        "取消订单|取消我的订单|订单取消|我要取消订单|把订单取消|cancel my order|订单不要了|取消全部订单|全部取消订单"
    ),
}
NO_COMMAND = [
    "猪肉2斤",
    "取消",
    "好",
    "我的订单送到了吗多久",
    "取消豆腐",
    "英文书",
    "2",
    "",
    "帮我拿快递",
    "帮助别人",
    "买菜2斤",
    "豆腐怎么做",
    "我要买菜刀一把",
    "订单里加豆腐",
    "怎么用微信付款",
    "order 2 pork",
    "不要了",
]


@pytest.mark.parametrize("text", YES)
def test_yes_in_all_its_forms_is_yes_and_not_no(text: str) -> None:
    assert (is_yes(text), is_no(text)) == (True, False)


@pytest.mark.parametrize("text", NOT_YES)
def test_a_question_and_anything_more_than_yes_is_not_yes(text: str) -> None:
    assert not is_yes(text)


@pytest.mark.parametrize("text", NO)
def test_no_in_all_its_forms_is_no_and_not_yes(text: str) -> None:
    assert (is_no(text), is_yes(text)) == (True, False)


@pytest.mark.parametrize("text", NOT_NO)
def test_a_wish_or_a_change_is_not_no(text: str) -> None:
    assert not is_no(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2),
        ("2.", 2),
        ("２", 2),
        ("二", 2),
        ("第二个", 2),
        ("选2", 2),
        ("②", 2),
        ("2️⃣", 2),
        ("第2个", 2),
        ("十", 10),
        ("12", 12),
        ("2、", 2),
        ("选第二个", 2),
        ("就2", 2),
        ("2吧", 2),
        ("option 2", 2),
        ("选2号", 2),
        ("第二", 2),
        ("2!", 2),
        ("我选3", 3),
        ("2谢谢", 2),
        ("No. 3", 3),
        ("3)", 3),
        ("99", 99),
    ],
)
def test_a_number_that_is_the_whole_answer_is_a_choice(text: str, number: int) -> None:
    assert choice_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "#2",
        "2斤",
        "2个",
        "两斤",
        "2.5",
        "0",
        "100",
        "-2",
        "2 3",
        "36.5",
        "两",
        "二斤",
        "猪肉2",
        "",
        "2号",
        "二三",
        "第二个好",
        "13800000000",
        "半",
        "2?",
    ],
)
def test_a_quantity_is_no_choice(text: str) -> None:
    assert choice_number(text) is None


@pytest.mark.parametrize("text", HUMAN)
def test_asking_for_a_person_is_heard(text: str) -> None:
    assert wants_human(text)


@pytest.mark.parametrize("text", NOT_HUMAN)
def test_giving_a_phone_or_speaking_of_people_is_not_asking_for_one(text: str) -> None:
    assert not wants_human(text)


@pytest.mark.parametrize(
    ("name", "text"), [(name, text) for name, texts in COMMANDS.items() for text in texts.split("|")]
)
def test_ordinary_words_mean_a_command(name: str, text: str) -> None:
    assert command(text) == name


@pytest.mark.parametrize("text", NO_COMMAND)
def test_words_that_say_more_are_no_command(text: str) -> None:
    assert command(text) is None


@given(st.text(max_size=60))
def test_nothing_is_yes_and_no_and_a_number_at_once(text: str) -> None:
    assert [is_yes(text), is_no(text), choice_number(text) is not None].count(True) <= 1
    wants_human(text)
    command(text)


@given(st.integers(1, 99), st.sampled_from(["斤", "个", "块", "只", "袋", "箱", "份", "两"]))
def test_a_number_is_a_choice_and_with_a_unit_it_is_none(number: int, unit: str) -> None:
    assert choice_number(str(number)) == number
    assert choice_number(f"{number}{unit}") is None
