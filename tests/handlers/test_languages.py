"""In which language the house speaks with somebody."""

import pytest

from tests.town import Town


async def test_the_language_is_asked_and_chosen_by_a_press(town: Town) -> None:
    await town.says("李阿公", "/language")
    assert await town.choices("李阿公") == ["中文", "English"]
    await town.presses("李阿公", "English")
    assert "I speak English" in await town.last("李阿公")
    await town.says("李阿公", "/start")
    assert (await town.last("李阿公")).startswith("Hello 李阿公")


async def test_words_that_name_the_language_choose_it(town: Town) -> None:
    await town.says("李阿公", "speak english")
    await town.says("李阿公", "/help")
    assert (await town.last("李阿公")).startswith("Just write")
    await town.says("李阿公", "说中文")
    await town.says("李阿公", "/help")
    assert (await town.last("李阿公")).startswith("直接说话就行")


async def test_a_stranger_chooses_before_the_introduction(town: Town) -> None:
    await town.says("Tom", "你好")
    await town.says("Tom", "/language en")
    await town.says("Tom", "/start")
    assert "Please write your name and door" in await town.last("Tom")
    await town.says("Tom", "Tom Smith, Building 3 Room 202")
    assert "you can order and ask for help now" in await town.last("Tom")


@pytest.mark.parametrize(
    ("first", "thanked"),
    [("Hello, I want to order", "Thank you, John"), ("wo yao mai cai", "John Smith，记好了"), ("John", "记好了")],
)
async def test_where_no_language_is_known_whoever_writes_english_is_answered_so(
    town: Town, first: str, thanked: str
) -> None:
    for words in ("/start", first, "John Smith, 3幢202"):
        await town.says("John", words)
    assert any(thanked in said for said in await town.heard("John"))
