"""Which words become personal data by what stands near? Names, minors, illness beside a number."""

from collections.abc import Container, Iterable

from clerkdesk.privacy import patterns
from clerkdesk.privacy.hit import Hit, made
from clerkdesk.privacy.patterns import PERSONAL, Kind, rules

NEAR = 60  # characters between a number and the name or word it makes personal
_MAKE_NAMES = PERSONAL | {Kind.LANDLINE}
_SHORTEST, _LONGEST = 2, 4  # characters of a name


def names(text: str, hits: list[Hit]) -> list[Hit]:
    """Return the names in the lines of numbers: right before one, or standing as words nearby.

    hits: in the order of the text.
    """
    judged: dict[str, bool] = {}  # the words of a list come again in every line
    by_end: dict[int, Hit] = {}
    for start, end in _around(text, hits, _MAKE_NAMES):
        for piece in rules().name.finditer(text, start, end):
            word = piece[0]
            good = judged.get(word)
            if good is None:
                good = judged[word] = is_name(word)
            if good:
                by_end[piece.end()] = made((*piece.span(), Kind.NAME, False, False))
    _right_before(text, hits, by_end)
    return list(by_end.values())


def terms(text: str, hits: list[Hit]) -> list[Hit]:
    """Return the words about minors and health in the lines of a person."""
    looked_for = ((Kind.MINOR, rules().minors), (Kind.HEALTH, rules().health_near))
    return [
        Hit(*match.span(), kind, False)
        for start, end in _around(text, hits, PERSONAL)
        for kind, words in looked_for
        for match in words.finditer(text, start, end)
    ]


def is_name(text: str) -> bool:
    """Tell whether a text looks like a whole personal name: surname and one or two characters."""
    length = len(text)
    if length > _LONGEST or "\u00b7" in text or "\u2022" in text:
        return patterns.NAME_SHAPE.fullmatch(text) is not None
    if length < _SHORTEST or _SOME in text:
        return False
    opening = text[:2]
    if opening in rules().compound:
        return length > _SHORTEST  # a compound surname alone is no name
    return (
        length < _LONGEST
        and text[0] in rules().surnames
        and opening not in rules().no_names
        and patterns.PIECE.fullmatch(text) is not None
    )


def _around(text: str, hits: Iterable[Hit], kinds: Container[Kind]) -> list[tuple[int, int]]:
    """Return the parts of the hits' lines that are near them; parts that touch are one."""
    parts: list[tuple[int, int]] = []
    begin = last = -1  # of the part being gathered
    line_start = line_end = -1
    for hit in hits:
        if hit.kind not in kinds:
            continue
        start, end = hit.start, hit.end
        if end <= last == line_end:  # its line is in to the end
            continue
        if end > line_end:
            line_start = text.rfind("\n", max(line_end, 0), start) + 1 or max(line_end, 0)
            line_end = text.find("\n", end)
            if line_end < 0:
                line_end = len(text)
        first = max(start - NEAR, line_start)
        if last < 0 or first > last + 1:
            if last >= 0:
                parts.append((begin, last))
            begin = first
        last = min(end + NEAR, line_end)
    if last >= 0:
        parts.append((begin, last))
    return parts


def _right_before(text: str, hits: Iterable[Hit], by_end: dict[int, Hit]) -> None:
    """Add, as sure, the names right before a number, labels and signs between set aside."""
    signs, first_han = rules().signs, patterns.FIRST_HAN
    for hit in hits:
        at = hit.start
        while at and text[at - 1] in signs:
            at -= 1
        if not at or text[at - 1] < first_han or hit.kind not in _MAKE_NAMES:
            continue
        if not by_end.get(at):
            at = _before_labels(text, hit.start)
        if known := by_end.get(at):
            by_end[at] = known._replace(sure=True)
        elif (start := _name_at_end(text, at)) is not None:
            by_end[at] = Hit(start, at, Kind.NAME)


def _before_labels(text: str, at: int) -> int:
    """Return where the labels and signs begin that stand before a place, in its line."""
    signs, labels = rules().signs, rules().between
    least = max(at - NEAR, 0)
    while at > least:
        if text[at - 1] in signs:
            at -= 1
            continue
        for word in labels.get(text[at - 1], ()):
            if text.startswith(word, at - len(word)):
                at -= len(word)
                break
        else:
            return at
    return 0


def _name_at_end(text: str, end: int) -> int | None:
    """Return where the name begins that ends here, after the label that stands before it."""
    tail = patterns.PIECE.match(text[max(end - NEAR, 0) : end][::-1])
    if not tail:
        return None
    word = tail[0][::-1]
    if is_name(word):
        return end - len(word)
    if len(word) == 1:  # drawn apart, to be as wide as a name of three
        apart = patterns.SPACED_NAME.search(text, max(end - 6, 0), end)
        if apart and apart.end() == end and is_name(apart[1] + apart[2]):
            return apart.start()
    label = rules().after_label.match(word)
    return end - len(word) + label.end() if label and is_name(word[label.end() :]) else None


_SOME = "\u67d0"  # "a certain": already masked
