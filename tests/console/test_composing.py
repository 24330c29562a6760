"""Writing a notice on the console: what is wrong is named, the look before it goes, one press one sending."""

import re

import httpx
import pytest

from console.guard import LARGEST_UPLOAD
from domain.notices import Notice
from storage import areas, broadcasts, notices, people
from storage.database import Transaction
from tests.console.house import Office, token

NEW, PREVIEW, SEND = "/console/notices/new", "/console/notices/preview", "/console/notices/send"
WORDS = {"zh": "明天8点到12点停水。", "to_everybody": "yes", "answers": "received", "hours": "24", "when": "now"}
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


async def looks(client: httpx.AsyncClient, **fields: str) -> httpx.Response:
    """Posts the form as a browser does."""
    held = token(await client.get(NEW))
    parts = {name: (None, value) for name, value in ({"token": held} | WORDS | fields).items()}
    return await client.post(PREVIEW, files=parts)  # type: ignore[arg-type]


def carried(answer: httpx.Response) -> dict[str, str]:
    """What the preview's form carries to the press."""
    return {name: value.replace("&#34;", '"').replace("&amp;", "&") for name, value in _HIDDEN.findall(answer.text)}


async def kept(office: Office) -> list[Notice]:
    return await office.database.read(lambda tx: notices.latest(tx, office.town.village.id))


async def sendings(office: Office) -> list[str]:
    def work(tx: Transaction) -> list[str]:
        return [f"{each.operation} {each.state}" for notice in notices.latest(tx, office.town.village.id)
                for each in broadcasts.of_notice(tx, notice.id)]  # fmt: skip

    return await office.database.read(work)


async def test_the_look_says_to_whom_how_and_what_they_read(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        shown = (await looks(client, zh="{姓名}您好，明天停水。")).text
    assert "9 人，" in shown
    assert "明天停水。" in shown
    assert "您好" in shown
    assert "{姓名}您好" not in shown.split("reads_like")[0].split("<form")[0]
    assert "没有写英文" in shown
    assert "收到" in shown
    assert await kept(office) == []


async def test_whose_records_the_author_may_not_see_are_counted_and_not_named(office: Office) -> None:
    def build(tx: Transaction) -> None:
        other = areas.ensure(tx, None, "village", "李家村")
        people.add(tx, "李家人", other.id, office.town.now, terms=[])

    await office.database.write(build)
    async with office.signed_in("陈主任") as client:
        shown = (await looks(client, to_everybody="", to_words="李家村")).text
    assert "1 人，" in shown
    assert "李家人" not in shown


async def test_one_press_sends_and_a_second_press_of_the_same_page_sends_nothing(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        fields = carried(await looks(client)) | {"act": "send"}
        first = await client.post(SEND, data=fields)
        again = await client.post(SEND, data=fields)
    assert first.headers["location"].endswith("done=sent")
    assert again.headers["location"].endswith("done=before")
    assert await sendings(office) == ["send scheduled"]
    await office.town.later(0)
    assert "停水" in await office.town.last("李阿公")


async def test_back_to_the_form_keeps_what_was_typed(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        fields = carried(await looks(client, title="停水啦")) | {"act": "mend"}
        shown = (await client.post(SEND, data=fields)).text
    assert 'value="停水啦"' in shown
    assert WORDS["zh"] in shown
    assert 'name="to_everybody" value="yes" checked' in shown


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"zh": "{时见}停水"}, "第1行第1个字：没有“{时见}”这个填空，您是不是想写“{时间}”"),
        ({"zh": "停水\n{地点}集合"}, "第2行第1个字：“{地点}”还没说是什么"),
        ({"zh": "长" * 1_000_000}, "太长了：填好以后有1000000个字，最多4000个字"),
        ({"zh": ""}, "还没有写内容"),
        ({"zh": "停\u202e水"}, "看不见的字符"),
        ({"to_everybody": ""}, "还没有选发给谁"),
        ({"to_everybody": "", "to_words": "9号网格"}, "9"),
        ({"when": "at", "at": "2026-11-30T08:00"}, "这个时间已经过了"),
        ({"when": "at", "at": "2026-04-31T08:00"}, "请选日期和时间"),
        ({"hours": "0"}, "写 1 到 240 的整数"),
        ({"answers": "own", "own": ""}, "写 1 到 6 行"),
    ],
)
async def test_what_is_wrong_is_named_with_its_place_and_nothing_is_sent(
    office: Office, fields: dict[str, str], said: str
) -> None:
    async with office.signed_in("陈主任") as client:
        answer = await looks(client, **fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert SEND not in answer.text


async def test_an_audience_of_nobody_is_said_and_cannot_be_sent(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        answer = await looks(client, to_everybody="", to_status="bedridden")
        assert "一个人也没有" in answer.text
        assert 'value="send"' not in answer.text
        pressed = await client.post(SEND, data=carried(answer) | {"act": "send"})
    assert pressed.status_code == 422
    assert await sendings(office) == []


async def test_markup_goes_out_as_it_is_written_and_is_named(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        shown = (await looks(client, zh="<b>停水</b>")).text
    assert "会照原样显示" in shown
    assert "&lt;b&gt;停水&lt;/b&gt;" in shown
    assert "<b>停水</b>" not in shown


async def test_a_shipped_notice_asks_for_its_values_by_building_too(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        asked = (await client.get(f"{NEW}?template=testing")).text
        assert "各楼什么时间" in asked
        shown = (await looks(
            client, template="testing", answers="shipped", by_building="3号楼 8:00-8:30 小广场\n1号楼 9:00-9:30 村口"
        )).text  # fmt: skip
    assert "在家等" in shown
    assert "Building" in shown or "Testing" in shown or "test" in shown
    assert "这些楼没写时间地点" in shown
    assert "来不了" in shown


async def test_a_line_that_is_not_understood_is_named(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        answer = await looks(client, template="testing", answers="shipped", by_building="3号楼 25:00 小广场")
    assert answer.status_code == 422
    assert "第 1 行" in answer.text


async def test_own_buttons_and_the_home_variant_stand_in_the_notice(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        look = await looks(
            client, answers="own", own="来 | Coming\n不来", home_zh="您在家等。", counted="household", emergency="yes"
        )
        assert "您在家等。" in look.text
        await client.post(SEND, data=carried(look) | {"act": "send"})
    (notice,) = await kept(office)
    assert [choice.label("en") for choice in notice.choices] == ["Coming", "不来"]
    assert notice.texts == {"zh": WORDS["zh"], "zh:home": "您在家等。"}
    assert notice.counted == "household"
    assert notice.emergency


async def test_a_notice_of_a_later_time_waits_for_it(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        look = await looks(client, when="at", at="2026-11-30T18:00")
        assert "定在 今天 18:00 发" in look.text
        sent = await client.post(SEND, data=carried(look) | {"act": "send"})
    assert sent.headers["location"].endswith("done=scheduled")
    await office.town.later(5)
    assert await sendings(office) == ["send scheduled"]
    await office.town.later(1)
    assert await sendings(office) == ["send running"]


async def test_a_picture_goes_with_the_notice_and_only_the_one_that_was_sent(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        held = token(await client.get(NEW))
        parts = {name: (None, value) for name, value in ({"token": held} | WORDS).items()}
        look = await client.post(PREVIEW, files=parts | {"file": ("x.exe", PNG)})  # type: ignore[arg-type]
        fields = carried(look)
        forged = re.sub(r"[0-9a-f]{64} image", f"{'0' * 64} image", fields["kept"])
        await client.post(SEND, data=fields | {"act": "send"})
        await client.post(SEND, data=fields | {"act": "send", "kept": forged, "once": "another"})
    second, first = await kept(office)
    assert first.file is not None
    assert first.file.media_type == "image/png"
    assert office.town.house.files.open(first.file.reference) == PNG
    assert second.file is None


@pytest.mark.parametrize("content", [b"MZ\x90\x00" + b"0" * 50, b"\x89PNG\r\n\x1a\n" + b"0" * (10 * 1024 * 1024)])
async def test_a_file_that_is_none_or_too_large_is_refused_and_the_words_are_kept(
    office: Office, content: bytes
) -> None:
    async with office.signed_in("陈主任") as client:
        held = token(await client.get(NEW))
        parts = {name: (None, value) for name, value in ({"token": held} | WORDS).items()}
        answer = await client.post(PREVIEW, files=parts | {"file": ("a.png", content)})  # type: ignore[arg-type]
    assert answer.status_code == 422
    assert "wrong-file" in answer.text
    assert WORDS["zh"] in answer.text


async def test_a_form_larger_than_any_is_not_read(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        held = token(await client.get(NEW))
        parts = {"token": (None, held), "file": ("a.png", PNG + b"0" * LARGEST_UPLOAD)}
        answer = await client.post(PREVIEW, files=parts)  # type: ignore[arg-type]
    assert answer.status_code in (400, 413)


async def test_only_the_file_may_be_so_large(office: Office) -> None:
    async with office.signed_in("陈主任") as client:
        answer = await looks(client, by_building="长" * 1_500_000)
    assert answer.status_code == 400


async def test_other_words_go_to_the_same_people_in_the_place_of_the_first(office: Office) -> None:
    broadcast = await office.town.notifies(office.town.notice())
    async with office.signed_in("陈主任") as client:
        form = (await client.get(f"{NEW}?corrects={broadcast}")).text
        assert "更正通知1" in form
        assert "请提前接水" in form
        look = await looks(client, corrects=str(broadcast), zh="改成下午停水。", to_everybody="")
        sent = await client.post(SEND, data=carried(look) | {"act": "send"})
    assert sent.status_code == 303
    assert "edit scheduled" in await sendings(office)


async def test_a_grid_worker_writes_none(office: Office) -> None:
    async with office.signed_in("老赵") as client:
        assert (await client.get(NEW)).status_code == 404
        held = token(await client.get("/console"))
        assert (await client.post(PREVIEW, files={"token": (None, held)})).status_code == 404  # type: ignore[dict-item]
        assert (await client.post(SEND, data={"token": held})).status_code == 404
