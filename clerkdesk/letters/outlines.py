"""How does a font on disk become a small TrueType font of one letter's characters?

PDF viewers and printers everywhere draw TrueType outlines; the openly licensed Chinese fonts carry
CFF ones. A `Source` is a font file opened once per process; it turns a glyph into TrueType form
when a letter first needs it and remembers it. `cut` joins such glyphs to a font that holds nothing
else.
"""

import logging
import struct
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

_ERROR = 0.001  # of the em: how far a quadratic curve may stray from the cubic one it replaces
_EM_BOX = (0.88, -0.12)  # top and bottom of a Han character where the font does not say
_EM_TOLERANCE = 0.03
_VARIATIONS = 14  # the cmap format that lists variation sequences
_HINTING = ("cvt ", "fpgm", "prep")
_DATE = 3_423_945_600  # seconds from 1904 to 1 July 2012; one date for all keeps the bytes the same


@dataclass(frozen=True)
class Box:
    """What a glyph's ink covers, in ems from its origin."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Outline:
    """One glyph as TrueType has it. data: its glyf entry; advance, bearing: in font units."""

    data: bytes
    advance: int
    bearing: int
    points: int = 0
    contours: int = 0


@cache
def hush() -> None:
    """Keep fontTools from telling the log of oddities in fonts that draw perfectly well."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)


class Source:
    """One face of a font file, open for reading.

    Glyphs are named by tuples of the font's own glyph names: the first is the base, the others are
    marks set centred over it.
    """

    def __init__(self, path: Path, index: int) -> None:
        hush()
        with path.open("rb") as file:
            mapped = mmap(file.fileno(), 0, access=ACCESS_READ)  # only the parts used are read
        self._font: Any = TTFont(mapped, fontNumber=index, lazy=True)
        self._lock = threading.RLock()
        self._outlines: dict[tuple[str, ...], Outline] = {}
        self.units: int = self._font["head"].unitsPerEm
        self.characters: dict[int, str] = self._font.getBestCmap() or {}
        self.top, self.bottom = self._em_box()
        self.half = _substitutes(self._font, "hwid")
        self.full = _substitutes(self._font, "fwid")
        self._glyphs = self._font.getGlyphSet()
        self._cubic = "glyf" not in self._font
        self.postscript_name = _plain(self._font["name"].getDebugName(6) or path.stem)

    def variant(self, base: str, selector: str) -> str | None:
        """The glyph of a variation sequence, None where the font does not know it."""
        for table in self._font["cmap"].tables:
            if table.format == _VARIATIONS:
                for code, glyph in table.uvsDict.get(ord(selector), ()):
                    if code == ord(base):
                        return glyph or self.characters.get(code)
        return None

    def advance(self, glyph: str) -> float:
        """Width of a glyph in ems."""
        with self._lock:
            return float(self._font["hmtx"][glyph][0]) / self.units

    def outline(self, glyph: tuple[str, ...]) -> Outline:
        with self._lock:
            if glyph not in self._outlines:
                self._outlines[glyph] = self._read(glyph)
            return self._outlines[glyph]

    def box(self, glyph: tuple[str, ...]) -> Box | None:
        """What the glyph's ink covers; None where it has none."""
        data = self.outline(glyph).data
        if not data:
            return None
        left, bottom, right, top = struct.unpack(">4h", data[2:10])
        return Box(left / self.units, bottom / self.units, right / self.units, top / self.units)

    def hinting(self) -> dict[str, bytes]:
        """Tables that the glyphs' own instructions lean on; none for converted outlines."""
        if self._cubic:
            return {}
        with self._lock:
            reader = self._font.reader
            return {tag: reader[tag] for tag in _HINTING if tag in reader.keys()}  # noqa: SIM118 - no `in` by tag on fontTools' reader

    def profile(self) -> bytes | None:
        """The source's maxp entry, whose bounds hold for any part of it; None for CFF."""
        with self._lock:
            return None if self._cubic else bytes(self._font.reader["maxp"])

    def _em_box(self) -> tuple[float, float]:
        os2 = self._font.get("OS/2")
        if os2 is not None:
            top, bottom = os2.sTypoAscender / self.units, os2.sTypoDescender / self.units
            if abs(top - bottom - 1) < _EM_TOLERANCE:
                return top, bottom
        return _EM_BOX

    def _read(self, glyph: tuple[str, ...]) -> Outline:
        advance, bearing = self._font["hmtx"][glyph[0]]
        if len(glyph) == 1 and not self._cubic:
            entry = self._font["glyf"].glyphs[glyph[0]]
            data = bytes(getattr(entry, "data", b"")) or entry.compile(self._font["glyf"])
            if not data or struct.unpack(">h", data[:2])[0] >= 0:
                return _measured(data, advance, bearing)
        data = self._drawn(glyph)
        left = struct.unpack(">h", data[2:4])[0] if data else 0
        return _measured(data, advance, left)

    def _drawn(self, glyph: tuple[str, ...]) -> bytes:
        pen = TTGlyphPen(None)
        target = Cu2QuPen(pen, self.units * _ERROR, reverse_direction=True) if self._cubic else pen
        base: tuple[float, float] | None = None
        for name in glyph:
            recording = DecomposingRecordingPen(self._glyphs)
            self._glyphs[name].draw(recording)
            self._forget(name)
            span = _span(recording.value)
            shift = sum(base) / 2 - sum(span) / 2 if base and span else 0
            recording.replay(TransformPen(target, (1, 0, 0, 1, round(shift), 0)))
            base = base or span
        return bytes(pen.glyph(dropImpliedOnCurves=True).compile(None))

    def _forget(self, name: str) -> None:
        """Let go of a glyph's parsed program, which is never read again."""
        if self._cubic:
            programs = self._font["CFF "].cff.topDictIndex[0].CharStrings
            programs.charStringsIndex[programs.charStrings[name]] = None


def _span(recorded: list[tuple[str, tuple[Any, ...]]]) -> tuple[float, float] | None:
    xs = [point[0] for _, points in recorded for point in points if point is not None]
    return (min(xs), max(xs)) if xs else None


def _measured(data: bytes, advance: int, bearing: int) -> Outline:
    if not data:
        return Outline(b"", advance, bearing)
    contours = struct.unpack(">h", data[:2])[0]
    last = struct.unpack(">H", data[8 + 2 * contours : 10 + 2 * contours])[0] if contours else -1
    return Outline(data, advance, bearing, points=last + 1, contours=contours)


def _substitutes(font: TTFont, feature: str) -> dict[str, str]:
    """What a font puts in a glyph's place to make it half or full width."""
    if "GSUB" not in font or not font["GSUB"].table.FeatureList:
        return {}
    table = font["GSUB"].table
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == feature
        for index in record.Feature.LookupListIndex
    }
    found: dict[str, str] = {}
    for index in sorted(lookups):
        for part in table.LookupList.Lookup[index].SubTable:
            found.update(getattr(getattr(part, "ExtSubTable", part), "mapping", {}))
    return found


def _plain(name: str) -> str:
    """A PostScript name that a PDF can carry as it is."""
    kept = "".join(char for char in name if char.isascii() and (char.isalnum() or char == "-"))
    return kept or "Font"


@lru_cache(maxsize=24)
def opened(path: Path, index: int, _modified: int) -> Source:
    """The face, opened at most once per process while the file stays as it is."""
    return Source(path, index)


BLANK: tuple[str, ...] = ()  # a full cell without ink


def cut(source: Source, glyphs: Sequence[tuple[str, ...]]) -> bytes:
    """A TrueType font whose glyph n+1 is glyphs[n]; glyph 0 is empty.

    It has the tables a PDF asks of an embedded font and no others. The same glyphs make the same
    bytes.
    """
    empty = Outline(b"", source.units, 0)
    outlines = [empty, *(source.outline(one) if one else empty for one in glyphs)]
    offsets, entries, at = [0], [], 0
    for one in outlines:
        padded = one.data + b"\0" * (-len(one.data) % 4)
        entries.append(padded)
        at += len(padded)
        offsets.append(at)
    return _sfnt(
        {
            "glyf": b"".join(entries) or b"\0\0\0\0",
            "head": _head(source, outlines),
            "hhea": _hhea(source, outlines),
            "hmtx": b"".join(struct.pack(">Hh", one.advance, one.bearing) for one in outlines),
            "loca": struct.pack(f">{len(offsets)}I", *offsets),
            "maxp": _maxp(source, outlines),
            **source.hinting(),
        }
    )


def _head(source: Source, outlines: Iterable[Outline]) -> bytes:
    boxes = [struct.unpack(">4h", one.data[2:10]) for one in outlines if one.data]
    left, bottom = (min((box[n] for box in boxes), default=0) for n in (0, 1))
    right, top = (max((box[n] for box in boxes), default=0) for n in (2, 3))
    return (
        struct.pack(">IIIIHH", 0x00010000, 0x00010000, 0, 0x5F0F3CF5, 0b11, source.units)
        + struct.pack(">qq", _DATE, _DATE)
        + struct.pack(">4h", left, bottom, right, top)
        + struct.pack(">HHhhh", 0, 8, 2, 1, 0)
    )


def _hhea(source: Source, outlines: Sequence[Outline]) -> bytes:
    top, bottom = round(source.top * source.units), round(source.bottom * source.units)
    widest = max(one.advance for one in outlines)
    return struct.pack(
        ">IhhhH11hH", 0x00010000, top, bottom, 0, widest, *[0] * 3, 1, *[0] * 7, len(outlines)
    )


def _maxp(source: Source, outlines: Sequence[Outline]) -> bytes:
    given = source.profile()
    if given is not None:
        return given[:4] + struct.pack(">H", len(outlines)) + given[6:]
    points = max(one.points for one in outlines)
    contours = max(one.contours for one in outlines)
    return struct.pack(">I14H", 0x00010000, len(outlines), points, contours, 0, 0, 1, *[0] * 8)


def _sfnt(tables: dict[str, bytes]) -> bytes:
    tags = sorted(tables)
    power = 1 << (len(tags).bit_length() - 1)
    header = struct.pack(
        ">IHHHH", 0x00010000, len(tags), power * 16, power.bit_length() - 1,
        len(tags) * 16 - power * 16,
    )  # fmt: skip
    directory, body = b"", b""
    start = len(header) + 16 * len(tags)
    for tag in tags:
        data = tables[tag]
        padded = data + b"\0" * (-len(data) % 4)
        place = start + len(body)
        directory += tag.encode() + struct.pack(">III", _checksum(padded), place, len(data))
        body += padded
    whole = bytearray(header + directory + body)
    head = start + sum(
        len(tables[tag]) + -len(tables[tag]) % 4 for tag in tags[: tags.index("head")]
    )
    struct.pack_into(">I", whole, head + 8, (0xB1B0AFBA - _checksum(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
