"""«以后发微信»: somebody is written to there first, and elsewhere when that door is shut."""

from tests.doors import APP, KF, TELEGRAM, WEB, Doors
from tests.town import Town


async def told_at(person: Doors, words: str) -> list[str]:
    return [account for account in (APP, KF, TELEGRAM, WEB)
            if any(words in each.text for each in await person.got(account))]  # fmt: skip


async def test_what_somebody_chose_comes_before_where_they_spoke_last(town: Town) -> None:
    person = await Doors(town, "李阿公").opens(KF, WEB)
    assert "以后先发到微信" in await person.says(WEB, "以后发微信")
    await person.says(TELEGRAM, "你好")
    await town.notifies(town.notice())
    assert await told_at(person, "停水") == [KF]
    await person.shuts(KF)
    await town.notifies(town.notice("明天封路。", title="封路"))
    assert await told_at(person, "封路") == [TELEGRAM]


async def test_it_is_undone_in_words(town: Town) -> None:
    person = await Doors(town, "李阿公").opens(KF)
    await person.says(KF, "以后发微信")
    assert "您在哪里说话" in await person.says(TELEGRAM, "以后我在哪里说就发哪里")
    await town.notifies(town.notice())
    assert await told_at(person, "停水") == [TELEGRAM]


async def test_a_door_that_was_never_opened_is_not_chosen(town: Town) -> None:
    person = Doors(town, "李阿公")
    assert "换手机" in await person.says(TELEGRAM, "以后发到网页上")
    await town.notifies(town.notice())
    assert await told_at(person, "停水") == [TELEGRAM]


async def test_who_says_wechat_and_has_the_app_of_members_means_that(town: Town) -> None:
    worker = await Doors(town, "小陈").opens(APP)
    assert "以后先发到企业微信" in await worker.says(TELEGRAM, "以后发微信")
    await town.notifies(town.notice())
    assert await told_at(worker, "停水") == [APP]
