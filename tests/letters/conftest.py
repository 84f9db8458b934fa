"""What tests of letters stand on: packaged fonts, small fonts made to order, an office at work."""

from dataclasses import dataclass
from datetime import date

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection

from clerkdesk import settings
from clerkdesk.clock import FixedClock, legal_day
from clerkdesk.letters import fonts as faces
from clerkdesk.letters import service as letters
from clerkdesk.letters.catalogue import for_outcomes
from clerkdesk.parties import IdKind, NewParty, PartyKind
from clerkdesk.requests import queries
from clerkdesk.requests import service as requests
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.outcomes import Outcome
from tests.approving import approve


@pytest.fixture(scope="session")
def fonts():
    """The fonts of a PC that has no Chinese font of its own."""
    return faces.find(system_folders=())


def _box(width):
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    pen.lineTo((50, 800))
    pen.lineTo((width - 50, 800))
    pen.lineTo((width - 50, 0))
    pen.closePath()
    return pen.glyph()


def _built(family, characters, *, empty="", variants=(), weight=400):
    """A font in which every character is a box, but those in `empty` have no ink."""
    names = {char: f"u{ord(char):X}" for char in (*characters, *empty)}
    shown = {char: f"v{n}" for n, (char, _) in enumerate(variants)}
    order = [".notdef", *names.values(), *shown.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(
        {ord(char): name for char, name in names.items()},
        uvs=[(ord(char), ord(mark), shown[char]) for char, mark in variants],
    )
    wide = {name: 500 if len(name) <= 3 else 1000 for name in order}
    blank = {names[char] for char in empty}
    builder.setupGlyf(
        {name: TTGlyphPen(None).glyph() if name in blank else _box(wide[name]) for name in order}
    )
    builder.setupHorizontalMetrics({name: (wide[name], 50) for name in order})
    builder.setupHorizontalHeader(ascent=860, descent=-140)
    builder.setupOS2(sTypoAscender=860, sTypoDescender=-140, usWeightClass=weight)
    builder.setupNameTable(
        {"familyName": {"en": f"Test {family}", "zh-Hans-CN": family}, "styleName": "Regular"}
    )
    builder.setupPost()
    return builder.font


@pytest.fixture
def make_font(tmp_path):
    """Writes a font file of the name, family and characters given; returns its folder."""

    def make(file, family, characters, **more):
        folder = tmp_path / "fonts"
        folder.mkdir(exist_ok=True)
        _built(family, characters, **more).save(folder / file)
        return folder

    return make


@pytest.fixture
def make_collection(tmp_path):
    """Writes a collection of (family, characters) fonts; returns its folder."""

    def make(file, *members):
        folder = tmp_path / "fonts"
        folder.mkdir(exist_ok=True)
        collection = TTCollection()
        collection.fonts = [_built(family, characters) for family, characters in members]
        collection.save(folder / file)
        return folder

    return make


# --- an office with requests to answer -----------------------------------------------------------

APPLICANT = NewParty(
    PartyKind.NATURAL,
    "刘洋",
    IdKind.RESIDENT,
    "11010519491231002X",
    phone="13800006620",
    address="临江市江口区文昌路26号",
)
GIVEN = {"provided": ["《供热特许经营协议》"], "provide_way": "纸质复印件，邮寄"}


@dataclass
class Desk:
    """The office at work: requests in one line, decided and written as a test wants them."""

    clerk: int
    clock: FixedClock

    def go(self, day: date) -> date:
        self.clock.at = FixedClock.on(day).at
        return day

    @property
    def today(self) -> date:
        return legal_day(self.clock.at)

    def request(self, *items: str, arrived: date = date(2026, 9, 14), **more) -> int:
        wanted = {"channel": Channel.SIGNED_MAIL, "applicants": (APPLICANT,)} | more
        intake = requests.Intake(arrived_on=arrived, items=items or ("2025年度部门决算",), **wanted)
        return requests.register(intake, self.clerk)

    def card(self, request: int):
        return queries.card(request, self.today)

    def decide(self, request: int, *answers, on: date | None = None, signed: bool = True) -> None:
        """answers: (outcome, fields) of the items in turn; the last one for all that follow."""
        found = answers or ((Outcome.DISCLOSED, GIVEN),)
        items = self.card(request).items
        chosen = [found[min(n, len(found) - 1)] for n in range(len(items))]
        requests.decide(
            request,
            self.clerk,
            on=on or self.today,
            answers={
                item.id: requests.ItemAnswer(*answer)
                for item, answer in zip(items, chosen, strict=True)
            },
            main=chosen[0][0] if len({one[0] for one in chosen}) > 1 else None,
            main_reason="按主要内容" if len(chosen) > 1 else "",
        )
        if signed:
            approve(request, self.clerk, on or self.today)

    def reply(self, request: int, **more) -> int:
        """A frozen reply to everything that was decided."""
        outcomes = [Outcome(item.outcome) for item in self.card(request).items if item.outcome]
        return letters.make(request, for_outcomes(outcomes).key, self.clerk, **more)

    def kinds(self, request: int) -> list[str]:
        """What happened to a request and stands, in order; who signed it aside."""
        kinds = [one.kind.value for one in self.card(request).events if one.stands]
        return [kind for kind in kinds if kind != "signed"]


@pytest.fixture
def desk(register, clerk, clock) -> Desk:
    settings.change(
        clerk,
        office_name="临江市城乡建设局",
        office_code="临建",
        working_body="政务公开办公室",
        contact="张明",
        office_phone="0000-8765432",
        office_address="临江市人民路18号1012室",
        reconsideration_body="临江市人民政府",
        court="江口区人民法院",
    )
    return Desk(clerk, clock)
