"""The real program: a cadre writes a notice in chat, corrects what is out, and takes it back, on Telegram."""

from tests.acceptance.house import House
from tests.acceptance.village import CADRE_CHAT, PEOPLE
from tests.fakes.telegram_server import TelegramServer

ANN, BEN = PEOPLE[0], PEOPLE[2]


def reached(server: TelegramServer, method: str) -> set[int]:
    """The chats in which a method was called."""
    return {call.parameters["chat_id"] for call in server.called(method)}


async def test_a_notice_is_sent_corrected_in_place_and_taken_back(house: House, server: TelegramServer) -> None:
    readers = (ANN.chat, BEN.chat)
    for chat in (CADRE_CHAT, *readers):
        server.says(chat, "你好")
    await server.until(lambda: all(server.heard(chat) for chat in (CADRE_CHAT, *readers)))
    server.says(CADRE_CHAT, "发紧急通知：明天8点到12点停水。")
    await server.until(lambda: "请看一遍" in server.heard(CADRE_CHAT)[-1])
    server.presses(CADRE_CHAT, "发送")
    await server.until(lambda: all("8点到12点停水" in server.heard(chat)[-1] for chat in readers), 30)
    server.presses(ANN.chat, "收到")
    await server.until(lambda: "记下了" in server.heard(ANN.chat)[-1])
    server.says(CADRE_CHAT, "通知1怎么样了")
    await server.until(lambda: "回了的1人" in server.heard(CADRE_CHAT)[-1])
    server.says(CADRE_CHAT, "更正通知1：8点改成9点")
    await server.until(lambda: "这是更正" in server.heard(CADRE_CHAT)[-1])
    server.presses(CADRE_CHAT, "发送")
    await server.until(lambda: reached(server, "editMessageText") >= {*readers}, 30)
    assert all("【更正】明天9点到12点停水" in call.parameters["text"] for call in server.called("editMessageText"))
    server.says(CADRE_CHAT, "撤回通知2")
    await server.until(lambda: "要撤回吗" in server.heard(CADRE_CHAT)[-1])
    server.presses(CADRE_CHAT, "撤回")
    await server.until(lambda: reached(server, "deleteMessage") >= {*readers}, 30)
    await server.until(lambda: "撤回好了" in server.heard(CADRE_CHAT)[-1], 30)
