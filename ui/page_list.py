"""Which pages has the desk, and which of them stand in the side bar?"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class PageSpec:
    """One page. key: as `navigate` calls it; what stands before a dot lights up in the side bar.

    factory: "module:Class", loaded when first gone to; count: "module:function" of the desk, gives
    a SideCount; an icon puts the page into the side bar, foot at its lower end.
    """

    key: str
    factory: str
    icon: str = ""
    group: int = 0
    count: str = ""
    foot: bool = False
    keys: str = ""

    @property
    def place(self) -> str:
        return self.key.partition(".")[0]


# To add a page: one line here in the order of the side bar, `page_<key>` and `short_<key>` in
# main.toml, an icon. A card or form of a noun is `<noun>.<name>`; `<noun>.card` opens one record.
PAGES: tuple[PageSpec, ...] = (
    PageSpec("today", "ui.today.page:Today", icon="today", count="ui.today.page:side_count"),
    PageSpec(
        "requests",
        "ui.requests.list:RequestList",
        icon="request",
        count="ui.requests.list:side_count",
    ),
    PageSpec("requests.intake", "ui.requests.intake:RequestIntake"),
    PageSpec("requests.publish", "ui.requests_publish.page:RequestsPublish"),
    PageSpec("requests.import", "ui.requests_import.page:RequestsImport"),
    PageSpec("requests.card", "ui.requests.card:RequestCard"),
    PageSpec("requests.decide", "ui.requests.decide:Decide"),
    PageSpec("requests.mail", "ui.requests.mail:MailLog"),
    PageSpec(
        "publications",
        "ui.publications.list:PublicationList",
        icon="publication",
        count="ui.publications.list:side_count",
    ),
    PageSpec("publications.register", "ui.publications.register:Register"),
    PageSpec("publications.card", "ui.publications.card:PublicationPage"),
    PageSpec("publications.change", "ui.publications.change:Change"),
    PageSpec("publications.bulk", "ui.bulk.page:Bulk"),
    PageSpec(
        "reviews", "ui.reviews.list:ReviewList", icon="review", count="ui.reviews.list:side_count"
    ),
    PageSpec("reviews.card", "ui.reviews.card:ReviewPage"),
    PageSpec(
        "monitor", "ui.monitor.page:Monitor", icon="monitor", count="ui.monitor.page:side_count"
    ),
    PageSpec("monitor.card", "ui.monitor.card:ColumnPage"),
    PageSpec("monitor.add", "ui.monitor.add:AddColumn"),
    PageSpec("monitor.notice", "ui.monitor.notice:Notice"),
    PageSpec("monitor.scores", "ui.monitor.scores:Scores"),
    PageSpec("coverage", "ui.coverage.page:Coverage"),
    PageSpec("catalogue", "ui.catalogue.page:Catalogue"),
    PageSpec("reassess", "ui.reassess.page:Reassess"),
    PageSpec(
        "records", "ui.records.list:RecordList", icon="edit", count="ui.records.list:side_count"
    ),
    PageSpec("records.register", "ui.records.register:RegisterRecord"),
    PageSpec("records.card", "ui.records.card:RecordPage"),
    PageSpec("records.write", "ui.records.write:WriteRecordLetter"),
    PageSpec("privacy", "ui.privacy.page:Privacy"),
    PageSpec("privacy.own", "ui.privacy.profile:OwnProfile"),
    PageSpec(
        "letters",
        "ui.letters.list:LetterList",
        icon="letter",
        group=2,
        count="ui.letters.list:side_count",
    ),
    PageSpec("letters.write", "ui.letters.write:WriteLetter"),
    PageSpec("letters.card", "ui.letters.card:LetterCard"),
    PageSpec("letters.wording", "ui.letters.wording:Wording"),
    PageSpec("calendar", "ui.calendar.page:Calendar", icon="calendar", group=2),
    PageSpec("calendar.entry", "ui.calendar.entry:Entry"),
    PageSpec("calendar.void", "ui.calendar.void:VoidNotice"),
    PageSpec("archive", "ui.archive.page:Archive", icon="archive", group=2),
    PageSpec("papers", "ui.papers.page:Paper"),
    PageSpec(
        "settings", "ui.settings.page:SettingsPage", icon="settings", foot=True, keys="Ctrl+,"
    ),
    PageSpec("help", "ui.help.page:HelpPage", icon="help", foot=True, keys="F1"),
)


def modules() -> tuple[str, ...]:
    """Return the modules of all pages, each once, in the order of the list."""
    return tuple(dict.fromkeys(spec.factory.partition(":")[0] for spec in PAGES))


def load(path: str) -> Any:
    """Return what "module:name" names."""
    module, _, name = path.partition(":")
    return getattr(import_module(module), name)
