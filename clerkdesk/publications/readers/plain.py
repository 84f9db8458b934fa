"""What does a plain text file say? And in which encoding was it written."""

import unicodedata

from clerkdesk.errors import UserError

_MARKS = (  # the longer mark first: UTF-32's begins like UTF-16's
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 65_536  # bytes or characters looked at before a guess
_COMMON_SHARE = 0.8  # of the characters of real GB text lie in level 1 (by pronunciation)
_NOT_ASCII = 0x80
_GB_2312 = 0xA1  # the first trail byte of GB 2312's square
_EVERYDAY = range(0xB0, 0xD8)  # lead bytes of level 1: the 3,755 everyday characters
_SIGNS = range(0xA1, 0xAA)  # lead bytes of punctuation and figures
_WASTE_SHARE = 0.02  # of control characters, above which it is no text


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the encoding's name; raise UserError where it is no text at all."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name), encoding
    if guess := _wide(data[:_SAMPLE]):
        return _strict(data, guess, name), guess
    for encoding in ("utf-8", *_east_asian(data[:_SAMPLE])):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        _refuse_waste(text, name)
        return text, encoding
    raise UserError("reading.not_text", name=name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        raise UserError("reading.broken_text", name=name, encoding=encoding) from fault
    _refuse_waste(text, name)
    return text


def _refuse_waste(text: str, name: str) -> None:
    sample = text[:_SAMPLE]
    waste = sum(
        unicodedata.category(c) in {"Cc", "Cn", "Cs"} and c not in "\t\n\r\f\v" for c in sample
    )
    if waste > _WASTE_SHARE * len(sample):
        raise UserError("reading.not_text", name=name)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every second byte of its line ends, digits and spaces is nought."""
    if len(sample) % 2:
        sample = sample[:-1]
    noughts = (sample[0::2].count(0), sample[1::2].count(0))
    if max(noughts) * 50 < len(sample) // 2:
        return None
    order = "utf-16-be" if noughts[0] > noughts[1] else "utf-16-le"
    try:
        text = sample.decode(order, errors="strict")
    except UnicodeDecodeError:
        return None
    return order if any(c in text for c in " \n0123456789") else None


def _east_asian(sample: bytes) -> tuple[str, ...]:
    """GB 18030 first; Big5 first where too few characters are of GB's everyday half."""
    everyday = rare = 0
    place = 0
    while place < len(sample) - 1:
        if sample[place] < _NOT_ASCII:
            place += 1
            continue
        if sample[place] in _EVERYDAY and sample[place + 1] >= _GB_2312:
            everyday += 1
        elif sample[place] not in _SIGNS:
            rare += 1
        place += 2
    if everyday >= _COMMON_SHARE * (everyday + rare):
        return ("gb18030", "big5")
    return ("big5", "gb18030")
