"""Which tables has the register? Columns and keys only, one module per noun.

Every noun has an integer key for joins and a text `uid` (UUIDv7) for exports, audit and archive
packs; the office's own number is never a key. `_on` is a legal day, `_at` a moment. A change here
goes together with a new function at the end of `clerkdesk/db/migrations`.
"""

from clerkdesk.db.models.deadlines import Deadline, LightChange
from clerkdesk.db.models.letters import Letter, LetterItem, LetterWording
from clerkdesk.db.models.monitor import (
    MonitorColumn,
    MonitorExplanation,
    MonitorLight,
    MonitorRule,
    MonitorScore,
    MonitorUpdate,
)
from clerkdesk.db.models.publications import (
    CatalogueDuty,
    CatalogueEntry,
    GuideVersion,
    Publication,
    PublicationFile,
    PublicationLink,
    PublicationNotice,
)
from clerkdesk.db.models.reassessments import Reassessment
from clerkdesk.db.models.record_corrections import (
    RecordCorrection,
    RecordCorrectionEvent,
    RecordCorrectionParty,
)
from clerkdesk.db.models.register import (
    Attachment,
    Audit,
    AuditPayload,
    Draft,
    File,
    FileChunk,
    HolidayDay,
    HolidayNotice,
    Meta,
    Number,
    Person,
    SavedFilter,
    Series,
    Setting,
    Unit,
)
from clerkdesk.db.models.requests import (
    Assignment,
    Contact,
    MailLog,
    Party,
    Request,
    RequestEvent,
    RequestItem,
    RequestLink,
    RequestParty,
    SignOff,
)
from clerkdesk.db.models.reviews import Review, ReviewAnswer, ReviewFile, ReviewInquiry, ReviewStep
from clerkdesk.db.models.table import Table

__all__ = [
    "TABLES",
    "Assignment",
    "Attachment",
    "Audit",
    "AuditPayload",
    "CatalogueDuty",
    "CatalogueEntry",
    "Contact",
    "Deadline",
    "Draft",
    "File",
    "FileChunk",
    "GuideVersion",
    "HolidayDay",
    "HolidayNotice",
    "Letter",
    "LetterItem",
    "LetterWording",
    "LightChange",
    "MailLog",
    "Meta",
    "MonitorColumn",
    "MonitorExplanation",
    "MonitorLight",
    "MonitorRule",
    "MonitorScore",
    "MonitorUpdate",
    "Number",
    "Party",
    "Person",
    "Publication",
    "PublicationFile",
    "PublicationLink",
    "PublicationNotice",
    "Reassessment",
    "RecordCorrection",
    "RecordCorrectionEvent",
    "RecordCorrectionParty",
    "Request",
    "RequestEvent",
    "RequestItem",
    "RequestLink",
    "RequestParty",
    "Review",
    "ReviewAnswer",
    "ReviewFile",
    "ReviewInquiry",
    "ReviewStep",
    "SavedFilter",
    "Series",
    "Setting",
    "SignOff",
    "Table",
    "Unit",
]

TABLES: tuple[type[Table], ...] = tuple(Table.__subclasses__())
