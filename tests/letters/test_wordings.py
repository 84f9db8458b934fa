"""An office's own wording: versions, the original, faults by line, the specimen shown beside it."""

import tomllib
from datetime import date

import pytest

from clerkdesk.db.models import Audit
from clerkdesk.errors import UserError
from clerkdesk.letters import LETTERS, fonts, paragraphs, queries, service
from clerkdesk.letters.catalogue import source_of
from clerkdesk.letters.measures import Spacing
from clerkdesk.letters.specimen import specimen
from clerkdesk.letters.wording import reword

TODAY = date(2026, 10, 13)


@pytest.fixture(scope="module")
def faces():
    return fonts.find(system_folders=())


def own(key="receipt", old="本机关已经登记", new="我局已经登记"):
    assert old in source_of(key)
    return source_of(key).replace(old, new)


def test_the_original_is_in_force_until_the_office_words_it_itself(desk):
    assert queries.wording("receipt").version == 0
    assert service.change_wording("receipt", own(), desk.clerk) == 1
    view = queries.wording("receipt")
    assert (view.version, view.body, view.changed_by) == (1, own(), "王芳")
    written = service.preview(desk.request(), "receipt", today=TODAY)
    assert "我局已经登记" in written.document.body[0].text


def test_versions_follow_and_all_stay_stored(desk):
    service.change_wording("receipt", own(), desk.clerk)
    assert service.change_wording("receipt", own(new="本局已经登记"), desk.clerk) == 2
    service.restore_wording("receipt", desk.clerk)
    assert queries.wording("receipt").body == source_of("receipt")
    assert service.change_wording("receipt", own(), desk.clerk) == 3
    assert [one.version for one in queries.versions("receipt")] == [3, 2, 1]
    verbs = [
        row.verb for row in Audit.select().where(Audit.noun == "letter_wording").order_by(Audit.id)
    ]
    assert verbs == ["changed", "changed", "restored", "changed"]


def test_nothing_changed_and_nothing_to_restore_are_said(desk):
    with pytest.raises(UserError) as refused:
        service.change_wording("receipt", source_of("receipt"), desk.clerk)
    assert (refused.value.code, refused.value.field) == ("letters.wording_unchanged", "wording")
    with pytest.raises(UserError, match="原始措辞"):
        service.restore_wording("receipt", desk.clerk)


def test_a_wording_with_a_fault_is_refused_with_line_and_field_and_not_stored(desk):
    with pytest.raises(UserError) as refused:
        service.change_wording("receipt", own(old="{due_on}", new="{duo_on}"), desk.clerk)
    assert refused.value.facts["field_name"] == "duo_on"
    assert refused.value.facts["line"] > 1
    with pytest.raises(UserError):
        service.change_wording("receipt", "", desk.clerk)
    with pytest.raises(UserError, match="没有名为"):
        service.change_wording("love", own(), desk.clerk)
    assert queries.wording("receipt").version == 0


@pytest.mark.parametrize("key", LETTERS)
def test_every_letter_can_be_shown_with_invented_facts(key, faces):
    written = specimen(LETTERS[key], source_of(key), faces, Spacing())
    assert written.pages >= 1
    assert "{" not in "".join(getattr(block, "text", "") for block in written.document.body)


# --- a page by its paragraphs --------------------------------------------------------------------


@pytest.mark.parametrize("key", LETTERS)
def test_a_page_written_anew_says_the_same(key):
    source = source_of(key)
    again = paragraphs.rewritten(source, {})
    assert tomllib.loads(again) == tomllib.loads(source)
    assert paragraphs.rewritten(again, {}) == again
    assert reword(LETTERS[key], again).passages == LETTERS[key].passages


@pytest.mark.parametrize("key", LETTERS)
def test_each_paragraph_knows_its_line(key):
    lines = paragraphs.rewritten(source_of(key), {}).splitlines()
    for one in paragraphs.paragraphs(source_of(key)):
        if one.text:
            assert one.text[:10] in lines[one.line - 1]


def test_other_words_take_the_place_of_one_paragraph_alone():
    source = source_of("receipt")
    page = paragraphs.rewritten(
        source, {"title": "收件\n证明", "body.2": "一、编号：{request_number}。"}
    )
    letter = reword(LETTERS["receipt"], page)
    assert letter.title == "收件 证明"
    assert letter.body[1].text == "一、编号：{request_number}。"
    assert letter.body[0] == LETTERS["receipt"].body[0]


@pytest.mark.parametrize("typed", ['引号"和\\反斜线', "制表\t符", "<b>&amp;", "𬭚", "\x7f"])
def test_whatever_is_typed_comes_back_as_typed(typed):
    page = paragraphs.rewritten(source_of("receipt"), {"body.1": typed})
    assert paragraphs.paragraphs(page)[1].text == typed


def test_the_fault_of_a_paragraph_leads_to_it():
    page = paragraphs.rewritten(source_of("receipt"), {"body.3": "二、{recieved_on}"})
    with pytest.raises(UserError) as refused:
        reword(LETTERS["receipt"], page)
    found = [
        one.name for one in paragraphs.paragraphs(page) if one.line == refused.value.facts["line"]
    ]
    assert found == ["body.3"]
