"""What intake wrote down wrongly is set right, and the log keeps what stood before."""

from datetime import date

import pytest

from clerkdesk import audit, files
from clerkdesk.requests import service
from clerkdesk.requests.channels import ProvideForm, ProvideWay


@pytest.fixture
def request_id(desk) -> int:
    on = desk.go(2026, 9, 14)
    return desk.register(on, section_id=desk.section, mail_number="1098")


def test_the_log_keeps_what_a_corrected_fact_was(desk, request_id):
    service.correct_facts(
        request_id,
        desk.clerk,
        mail_number="1099",
        provide_form=ProvideForm.ELECTRONIC,
        provide_way=ProvideWay.EMAIL,
    )

    line = audit.history("request", request_id)[-1]
    assert line.verb == "corrected"
    assert line.payload == {
        "mail_number": ["1098", "1099"],
        "provide_form": ["paper", "electronic"],
        "provide_way": ["post", "email"],
    }


def test_a_section_taken_out_of_the_form_is_taken_away(desk, request_id):
    service.correct_facts(request_id, desk.clerk, section_id=None)

    assert desk.card(request_id).section is None
    assert audit.history("request", request_id)[-1].payload == {
        "section_id": [str(desk.section), ""]
    }


def test_facts_told_as_they_stand_leave_no_line(desk, request_id):
    card, lines = desk.card(request_id), audit.count()

    service.correct_facts(
        request_id,
        desk.clerk,
        mail_number=card.mail_number,
        provide_form=ProvideForm(card.provide_form),
        section_id=desk.section,
        note=card.note,
    )

    assert audit.count() == lines
    assert desk.card(request_id).due_on == date(2026, 10, 16)


def test_a_paper_taken_out_of_the_case_leaves_its_card_and_stays_on_record(desk, request_id):
    kept = files.store("缴费凭证".encode(), "凭证.txt", desk.clerk)
    service.attach(request_id, desk.clerk, file_id=kept, role="paper")
    (paper,) = desk.card(request_id).attachments

    service.detach(paper.id, desk.clerk, why="放错了案件")

    assert desk.card(request_id).attachments == ()
    assert files.read(kept) == "缴费凭证".encode()
    line = audit.history("request", request_id)[-1]
    assert line.payload["why"] == "放错了案件"
