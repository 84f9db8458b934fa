"""Which font files does this PC have, and what do their faces call themselves?"""

import os
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTCollection, TTFont, TTLibError

from clerkdesk.letters import outlines

ENDINGS = (".ttf", ".ttc", ".otf", ".otc", ".tte")
_NAMES = (1, 4, 6, 16)  # family, full, PostScript and typographic family name
_REGULAR = 400  # weight
_UNREADABLE = (OSError, TTLibError, AssertionError, LookupError, ValueError, struct.error)


@dataclass(frozen=True)
class Face:
    """One face in a font file. index: place in a collection. packaged: came with the program."""

    path: Path
    index: int
    family: str
    packaged: bool = False

    @property
    def source(self) -> outlines.Source:
        return outlines.opened(self.path, self.index, modified(self.path))


@dataclass(frozen=True)
class _Named:
    face: Face
    names: tuple[str, ...]
    weight: int


class Shelf:
    """Font files, found by what their faces call themselves or by the usual name of the file.

    own, installed: the office's files win over the PC's; of one family the regular weight wins.
    """

    def __init__(self, own: tuple[Path, ...], installed: tuple[Path, ...]) -> None:
        self._heaps = (own, installed)
        self._by_file = {path.name.lower(): path for path in reversed((*own, *installed))}
        self._by_family: dict[str, Face] | None = None

    def faces(self, families: Iterable[str], files: Iterable[str]) -> tuple[Face, ...]:
        found: list[Face] = []
        for family in families:
            face = self._named(family)
            if face is not None and face not in found:
                found.append(face)
        for name in files:
            path = self._by_file.get(name)
            face = next(iter(faces_of(path)), None) if path else None
            if face is not None and face.path not in [one.path for one in found]:
                found.append(face)
        return tuple(found)

    def _named(self, family: str) -> Face | None:
        if self._by_family is None:
            self._by_family = {}
            for heap in self._heaps:
                found = [one for path in heap for one in _named_faces(path, modified(path))]
                for one in sorted(found, key=lambda one: abs(one.weight - _REGULAR)):
                    for name in one.names:
                        self._by_family.setdefault(name.casefold(), one.face)
        return self._by_family.get(family.casefold())


def faces_of(path: Path) -> tuple[Face, ...]:
    """The faces in a font file; none where it cannot be read."""
    return tuple(one.face for one in _named_faces(path, modified(path)))


def has(face: Face, char: str) -> bool:
    """Whether a face lists a character, found out without opening it for drawing."""
    return ord(char) in _characters(face.path, face.index, modified(face.path))


@lru_cache(maxsize=4096)
def _named_faces(path: Path, _modified: int) -> tuple[_Named, ...]:
    outlines.hush()
    try:
        with path.open("rb") as file:
            collection = file.read(4) == b"ttcf"
            file.seek(0)
            if not collection:
                return tuple(_one(path, 0, TTFont(file, lazy=True)))
            fonts = TTCollection(file, lazy=True)
            return tuple(
                entry for index, font in enumerate(fonts) for entry in _one(path, index, font)
            )
    except _UNREADABLE:
        return ()  # a broken or foreign file among the fonts is no reason to stop


def _one(path: Path, index: int, font: Any) -> Iterator[_Named]:
    if not ("glyf" in font or "CFF " in font) or "fvar" in font or "name" not in font:
        return
    names = tuple(
        dict.fromkeys(
            text
            for record in font["name"].names
            if record.nameID in _NAMES
            for text in [record.toUnicode(errors="replace").strip()]
            if text
        )
    )
    family = font["name"].getBestFamilyName() or path.stem
    weight = font["OS/2"].usWeightClass if "OS/2" in font else _REGULAR
    yield _Named(Face(path, index, family), names, weight)


@lru_cache(maxsize=4096)
def _characters(path: Path, index: int, _modified: int) -> frozenset[int]:
    try:
        with path.open("rb") as file:
            return frozenset(TTFont(file, fontNumber=index, lazy=True).getBestCmap() or ())
    except _UNREADABLE:
        return frozenset()


def modified(path: Path) -> int:
    """When a file was last written, 0 where it is gone."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


@cache
def packaged(kind: str) -> Face:
    """The openly licensed face that came with the program: "serif" or "sans"."""
    path = {"serif": pylopdf_fonts_zh_cn.serif_path, "sans": pylopdf_fonts_zh_cn.sans_path}[kind]()
    (face,) = faces_of(path)
    return Face(face.path, face.index, face.family, packaged=True)


def files(folders: Iterable[Path]) -> tuple[Path, ...]:
    """Font files in folders and their subfolders, by name; missing folders are passed over."""
    found: list[Path] = []
    for folder in folders:
        if folder.is_dir():
            inside = (path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
            found.extend(sorted(inside))
    return tuple(found)


def system_folders() -> tuple[Path, ...]:
    """Where this operating system keeps fonts: for everyone, then for this account."""
    home = Path.home()
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", "C:/Windows"))
        account = Path(os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local")))
        return (windows / "Fonts", account / "Microsoft" / "Windows" / "Fonts")
    if sys.platform == "darwin":
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts")
    shared = Path("/usr/share/fonts"), Path("/usr/local/share/fonts")
    return (*shared, home / ".local" / "share" / "fonts", home / ".fonts")
