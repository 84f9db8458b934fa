"""A notice is understood before it is saved, moves open matters, and can be taken back."""

from datetime import date

import pytest

from clerkdesk import audit
from clerkdesk.db.models import HolidayNotice, Request
from clerkdesk.errors import UserError
from clerkdesk.holidays import queries, service
from clerkdesk.holidays.queries import calendar
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import service as requests
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.intake import Intake

TODAY = date(2026, 12, 16)
NOTICE = """国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
国务院办公厅
2026年11月20日"""


@pytest.fixture
def waiting(register, clerk, clock) -> int:
    """A request whose limit runs past the horizon."""
    clock.at = clock.on(TODAY).at
    party = NewParty(PartyKind.NATURAL, "李明", phone="13800000000", address="示例路1号")
    intake = Intake(Channel.IN_PERSON, date(2026, 12, 15), (party,), ("2026年预算执行情况",))
    return requests.register(intake, clerk)


def due(request_id: int) -> tuple[date, bool]:
    row = Request.get_by_id(request_id)
    return row.due_on, row.provisional


def test_past_the_horizon_a_date_is_provisional_until_the_notice_comes(waiting, clerk):
    assert due(waiting) == (date(2027, 1, 12), True)
    service.enter(NOTICE, None, clerk)
    assert due(waiting) == (date(2027, 1, 13), False)
    assert calendar().horizon == date(2027, 12, 28)


def test_what_a_notice_moves_is_shown_before_anything_is_written(waiting):
    found = service.understand(NOTICE, None)
    (moved,) = service.impact_of_notice(found.notice, TODAY).moved
    assert (moved.due_from, moved.due_to) == (date(2027, 1, 12), date(2027, 1, 13))
    assert {change.day for change in found.changes} >= {date(2027, 1, 1), date(2027, 1, 31)}
    assert HolidayNotice.select().count() == 0
    assert due(waiting) == (date(2027, 1, 12), True)


def test_a_notice_keeps_the_days_it_was_saved_with(register, clerk):
    service.enter(NOTICE, None, clerk)
    (row,) = queries.notices()
    assert row.number == "国办发明电〔2026〕9号"
    assert row.issued_on == date(2026, 11, 20)
    assert len(row.days_off) == 27
    assert min(row.makeup_days) == date(2027, 1, 31)
    assert str(calendar().provenance(2027)) == "国办发明电〔2026〕9号"


def test_doubts_must_be_checked_before_saving(register, clerk):
    doubtful = NOTICE.replace("共7天。1月31日", "共9天。1月31日", 1)
    assert service.understand(doubtful, None).needs_check
    with pytest.raises(UserError) as refused:
        service.enter(doubtful, None, clerk)
    assert (refused.value.code, refused.value.field) == ("holidays.not_checked", "checked")
    assert queries.notices() == ()
    service.enter(doubtful, None, clerk, checked=True)
    assert len(queries.notices()) == 1


def test_the_same_notice_is_not_saved_twice(register, clerk):
    service.enter(NOTICE, None, clerk)
    with pytest.raises(UserError, match="已经录入过"):
        service.enter(NOTICE, None, clerk)


def test_a_voided_notice_moves_the_dates_back_and_stays_in_sight(waiting, clerk):
    notice = service.enter(NOTICE, None, clerk)
    (moved,) = service.impact_of_void(notice, TODAY).moved
    assert moved.due_to == date(2027, 1, 12)
    with pytest.raises(UserError, match="作废原因"):
        service.void(notice, clerk, reason=" ")
    service.void(notice, clerk, reason="录入了征求意见稿")
    assert due(waiting) == (date(2027, 1, 12), True)
    assert queries.notices()[0].voided
    with pytest.raises(UserError, match="已经作废"):
        service.void(notice, clerk, reason="再一次")
    assert audit.verify().ok


def test_text_that_orders_no_day_is_refused_by_its_field(register, clerk):
    with pytest.raises(UserError) as refused:
        service.enter("今天天气很好", 2027, clerk)
    assert refused.value.field == "text"


def test_leaving_worked_weekends_uncounted_moves_open_matters_after_showing_them(
    register, clerk, clock
):
    today = date(2026, 9, 15)
    clock.at = clock.on(today).at
    party = NewParty(PartyKind.NATURAL, "李明", phone="13800000000", address="示例路1号")
    asked = Intake(Channel.IN_PERSON, date(2026, 9, 14), (party,), ("2026年预算执行情况",))
    request = requests.register(asked, clerk)

    # 20 September and 10 October 2026 are worked weekends within the twenty days
    (moved,) = service.impact_of_makeup(today, counted=False).moved
    assert (moved.due_from, moved.due_to) == (date(2026, 10, 16), date(2026, 10, 20))
    assert due(request)[0] == date(2026, 10, 16)

    service.count_makeup(clerk, counted=False)
    assert due(request)[0] == date(2026, 10, 20)
    service.count_makeup(clerk, counted=True)
    assert due(request)[0] == date(2026, 10, 16)


def test_entering_tells_how_far_it_is_and_takes_everything_back_when_stopped(waiting, clerk):
    class StoppedError(Exception):
        pass

    def stop(_done, _every):
        raise StoppedError

    before = due(waiting)
    with pytest.raises(StoppedError):
        service.enter(NOTICE, None, clerk, progress=stop)
    assert queries.notices() == ()
    assert due(waiting) == before
    told = []
    service.enter(NOTICE, None, clerk, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 1)]
