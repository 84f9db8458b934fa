"""One request from intake to the archived letter, for each way it can end, through the window."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from clerkdesk.archive import shelf
from clerkdesk.clock import FixedClock
from clerkdesk.db.models import Letter, Request
from clerkdesk.letters import checking
from clerkdesk.letters.catalogue import for_outcomes
from clerkdesk.requests import queries, service
from clerkdesk.requests.answers import DATE_FIELDS
from clerkdesk.requests.grounds import GROUNDS, Danger, Ground, ThirdPartyView
from clerkdesk.requests.moves import Move
from clerkdesk.requests.outcomes import OUTCOMES, Outcome, cell_of
from clerkdesk.requests.states import CLOSED
from ui.letters.card import LetterCard
from ui.letters.write import WriteLetter
from ui.requests.decide import Decide
from ui.requests.intake import RequestIntake

ARRIVED = date(2026, 9, 14)
DECIDED = date(2026, 10, 13)
NAME = "欧阳娜"
SAID = {
    "organ": "示例市水务局",
    "organ_contact": "示例市河西路2号，0571-66660000",
    "danger": Danger.SOCIAL_STABILITY,
    "third_party_view": ThirdPartyView.NOT_ASKED,
}


@pytest.fixture
def go(clock):
    def go(*ymd: int) -> date:
        clock.at = FixedClock.on(date(*ymd)).at
        service.new_day()
        return date(*ymd)

    return go


def _take_in(window, turn) -> int:
    """Fill the intake form as the clerk does, and save."""
    window.navigate("requests.intake")
    turn()
    page = window.page()
    assert isinstance(page, RequestIntake)
    for name, value in {
        "channel": "signed_mail",
        "mail_number": "EMS1098765432CN",
        "applicants[0].name": NAME,
        "applicants[0].phone": "13800006620",
        "applicants[0].address": "示例市文昌路26号",
        "items[0]": "城区集中供热特许经营协议及历次补充协议",
    }.items():
        page.form[name].set_value(value)
    page.form["arrived_on"].editor.line.setText(ARRIVED.isoformat())
    page.save()
    turn()
    return Request.select().order_by(Request.id.desc()).get().id


def _act(window, turn, request, key, **values) -> None:
    """Open an act on the card, fill its form in, save it."""
    window.navigate("requests", request)
    turn()
    page = window.page()
    page.open_act(str(key))
    turn()
    panel = page.place.shown()
    for name, value in values.items():
        panel.form[name].set_value(value)
    panel.act()
    turn()
    assert page.place.shown() is None, _said(page)


def _lead_up(outcome, window, turn, request, go) -> None:
    """Do what must have happened before a request can end so, each on its form."""

    def act(key, **values) -> None:
        _act(window, turn, request, key, **values)

    if outcome in (Outcome.STILL_UNCLEAR, Outcome.NOT_CORRECTED):
        until, told = date(2026, 9, 30), date(2026, 9, 18)
        act(Move.ASK_CORRECTION, on=date(2026, 9, 17), what="请补正文号", until=until, told_on=told)
    if outcome is Outcome.STILL_UNCLEAR:
        act(Move.RECEIVE_CORRECTION, on=date(2026, 9, 24), content="仍是那份协议")
    if outcome is Outcome.NOT_CORRECTED:
        act(Move.ABANDON, on=DECIDED, why="未补正")
    if outcome is Outcome.EXCESSIVE:
        asked, until = date(2026, 9, 20), date(2026, 9, 30)
        act(Move.ASK_REASONS, on=asked, facts="本月四十件", until=until)
        act(Move.RECEIVE_REASONS, on=date(2026, 9, 28), text="个人兴趣")
    if outcome is Outcome.NOT_PAID:
        asked = date(2026, 9, 15)
        act(Move.NOTIFY_FEE, on=asked, amount=100, basis="按件，第11件", told_on=asked)
        act(Move.ABANDON, on=go(2026, 10, 30), why="未缴费")
    if outcome is Outcome.WITHDRAWN:
        act(Move.WITHDRAW, on=DECIDED, why="不再需要")


def _archive(window, turn, box, desk, qtbot, request, folder) -> Path:
    """Pack the closed case into a folder, from the card's menu."""
    window.navigate("requests", request)
    turn()
    box.files = (folder,)
    page = window.page()
    (choice,) = [one for one in page.header.menu.actions() if one.text() == "归档这一件"]
    choice.trigger()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    turn()
    (pack,) = folder.glob("*.zip")
    return pack


def _said(page) -> str:
    """Everything a page says: why a step was refused stands among it."""
    return "\n".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def _value(name: str):
    last = name.rpartition(".")[2]
    if last in DATE_FIELDS:
        return ARRIVED
    return SAID.get(last, "经办人填写的内容")


def _decide(window, turn, request, outcome) -> None:
    """Fill the decision's form: what the outcome requires, no more."""
    window.navigate("requests.decide", request)
    turn()
    page = window.page()
    assert isinstance(page, Decide)
    (item,) = page.card.items
    prefix = f"items[{item.id}]."
    page.form[prefix + "outcome"].set_value(outcome)
    turn()  # the fields that follow from it appear
    rule = OUTCOMES[outcome]
    if prefix + "ground" in page.form and rule.grounds:
        page.form[prefix + "ground"].set_value(rule.grounds[0])
    for name in rule.required:
        if name != "withheld" and not page.form[prefix + name].value():
            page.form[prefix + name].set_value(_value(name))
    if outcome is Outcome.OTHER_ORGAN:
        for name in ("organ", "organ_contact"):
            page.form[prefix + name].set_value(SAID[name])
    if "withheld" in rule.required:
        part = prefix + "withheld[0]."
        page.form[part + "ground"].set_value(Ground.PRIVACY)
        turn()
        for name in ("what", *GROUNDS[Ground.PRIVACY].demands, "reason"):
            page.form[part + name].set_value(_value(name))
    if not page.form["reason"].isHidden():  # a third party was not asked
        page.form["reason"].set_value("其书面意见已在卷")
    page.save()
    turn()
    assert isinstance(window.page(), WriteLetter), _said(page)


def _write(window, turn, box, request, outcome, *, decided_by_event) -> int:
    """Complete the letter the decision leads to, and freeze it."""
    if decided_by_event:
        window.navigate("letters.write", request, key=for_outcomes([outcome]).key)
        turn()
    assert isinstance(window.page(), WriteLetter)
    page = window.page()
    assert page.kind.value() == OUTCOMES[outcome].letter
    for field in page.form.shown():
        if field.value() in (None, "") and field.required:
            field.set_value(_value(field.name))
    page.preview()
    assert page._written is not None, _said(page)
    box.answer = True
    page._freeze()
    turn()
    assert isinstance(window.page(), LetterCard)
    return Letter.select().order_by(Letter.id.desc()).get().id


def _send(window, turn, desk, qtbot, letter, on) -> None:
    """Look through what leaves, sign each finding with a reason, and record the posting."""
    page = window.page()
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=20_000)
    turn()
    checked = checking.standing(letter)
    assert checked is not None
    for found in checked.open:
        page.outgoing._begin_signing(found.key)
        page.outgoing.reason.set_value("是机关的公开联系方式，应当告知申请人")
        page.outgoing.sign.click()
        turn()
    if page._doing != "send":
        page._begin("send")
    page.form.set_values({"on": on, "tracking": "EMS2222222222CN"})
    page._do()
    turn()
    assert page._doing == "", _said(page)


@pytest.mark.parametrize("outcome", list(OUTCOMES), ids=lambda one: one.value)
def test_a_request_goes_from_intake_to_its_archived_letter(
    outcome, window, turn, box, go, desk, qtbot, office, tmp_path
):
    request = _take_in(window, turn)
    _lead_up(outcome, window, turn, request, go)
    (before,) = queries.card(request, desk.today()).items
    if not before.outcome:
        _decide(window, turn, request, outcome)
    by_event = bool(before.outcome)
    letter = _write(window, turn, box, request, outcome, decided_by_event=by_event)
    if queries.card(request, desk.today()).next_step == Move.SIGN_OFF:
        _act(window, turn, request, Move.SIGN_OFF, signed_by=office.head, on=desk.today())
    window.navigate("letters", letter)
    turn()
    _send(window, turn, desk, qtbot, letter, desk.today())

    card = queries.card(request, desk.today())
    assert card.state in CLOSED
    assert card.received_on == ARRIVED
    assert [one.outcome for one in card.items] == [outcome.value]
    assert cell_of([outcome]) is OUTCOMES[outcome].cell
    made = Letter.get_by_id(letter)
    assert (made.key, made.sent_on, made.tracking) == (
        OUTCOMES[outcome].letter,
        desk.today(),
        "EMS2222222222CN",
    )
    pack = _archive(window, turn, box, desk, qtbot, request, tmp_path)
    assert shelf.check(pack) == ()
    with zipfile.ZipFile(pack) as zipped:
        (name,) = [one for one in zipped.namelist() if one.startswith("03 文书/")]
        assert zipped.read(name).startswith(b"%PDF")
