"""What the documents for whoever runs a village must hold."""

import re
from pathlib import Path

from channels.wecom.failures import MEANINGS
from config import PREFIX, Settings
from wiring.wecom_errors import REMEDIES

DOCS = Path(__file__).parent.parent / "docs"
OPERATIONS, WECOM = ((DOCS / name).read_text("utf-8") for name in ("operations.md", "wecom.md"))
OF_ITSELF = {-1, 6000, 41001}
"""Codes that nobody need do anything about: busy, written at once, no token sent."""


def test_every_setting_is_explained() -> None:
    """In a table of settings; beside another of its kind a name goes without its beginning."""
    for name in Settings.model_fields:
        shown = {f"`{PREFIX}{name.upper()}`", f"`_{name.removeprefix('wecom_').upper()}`"}
        text = OPERATIONS + WECOM if name.startswith("wecom_") else OPERATIONS
        assert any(each in text for each in shown), name


def test_every_setting_that_is_named_is_one() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | {f"{PREFIX}ENV_FILE", f"{PREFIX}WECOM"}
    assert set(re.findall(rf"{PREFIX}[A-Z_]*[A-Z]", OPERATIONS + WECOM)) <= known


def test_every_code_of_wecom_that_somebody_can_mend_is_in_its_guide() -> None:
    codes = (REMEDIES.keys() | MEANINGS.keys()) - OF_ITSELF
    assert {code for code in codes if not re.search(rf"(?<!\d){code}(?!\d)", WECOM)} == set()
