"""What one applicant was given can become public for all, tied to the request (art. 44)."""

from dataclasses import replace
from datetime import date

import pytest

from clerkdesk import files
from clerkdesk.calendar import WorkCalendar
from clerkdesk.db.models import Publication, RequestLink
from clerkdesk.errors import UserError
from clerkdesk.publications import queries as publications
from clerkdesk.requests import also_public, service
from clerkdesk.requests.outcomes import Outcome


@pytest.fixture
def given(desk):
    """A request answered with a file; the applicant's own paper is there too."""
    request = desk.register(date(2026, 9, 14), section_id=desk.section)
    for name, role in (
        ("申请表.txt", "application"),
        ("协议.txt", "provided"),
        ("底稿.txt", "paper"),
    ):
        key = files.store(f"{name}的内容".encode(), name, desk.clerk)
        service.attach(request, desk.clerk, file_id=key, role=role)
    desk.give_all(request, date(2026, 10, 12))
    return request


def test_the_offer_is_named_after_what_was_given_with_its_files(desk, given):
    found = also_public.offer(given)
    assert found.draft.title == "供热特许经营协议"
    assert (found.draft.source_unit_id, found.draft.request_id) == (desk.section, given)
    assert [(one.name, one.provided) for one in found.files] == [
        ("协议.txt", True),
        ("底稿.txt", False),
    ]
    assert found.draft.formed_on is None


def test_the_publication_and_the_request_name_each_other(desk, given):
    found = also_public.offer(given)
    draft = replace(found.draft, formed_on=date(2020, 5, 6))
    made = also_public.publish(given, draft, [found.files[0].file_id], desk.clerk)
    card = publications.card(made, desk.today)
    assert card.request.id == given
    assert [one.name for one in card.files] == ["协议.txt"]
    # 20 working days from the day the request showed it to be for all, not from 2020
    assert card.due_on == WorkCalendar.official().add(date(2026, 10, 12), 20)
    (tied,) = desk.card(given).related
    assert (tied.noun, tied.id, tied.relation) == ("publication", made, "also_public")
    assert also_public.offer(given).earlier[0].id == made


def test_nothing_is_offered_of_what_was_not_given(desk):
    request = desk.register(date(2026, 9, 14))
    with pytest.raises(UserError) as caught:
        also_public.offer(request)
    assert caught.value.code == "also_public.not_given"
    answer = service.ItemAnswer(
        Outcome.NOT_HELD, {"search_scope": "档案室", "search_terms": "供热"}
    )
    items = {item.id: answer for item in desk.card(request).items}
    service.decide(request, desk.clerk, on=date(2026, 9, 20), answers=items)
    with pytest.raises(UserError):
        also_public.offer(request)


def test_a_refused_publication_leaves_no_tie(desk, given):
    found = also_public.offer(given)
    with pytest.raises(UserError) as caught:
        also_public.publish(given, found.draft, [], desk.clerk)
    assert caught.value.field == "formed_on"
    own = files.store(b"x", "别处.txt", desk.clerk)
    with pytest.raises(UserError):
        also_public.publish(
            given, replace(found.draft, formed_on=date(2020, 5, 6)), [own], desk.clerk
        )
    assert not Publication.select().exists()
    assert not RequestLink.select().exists()


def test_a_classified_file_is_refused_and_nothing_is_written(desk, given):
    key = files.store("机密★10年\n关于某事的报告".encode(), "报告.txt", desk.clerk)
    service.attach(given, desk.clerk, file_id=key, role="provided")
    found = also_public.offer(given)
    with pytest.raises(UserError) as caught:
        also_public.publish(
            given, replace(found.draft, formed_on=date(2020, 5, 6)), [key], desk.clerk
        )
    assert caught.value.code.startswith("reading.")
    assert not Publication.select().exists()


def test_what_several_ask_for_is_suggested_once_given_until_it_is_published(desk, given):
    other = desk.register(date(2026, 9, 15))
    assert not also_public.suggested(desk.card(given))
    service.relate(
        given,
        desk.clerk,
        noun="request",
        other_id=other,
        relation=service.Relation.OFTEN_ASKED,
    )
    assert also_public.suggested(desk.card(given))
    assert not also_public.suggested(desk.card(other))  # nothing was given there

    found = also_public.offer(given)
    draft = replace(found.draft, formed_on=date(2020, 5, 6))
    also_public.publish(given, draft, [found.files[0].file_id], desk.clerk)

    assert not also_public.suggested(desk.card(given))
