"""What the texts that say to whom a notice goes may be told."""

from typing import Any

from broadcasts.addressing import Gap

_HOMES = {"is": "status", "status": "observation"}
_BUILDING = {"is": "building", "name": "3幢", "village": "李家村"}
_EVERYBODY = {"is": "everybody", "name": "前岸村"}

FULL: dict[str, Any] = {
    "audience": {
        "is": "any",
        "parts": [
            {"is": "all", "places": [_BUILDING, {"is": "area", "name": "第一网格"}],
             "qualities": [{"is": "role", "role": "volunteer", "area": "前岸村"}, {"is": "ordered", "number": 12}],
             "unwanted": [_HOMES, {"is": "silent", "number": 8}]},
            {"is": "all", "places": [_EVERYBODY], "qualities": [], "unwanted": [{"is": "nobody", "parts": []}]},
            {"is": "doors", "doors": ["3幢201"], "count": 12}, {"is": "person", "name": "李阿公", "door": "3幢201"},
        ],
    },
    "unsettled": [
        Gap(what, said, there, several)
        for what in ("words", "many", "elsewhere", "nothing", "twice", "unclear", "area", "grid", "microgrid",
                     "group", "building", "door", "window", "notice", "village")
        for said in ("3", "")
        for there, several in ((("第一网格", "第二网格"), True), (("第一网格",), False), ((), False))
    ],
}  # fmt: skip
BARE: dict[str, Any] = {"audience": _EVERYBODY | {"name": ""}, "unsettled": [Gap("words", "阿猫")]}
