"""What 更多 leads to: the case sheet, the publication, the import of earlier requests."""

from datetime import date

from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.requests import service
from clerkdesk.requests.channels import Channel
from ui.papers.page import Paper
from ui.requests_import.page import RequestsImport
from ui.requests_publish.page import RequestsPublish


def _choose(page, words):
    """Choose an entry of the page's 更多."""
    (act,) = [one for one in page.header.menu.actions() if one.text() == words]
    act.trigger()


def test_a_case_sheet_is_printed_and_a_publication_begun_from_the_card(window, turn, clerk):
    party = NewParty(PartyKind.NATURAL, "刘洋")
    intake = service.Intake(Channel.IN_PERSON, date(2026, 10, 12), (party,), ("供热协议",))
    request = service.register(intake, clerk)
    window.navigate("requests", request)
    turn()
    _choose(window.page(), "打印事项单")
    turn()
    assert isinstance(window.page(), Paper)
    assert window.page()._data.startswith(b"%PDF")
    window.navigate("requests", request)
    turn()
    _choose(window.page(), "同时主动公开")
    turn()
    assert isinstance(window.page(), RequestsPublish)


def test_the_import_is_found_from_the_list(window, turn):
    window.navigate("requests")
    turn()
    _choose(window.page(), "导入已有申请")
    turn()
    assert isinstance(window.page(), RequestsImport)
