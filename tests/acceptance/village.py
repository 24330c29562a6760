"""Who lives in the village of these tests, what is on offer, and the files from which both are imported."""

import csv
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

HEADING = ("name", "phone", "village", "grid", "microgrid", "door", "roles", "telegram_id", "language")
VILLAGE = "王家村"
WINDOW = "周六鲜菜团"
FIRST_CHAT = 500_001
CADRE_CHAT = 400_001
VILLAGERS = 800
LATER = "2040-12-01T20:00"

QUOTA_OF_FISH = 200
"""斤, less than the villagers together want when all of them order."""


@dataclass(frozen=True, slots=True)
class Villager:
    """A row of the people's list; two live behind each door. `chat` is the telegram_id."""

    number: int

    @property
    def chat(self) -> int:
        return FIRST_CHAT + self.number

    @property
    def name(self) -> str:
        surnames, given = "欧司尉慕诸闻端赫轩鲍", "澍珩瑾琰璐瑶玥珺琬璇"
        digits = [int(digit) for digit in f"{self.number:04}"]
        return surnames[digits[0]] + given[digits[1]] + given[digits[2]] + given[digits[3]]

    @property
    def phone(self) -> str:
        return f"1397{self.number:07}"

    @property
    def door(self) -> str:
        household = self.number // 2
        return f"{household // 20 + 1}幢{household % 20 // 4 + 1}{household % 4 + 1:02}室"

    def row(self) -> tuple[str, ...]:
        microgrid = self.number // 100 + 1
        place = (VILLAGE, f"{microgrid // 5 + 1}网格", f"{microgrid}微网格", self.door)
        return (self.name, self.phone, *place, "villager", str(self.chat), "zh")


PEOPLE = tuple(Villager(number) for number in range(VILLAGERS))
CADRE = ("慕容主任", "13980000000", VILLAGE, "1网格", "1微网格", "1幢909室", "cadre", str(CADRE_CHAT), "zh")

GOODS = (
    {"item": "猪肉", "unit": "斤", "price": "35"},
    {"item": "豆腐", "unit": "块", "price": "3", "limit": "3"},
    {"item": "带鱼", "unit": "斤", "price": "25", "quota": str(QUOTA_OF_FISH)},
    {"item": "鸡蛋", "unit": "盒", "price": "18", "limit": "1"},
)


def write_people(path: Path, people: tuple[Villager, ...] = PEOPLE) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADING)
        sheet.writerow(CADRE)
        sheet.writerows(villager.row() for villager in people)
    return path


def write_window(path: Path, closes_at: datetime | str = LATER, title: str = WINDOW) -> Path:
    at = closes_at if isinstance(closes_at, str) else closes_at.isoformat(timespec="seconds")
    window = {"title": title, "village": VILLAGE, "closes_at": at, "place": "文化礼堂", "items": GOODS}
    path.write_text(json.dumps([window], ensure_ascii=False), encoding="utf-8")
    return path
