"""Where the title of a card ends: after a sentence, or else a comma, never within what belongs together."""

import re

COMMAS = ("，", "、", "：", ", ")
SENTENCE = re.compile(r"[^。！？!?；;]*[。！？!?；;]+[”」』）)]*\s*|[^。！？!?；;]+$")


def cut_after(line: str, longest: int) -> tuple[str, str]:
    """As many whole sentences as fit, or else as much of the first as ends with a comma, and the rest."""
    if len(line) <= longest:
        return line, ""
    end = 0
    for sentence in SENTENCE.finditer(line):
        if len(line[: sentence.end()].rstrip()) > longest:
            break
        end = sentence.end()
    end = end or max(line.rfind(sign, 0, longest) for sign in COMMAS) + 1
    return line[:end].rstrip(), line[end:].lstrip()
