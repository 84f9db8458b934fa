"""What does a signature approve, and when does it stand no longer? Drafts, sheets, voids."""

import pypdfium2
import pytest

from clerkdesk import units
from clerkdesk.errors import UserError
from clerkdesk.letters import queries, service
from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.gather import facts_of
from clerkdesk.requests import service as requests
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.requests.service import SignRole
from tests.letters import samples

DISCLOSED = (Outcome.DISCLOSED, samples.given(Outcome.DISCLOSED, full=False))
NOT_HELD = (Outcome.NOT_HELD, samples.given(Outcome.NOT_HELD, full=False))


@pytest.fixture
def head(desk) -> int:
    return units.add_person("李文涛", by=desk.clerk)


@pytest.fixture
def decided(desk) -> int:
    request = desk.request()
    desk.decide(request, signed=False)
    return request


def sign(desk, request, who, role=SignRole.APPROVER, **more) -> int:
    return requests.sign_off(request, desk.clerk, role=role, signed_by=who, on=desk.today, **more)


def stands(desk, request) -> list[bool]:
    return [one.stands for one in desk.card(request).sign_offs]


def test_a_reply_made_anew_takes_the_signature_of_the_one_before_with_it(desk, decided, head):
    reply = desk.reply(decided)
    sign(desk, decided, head)
    assert desk.card(decided).next_step == "send"
    service.void(reply, desk.clerk, reason="文字有误")
    assert stands(desk, decided) == [False]
    assert desk.card(decided).next_step == "sign_off"
    desk.reply(decided)
    assert stands(desk, decided) == [False]
    sign(desk, decided, head)
    assert stands(desk, decided) == [False, True]
    assert desk.card(decided).next_step == "send"


def test_the_sheet_itself_is_never_what_is_signed(desk, decided, head):
    reply = desk.reply(decided)
    service.make(decided, "approval_sheet", desk.clerk)
    sign(desk, decided, head)
    assert desk.card(decided).sign_offs[0].digest == queries.card(reply).sha256


def test_a_second_reply_made_after_the_signature_is_not_signed(desk, head):
    request = desk.request("决算", "协议")
    desk.decide(request, DISCLOSED, NOT_HELD, signed=False)
    service.make(request, "disclosed", desk.clerk)
    sign(desk, request, head)
    service.make(request, "not_held", desk.clerk)
    assert stands(desk, request) == [False]
    assert desk.card(request).next_step == "sign_off"
    sign(desk, request, head)
    assert desk.card(request).next_step == "send"


def test_who_approved_the_decision_before_the_reply_was_written_approved_it(desk, decided, head):
    sign(desk, decided, head)
    desk.reply(decided)
    assert stands(desk, decided) == [True]
    assert desk.card(decided).next_step == "send"


def test_a_signature_noted_by_mistake_is_voided_and_approves_nothing(desk, decided, head):
    desk.reply(decided)
    sign(desk, decided, head)
    event = desk.card(decided).events[-1]
    assert "李文涛" in event.gist
    requests.void_event(event.id, desk.clerk, reason="登记到了另一件")
    assert stands(desk, decided) == [False]
    assert desk.card(decided).next_step == "sign_off"


def test_a_drafters_signature_approves_nothing_and_can_be_voided(desk, decided, head):
    desk.reply(decided)
    sign(desk, decided, head, SignRole.DRAFTER)
    assert desk.card(decided).next_step == "sign_off"
    with pytest.raises(UserError, match="拟稿人不能签批"):
        sign(desk, decided, head)
    event = desk.card(decided).events[-1]
    requests.void_event(event.id, desk.clerk, reason="拟稿人不是他")
    sign(desk, decided, head)
    assert desk.card(decided).next_step == "send"


def test_the_digest_on_the_sheet_is_that_of_the_draft(desk, decided):
    card = desk.card(decided)
    sheet = LETTERS["approval_sheet"]
    assert facts_of(card, sheet, dated_on=desk.today).digest == card.digest != ""
    reply = desk.reply(decided)
    card = desk.card(decided)
    assert facts_of(card, sheet, dated_on=desk.today).digest == queries.card(reply).sha256


def test_what_is_typed_off_an_old_sheet_is_refused_beside_it(desk, decided, head):
    reply = desk.reply(decided)
    printed = desk.card(decided).digest
    service.void(reply, desk.clerk, reason="文字有误")
    desk.reply(decided, typed={"copies_to": "档案室"})
    for told in (printed[:8], "1234", "校验值"):
        with pytest.raises(UserError, match="重新打印呈批单") as fault:
            sign(desk, decided, head, digest=told)
        assert fault.value.field == "digest"
    shown = desk.card(decided).digest
    sign(desk, decided, head, digest=f"{shown[:4].upper()} {shown[4:8].upper()}")
    assert desk.card(decided).sign_offs[0].digest == shown


def test_the_sheet_bears_due_date_grounds_digest_and_the_draft_word_for_word(desk, decided):
    sheet = LETTERS["approval_sheet"]
    bare = service.preview(decided, "approval_sheet", today=desk.today)
    assert facts_of(desk.card(decided), sheet, dated_on=desk.today).draft == ""
    assert "附：答复稿" not in _printed(bare)
    reply = desk.reply(decided)
    digest = queries.card(reply).sha256
    said = _printed(service.preview(decided, "approval_sheet", today=desk.today))
    assert "2026年10月16日" in said
    assert "第三十六条第（二）项" in said
    assert f"{digest[:4]}{digest[4:8]}" in said
    assert "附：答复稿" in said
    assert "刘洋：" in said
    assert "供热特许经营协议" in said
    assert queries.card(reply).row.number in said


def _printed(written) -> str:
    document = pypdfium2.PdfDocument(written.pdf)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "".join("".join(pages).split())
