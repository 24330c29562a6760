"""The words of what waits at the desk: what was passed on to a human, and what was not delivered."""

DESK_WORDS: dict[str, tuple[str, str]] = {
    # Hand-overs
    "waiting": ("等人处理", "Waiting"),
    "none_waiting": ("没有人在等。", "Nobody is waiting."),
    "take": ("我来处理", "I take this"),
    "taken_now": ("交给您了，请联系他。", "It is yours now; please get in touch."),
    "taken_before": ("已经有人在处理了。", "Somebody has taken it already."),
    "lately": ("两天内有人处理的", "Taken in the last two days"),
    "taken_by": ("{name} 在处理，{at}", "{name} took it, {at}"),
    "unknown_person": ("还没登记的人", "somebody not yet registered"),
    "no_words": ("没有留下文字", "no words left"),
    "photo": ("照片", "photo"),
    "voice": ("语音", "voice message"),
    "voice_seconds": ("语音 {n} 秒", "voice message, {n} s"),
    "file": ("文件", "file"),
    "in_chat": ("〔{what}，在您的聊天里可以打开〕", "[{what}; open it in your own chat]"),
    "call": ("打电话", "Phone"),
    # Deliveries
    "all_delivered": ("都送到了。", "Everything has arrived."),
    "do": ("怎么办：{what}", "What to do: {what}"),
    "held_up": (
        "{channel}：{n} 条没发出去，在等着再试，最早的是 {at}。一直这样，请管机器的人运行 python bot.py check。",
        "{channel}: {n} waiting to be tried again, the first since {at}. If that lasts, run python bot.py check.",
    ),
    "unheard": (
        "{channel}：{n} 条要等对方先说一句话才能发，最早的是 {at}，最多等三天。要紧的请打电话。",
        "{channel}: {n} wait for their readers' next word, the first since {at}, three days at most. "
        "Phone about what cannot wait.",
    ),
    "code": ("（代号 {code}）", " (code {code})"),
    "tries": ("试了 {n} 次", "tried {n} times"),
    "try": ("试了 1 次", "tried once"),
}
"""Each in Chinese and English."""
