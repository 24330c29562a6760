"""What a file is by its first bytes, whatever somebody called it."""

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"\x1aE\xdf\xa3", "audio/webm"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"caff", "audio/x-caf"),
)
_INSIDE_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_PICTURE_BRANDS = {b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis"}
_PDF = b"%PDF-"


def media_type(content: bytes) -> str | None:
    """The type of a picture or a recording; None for what is not taken."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF":
        return _INSIDE_RIFF.get(content[8:12])
    if content[4:8] == b"ftyp":
        return None if content[8:12] in _PICTURE_BRANDS else "audio/mp4"
    if len(content) > 1 and content[0] == 0xFF and content[1] & 0xE0 == 0xE0:
        # The two layer bits are zero in AAC's own frames, and never in MPEG's.
        return "audio/aac" if content[1] & 0x06 == 0 else "audio/mpeg"
    return None


_EXTENSIONS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "audio/ogg": ".ogg",
    "audio/webm": ".webm", "audio/mpeg": ".mp3", "audio/amr": ".amr", "audio/x-speex": ".spx", "audio/wav": ".wav",
    "audio/mp4": ".m4a", "audio/x-m4a": ".m4a", "audio/aac": ".aac", "audio/x-caf": ".caf",
    "application/pdf": ".pdf",
}  # fmt: skip

UNPLAYED = ("audio/amr", "audio/x-speex")
"""What 微信 and 企业微信 record and browsers do not play: it is downloaded, and the phone's own player opens it."""


def name_of(kind: str, media: str) -> str:
    """What a file is called where it is handed over: by its ending a phone knows what opens it, whatever the machine
    that sends it knows of media types."""
    return kind + _EXTENSIONS.get(media.partition(";")[0], "")


def is_pdf(content: bytes) -> bool:
    return content.startswith(_PDF)


def kind(media: str) -> str:
    """What a FileReference calls a file of this media type."""
    return "photo" if media.startswith("image/") else "voice" if media.startswith("audio/") else "file"
