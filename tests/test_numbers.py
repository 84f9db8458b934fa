import pytest

from clerkdesk import audit, numbers, settings
from clerkdesk.db.models import Number
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.numbers import Gaps


def allot(clerk: int, series: str = "letter", year: int = 2026) -> str:
    with unit(by=clerk) as work:
        number = numbers.allot(series, year, series)
        work.changed(series, 0)
    return number.shown


def enter(clerk: int, typed: str, series: str = "letter", year: int = 2026) -> numbers.Number:
    with unit(by=clerk) as work:
        number = numbers.enter(series, year, typed, series)
        work.changed(series, 0)
    return number


def void(clerk: int, shown: str, reason: str = "打印错误") -> None:
    with unit(by=clerk):
        numbers.void(shown, reason, noun="letter")


def refused(act, *arguments) -> UserError:
    with pytest.raises(UserError) as caught:
        act(*arguments)
    assert str(caught.value)
    return caught.value


@pytest.fixture
def office(register, clerk) -> int:
    settings.change(clerk, office_code="示数")
    return clerk


def test_each_series_counts_by_itself_and_anew_each_year(office):
    assert [allot(office) for _ in range(3)] == [
        "示数信公告〔2026〕1号",
        "示数信公告〔2026〕2号",
        "示数信公告〔2026〕3号",
    ]
    assert allot(office, "request") == "2026-0001"
    assert allot(office, "letter", 2027) == "示数信公告〔2027〕1号"
    assert numbers.next_shown("letter", 2026) == "示数信公告〔2026〕4号"


def test_a_failed_save_gives_no_number_away(office):
    with pytest.raises(ZeroDivisionError):
        fail_after_allotting(office)

    assert allot(office) == "示数信公告〔2026〕1号"


def fail_after_allotting(clerk: int) -> None:
    with unit(by=clerk):
        numbers.allot("letter", 2026, "letter")
        raise ZeroDivisionError


def test_outside_a_unit_no_number_is_given(register):
    with pytest.raises(Exception, match=r"readonly|inside a unit"):
        numbers.allot("letter", 2026, "letter")


def test_a_void_number_is_never_given_again(office):
    first = allot(office)

    void(office, first)

    assert allot(office) == "示数信公告〔2026〕2号"
    assert refused(void, office, first).code == "numbers.void_already"
    assert refused(void, office, "无此号").code == "numbers.gone"
    assert refused(void, office, "示数信公告〔2026〕2号", "  ").code == "numbers.reason_missing"
    line = audit.history("number", 1)[-1]
    assert (line.verb, line.payload["reason"]) == ("voided", "打印错误")


def test_a_number_knows_its_row(office):
    with unit(by=office) as work:
        number = numbers.allot("request", 2026, "request")
        numbers.belongs_to(number, 77)
        work.changed("request", 77)

    assert Number.get_by_id(number.id).noun_id == 77


@pytest.mark.parametrize(
    "typed",
    [
        "示数信公告〔2026〕12号",
        " 示数信公告［2026］12号 ",
        "示数信公告(2026)12号",
        "示数信公告【２０２６】１２号",
    ],
)
def test_a_typed_number_is_brought_into_its_proper_form(office, typed):
    assert numbers.check("letter", 2026, typed) == "示数信公告〔2026〕12号"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "numbers.empty"),
        ("示数信公告2026年12号", "numbers.bad_form"),
        ("示数信公告〔2026〕第12号", "numbers.bad_form"),
        ("示数信公告〔2026〕012号", "numbers.bad_form"),
        ("示数信公告〔2026〕0号", "numbers.bad_form"),
        ("〔2026〕12号", "numbers.bad_form"),
        ("示数信公告〔2025〕12号", "numbers.other_year"),
    ],
)
def test_a_typed_number_of_another_form_is_refused(office, typed, code):
    error = refused(numbers.check, "letter", 2026, typed)

    assert (error.code, error.field) == (code, "number")


def test_a_typed_number_is_never_used_twice(office):
    enter(office, "示数信公告〔2026〕12号")

    assert refused(enter, office, "示数信公告(2026)12号").code == "numbers.repeated"
    void(office, "示数信公告〔2026〕12号")
    assert refused(enter, office, "示数信公告〔2026〕12号").code == "numbers.repeated"


def test_letters_of_another_code_have_a_row_of_numbers_of_their_own(office):
    enter(office, "示数信公告〔2026〕12号")

    other = enter(office, "示数信公补〔2026〕12号")

    assert other.series == "letter/示数信公补"
    assert other.typed


def test_the_own_series_steps_over_a_number_typed_before(office):
    enter(office, "示数信公告〔2026〕2号")

    assert [allot(office), allot(office)] == ["示数信公告〔2026〕1号", "示数信公告〔2026〕3号"]


@pytest.mark.parametrize(
    ("typed", "number"), [("2026-0012", 12), ("申〔2026〕第7号", 7), ("15", 15)]
)
def test_an_old_register_number_is_kept_as_it_was(office, typed, number):
    kept = enter(office, typed, "request")

    assert (kept.shown, kept.number, kept.year) == (typed, number, 2026)


def test_a_series_goes_on_where_the_paper_register_ended(office):
    numbers.continue_at("request", 2026, 131, by=office)

    assert allot(office, "request") == "2026-0131"
    assert refused_to_go_back(office).code == "numbers.behind"
    assert numbers.gaps("request", 2026) == Gaps(131, (), ((1, 130),), ())


def refused_to_go_back(clerk: int) -> UserError:
    with pytest.raises(UserError) as caught:
        numbers.continue_at("request", 2026, 100, by=clerk)
    return caught.value


def test_the_gaps_report_names_what_is_missing_and_what_is_void(office):
    for number in (1, 2, 5, 9):
        enter(office, f"示数信公告〔2026〕{number}号")
    void(office, "示数信公告〔2026〕2号")

    report = numbers.gaps("letter", 2026)

    assert (report.last, report.missing, report.elsewhere) == (9, ((3, 4), (6, 8)), ())
    assert [(n.shown, n.void_reason) for n in report.voided] == [
        ("示数信公告〔2026〕2号", "打印错误")
    ]
    assert numbers.gaps("letter", 2027) == Gaps(0, (), (), ())


def test_the_office_chooses_how_its_numbers_look(office):
    settings.change(office, letter_number_form="{code}公复〔{year}〕{number}号")

    assert allot(office) == "示数公复〔2026〕1号"


def test_a_request_and_a_publication_may_bear_the_same_number(office):
    assert allot(office, "request") == allot(office, "publication") == "2026-0001"
    enter(office, "2026-0012", "request")
    enter(office, "2026-0012", "publication")

    with unit(by=office):
        numbers.void("2026-0001", "撤回", noun="publication")

    assert numbers.gaps("request", 2026).voided == ()
    assert [n.shown for n in numbers.gaps("publication", 2026).voided] == ["2026-0001"]


def test_each_kind_of_letter_counts_by_itself_unless_the_offices_form_has_no_kind(office):
    assert allot(office, "letter_reply") == "示数公复〔2026〕1号"
    assert allot(office, "letter_notice") == "示数公告〔2026〕1号"

    settings.change(office, letter_number_form="{code}函〔{year}〕{number}号")

    assert allot(office, "letter_reply") == "示数函〔2026〕1号"
    assert allot(office, "letter_notice") == "示数函〔2026〕2号"
    settings.change(office, letter_number_form="{code}{kind}〔{year}〕{number}号")
    assert allot(office, "letter_reply") == "示数复〔2026〕2号"


def test_every_series_shows_its_numbers_in_a_form_it_would_accept(office):
    for series, page in numbers._page()["series"].items():
        assert numbers.check(series, 2026, numbers.next_shown(series, 2026))
        assert numbers.check(series, 2026, page["example"])


def test_the_series_in_use_follow_the_form_of_letter_numbers(register, clerk):
    assert numbers.in_use()[:3] == ("request", "publication", "record")
    assert "letter_reply" in numbers.in_use()
    assert "letter" not in numbers.in_use()

    settings.change(clerk, letter_number_form="{code}信〔{year}〕{number}号")
    assert numbers.in_use() == ("request", "publication", "record", "letter")
