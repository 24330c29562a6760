"""Numbers to call when life is at risk, as they are in mainland China."""

AMBULANCE = "120"
FIRE = "119"
POLICE = "110"
COUNSEL = "12356"
"""The psychological hotline of the whole country: National Health Commission, 25 December 2024, everywhere in service
since 1 May 2025, at least 18 hours a day."""

CITIZENS = "12345"
"""The citizens' hotline of the government, day and night; it puts through to the right office."""

_NUMBERS = {
    "suicide": (AMBULANCE, COUNSEL, CITIZENS),
    "fire": (FIRE, AMBULANCE),
    "gas": (FIRE, AMBULANCE),
    "drowning": (FIRE, AMBULANCE, POLICE),
    "violence": (POLICE, AMBULANCE),
    "accident": (AMBULANCE, POLICE),
    "missing": (POLICE, AMBULANCE),
    "rescue": (AMBULANCE, POLICE, FIRE),
}


def numbers(danger: str) -> tuple[str, ...]:
    """Whom to call in a danger (a kind of nlu.dangers), the most urgent first; always the ambulance."""
    return _NUMBERS.get(danger, (AMBULANCE,))
