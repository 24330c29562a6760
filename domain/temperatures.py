"""Body temperatures, in hundredths of a degree Celsius."""


def format_degrees(temperature: int) -> str:
    """37.5, 36.85: what a thermometer shows."""
    whole, rest = divmod(temperature, 100)
    return f"{whole}.{rest // 10}" if rest % 10 == 0 else f"{whole}.{rest:02}"
