"""What the house stands on: where it cannot stand, the setting is named."""

from pathlib import Path

import pytest

from commands.ground import listen, make_folder
from commands.house import Refused
from config import Settings


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host"])
def test_a_host_that_is_no_address_of_this_machine_is_named(host: str) -> None:
    with pytest.raises(Refused, match="TONGXIN_HOST is not an address of this machine"):
        listen(Settings(host=host))


@pytest.mark.parametrize("folder", ["/proc/xx", "/dev/null"])
def test_a_folder_that_takes_no_files_is_named(folder: str) -> None:
    with pytest.raises(Refused, match=f"TONGXIN_FILES: {folder}"):
        make_folder(Settings(files=folder))


def test_a_folder_is_made_with_all_above_it(tmp_path: Path) -> None:
    make_folder(Settings(files=str(tmp_path / "one" / "two")))
    assert list((tmp_path / "one" / "two").iterdir()) == []
