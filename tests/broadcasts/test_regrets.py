"""What a person hears while nothing can be recorded: that it will be taken up, and at once whom to call in danger."""

from dataclasses import replace

from broadcasts.regrets import Regrets
from domain.messages import Update
from templates.render import Templates
from tests.broadcasts.wire import Wire, until
from tests.town import ACCOUNT, NOON, ZONE

UPDATE = Update(ACCOUNT, "update:1", "李阿公", NOON, text="猪肉2斤")


async def test_the_line_comes_once_a_minute_and_the_number_to_call_each_time() -> None:
    wire, now = Wire(), [NOON]
    regrets = Regrets({ACCOUNT: wire}, Templates(ZONE), "zh", lambda: now[0])
    regrets.tell(UPDATE)
    regrets.tell(UPDATE)
    await until(lambda: len(wire.texts) == 1)
    for text in ("胸口痛", "喘不上气"):
        regrets.tell(replace(UPDATE, text=text))
    await until(lambda: len(wire.texts) == 3)
    now[0] += 60_001
    regrets.tell(UPDATE)
    await until(lambda: len(wire.texts) == 4)
    assert ["120" in text for text in wire.texts] == [False, True, True, False]
    assert "不用重发" in wire.texts[0]
