"""What is read over the loudspeaker: figures in words, a breath a line, nothing that only eyes see."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.loudspeaker import spoken_lines
from nlu.numerals import read_count
from nlu.spoken_numbers import counted, said_aloud


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("8:00", "早上八点"), ("8:30", "早上八点半"), ("11:05", "上午十一点零五分"), ("12:15", "中午十二点十五分"),
        ("14:00", "下午两点"), ("20:00", "晚上八点"), ("24:00", "晚上十二点"), ("0:10", "凌晨零点十分"),
        ("2:00", "两点"), ("02:00", "凌晨两点"), ("今晚8:00", "今晚八点"), ("下午 2:00", "下午两点"),
        ("8:00-8:30", "早上八点到八点半"), ("11:00到13:00", "上午十一点到下午一点"),
        ("9：00～9：20", "上午九点到九点二十分"),
        ("下午2:00-3:30", "下午两点到三点半"), ("20点", "晚上八点"), ("8点半", "八点半"), ("2点", "两点"),
        ("12月1日", "十二月一日"), ("11/30", "十一月三十日"), ("2026年12月2日", "二零二六年十二月二日"),
        ("3号楼", "三号楼"), ("1-3栋", "一到三栋"), ("3幢201", "三幢二零一"), ("12-1001", "十二号楼一零零一"),
        ("13800000021", "幺三八零零零零零零二幺"), ("0574-87654321", "零五七四八七六五四三二幺"), ("119", "幺幺九"),
        ("112户", "一百一十二户"), ("2斤", "两斤"), ("2号楼2组", "二号楼二组"), ("22个", "二十二个"),
        ("第2次", "第二次"),
        ("36.5℃", "三十六点五度"), ("90%", "百分之九十"), ("￥35.50", "三十五点五零元"), ("1,200元", "一千二百元"),
        ("2.5kg", "二点五公斤"), ("3#", "三#"),
    ],
)  # fmt: skip
def test_a_figure_is_said_as_people_say_it(written: str, said: str) -> None:
    assert said_aloud(written) == said


@given(st.integers(0, 99_999_999))
def test_a_number_in_words_is_read_back_the_same(number: int) -> None:
    assert read_count(counted(number)) == (number, len(counted(number)))


def test_a_row_of_figures_without_end_is_read_one_by_one() -> None:
    assert said_aloud("7" * 5_000) == "七" * 5_000


@given(st.text(max_size=200))
def test_no_figure_is_left(text: str) -> None:
    assert not re.search("[0-9]", said_aloud(text))


@given(st.text(alphabet="乡亲们：8:00-30，。！\n· （）“”①📢 a", max_size=200))
def test_each_line_is_a_breath_with_its_stop(text: str) -> None:
    for line in spoken_lines(text):
        assert line[-1] in "。！？!?，、,"
        assert not re.search("[（）“”📢\n]", line)


def test_a_notice_is_read_in_short_sentences() -> None:
    text = (
        "【停水通知】\n3号楼到6号楼，从12月1日 20:00到12月2日6点停水（抢修水管）。\n· 请您提前接好水；\n"
        "· 有事打13800000021\n详情：https://t.example/chat\n今晚8点前在这里写：https://t.example\n📢 谢谢配合！"
    )
    assert spoken_lines(text) == [
        "停水通知。",
        "三号楼到六号楼，",
        "从十二月一日晚上八点到十二月二日六点停水，",
        "抢修水管。",
        "请您提前接好水。",
        "有事打幺三八零零零零零零二幺。",
        "今晚八点前在这里写。",
        "谢谢配合！",
    ]
