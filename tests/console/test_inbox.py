"""What people wrote back to a notice reaches whoever sends notices there, and is answered in the chat."""

from storage import broadcasts, notice_answers, recipients, sayings
from storage.addresses import Address
from storage.database import Transaction
from tests.console.house import Office, post
from tests.console.test_notices import sends
from tests.town import ACCOUNT

INBOX = "/console/notices/answers"


async def writes_back(office: Office, who: str, broadcast: int, text: str) -> int:
    """Somebody's words that are kept with a notice; the id."""
    def work(tx: Transaction) -> int:
        sent = broadcasts.get(tx, broadcast)
        assert sent is not None
        address = Address(ACCOUNT, who)
        saying = sayings.add(tx, address, office.people[who], f"k{text}", text, (), office.town.now)
        return notice_answers.wrote(tx, sent, office.people[who], address, saying, 0, office.town.now)

    return await office.database.write(work)


async def test_what_was_written_back_stands_with_its_notice_until_it_is_read(office: Office) -> None:
    notice, broadcast = await sends(office)
    answer = await writes_back(office, "李阿公", broadcast, "我家没有桶，怎么办？")
    async with office.signed_in("陈主任") as client:
        assert '<b class="count">1</b>' in (await client.get("/console/notices")).text
        shown = (await client.get(f"{INBOX}?notice={notice}")).text
        assert "我家没有桶，怎么办？" in shown
        assert "李阿公" in shown
        await post(client, INBOX, INBOX, answer=str(answer))
        assert "陈主任 今天 12:00 看过" in (await client.get(INBOX)).text
        assert "没有桶" not in (await client.get(f"{INBOX}?notice=1")).text
    assert (office.people["陈主任"], "see_person") in await office.deeds(office.people["李阿公"])


async def test_an_answer_goes_to_the_chat_once_however_often_it_is_pressed(office: Office) -> None:
    _, broadcast = await sends(office)
    answer = await writes_back(office, "李阿公", broadcast, "我家没有桶。")
    async with office.signed_in("陈主任") as client:
        for _ in range(2):
            done = await post(client, INBOX, f"{INBOX}/{answer}/reply", text="给您送两个桶来。", once="o1")
            assert "done=replied" in done.headers["location"]
        assert "done=no_words" in (await post(client, INBOX, f"{INBOX}/{answer}/reply", text=" ")).headers["location"]
    heard = [text for text in await office.town.heard("李阿公") if "送两个桶" in text]
    assert heard == ["您回的通知1「停水」，村干部陈主任说：给您送两个桶来。"]


async def test_an_answer_from_elsewhere_is_not_there(office: Office) -> None:
    _, broadcast = await sends(office)
    answer = await writes_back(office, "李阿公", broadcast, "我家没有桶。")
    async with office.signed_in("老赵") as client:
        assert (await client.get(INBOX)).status_code == 404
        held = await post(client, "/console", f"{INBOX}/{answer}/reply", text="好")
    assert held.status_code == 404
    assert (await office.database.read(lambda tx: recipients.counts(tx, broadcast)))["queued"] == 7
