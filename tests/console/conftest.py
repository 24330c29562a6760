"""The office: the town with the console over it, on each engine."""

import pytest

from tests.console.house import Office
from tests.town import Town


@pytest.fixture
async def office(town: Town) -> Office:
    return await Office(town).build()
