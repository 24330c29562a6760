"""A voice message that its vendor still held reaches the worker once it is fetched."""

from broadcasts.forwarding import forward
from domain.messages import Content, FileReference
from storage.database import Transaction
from tests.doors import APP, KF, WEB, Doors
from tests.town import Town

HELD = FileReference("voice", "file-1", "audio/ogg")
FETCHED = FileReference("voice", "a" * 64, "audio/ogg", kept=True)


async def arrives(town: Town) -> None:
    """The file of the newest saying is fetched."""

    def work(tx: Transaction) -> None:
        (saying,) = tx.connection.execute("select max(id) from sayings where files <> '[]'").fetchone()
        forward(tx, saying, FETCHED, town.now, town.writer)

    await town.database.write(work)


def with_file(contents: list[Content]) -> list[str]:
    return [content.text for content in contents if content.file == FETCHED]


async def test_while_nobody_has_taken_it_all_who_were_asked_get_it(town: Town) -> None:
    await town.sends("王阿婆", HELD)
    await arrives(town)
    for worker in ("小陈", "小林"):
        assert with_file(await town.said_to(worker)) == ["这是王阿婆刚才发的语音。"]


async def test_once_somebody_has_taken_it_they_alone_get_it(town: Town) -> None:
    await town.sends("王阿婆", HELD)
    await town.presses("小林", "我来处理")
    await arrives(town)
    assert with_file(await town.said_to("小陈")) == []
    assert with_file(await town.said_to("小林")) == ["这是王阿婆刚才发的语音。"]


async def test_what_is_said_on_wechat_is_listened_to_where_the_worker_is(town: Town) -> None:
    elder, worker = await Doors(town, "王阿婆").only(KF), await Doors(town, "小陈").opens(APP, WEB)
    chat = elder.chat(KF)
    await town.does(town.update("王阿婆", files=(HELD,), account=KF, chat=chat, sender=chat))
    await worker.presses(WEB, "我来处理")
    await arrives(town)
    assert with_file(await worker.got(WEB)) == ["这是王阿婆刚才发的语音。"]
    await worker.says(APP, "你好")
    await arrives(town)
    assert with_file(await worker.got(APP)) == ["这是王阿婆刚才发的语音。"]


async def test_a_picture_that_was_not_passed_on_reaches_nobody(town: Town) -> None:
    await town.sends("王阿婆", FileReference("photo", "file-2", "image/jpeg"))
    await arrives(town)
    assert with_file(await town.said_to("小陈")) == []
