"""How does a matter of the queue read: light, day, ground, what was found before?"""

from clerkdesk.publications.attributes import article_of
from clerkdesk.reassessments.queries import Assessment, QueueRow
from ui import words
from ui.reviews.columns import stage_words
from ui.tables import Column

say = words.of("reassess")


def one_ground(key: str) -> str:
    """条例第十四条：国家秘密."""
    article = words.term("article", article_of(key))
    return say("ground", article=article, ground=words.term("ground", key))


def ground(row: QueueRow) -> str:
    """Every ground it rests on."""
    return say("separator").join(one_ground(key) for key in row.grounds)


def reasons(row: QueueRow) -> str:
    """Why; of a partial refusal part by part, of parts cut what each level added."""
    told, said = [], set()
    for part in row.parts:
        if part.stage is not None and part.reason in said:
            continue
        said.add(part.reason)
        what = stage_words(part.stage) or part.what
        told.append(say("part", what=what, reason=part.reason) if what else part.reason)
    return "\n".join(told)


def source(row: QueueRow) -> str:
    """主动公开, 部分公开, 依申请答复."""
    return words.term("withheld_in", row.noun)


def told(one: Assessment) -> str:
    """One assessment of before, in a sentence."""
    key = "past_disclosed" if one.disclose else "past_stayed"
    said = say(key, day=words.day(one.on), by=one.recorded_by, reason=one.reason)
    if one.declassified:
        said += say("past_declassified", how=one.declassified)
    if one.draft:
        said += say("past_draft", number=one.draft)
    if one.ground:
        said += say("past_ground", ground=one_ground(one.ground))
    if one.next_on:
        said += say("past_next", day=words.day(one.next_on))
    return said


COLUMNS = (
    Column[QueueRow](
        "light", say("col_light"), lambda row: row.light, width=136, light=lambda row: row.light
    ),
    Column[QueueRow]("number", say("col_number"), lambda row: row.number, width=104),
    Column[QueueRow]("source", say("col_source"), source, width=96, wide=True),
    Column[QueueRow]("title", say("col_title"), lambda row: row.title, stretch=True),
    Column[QueueRow]("ground", say("col_ground"), ground, width=200, wide=True),
    Column[QueueRow](
        "on",
        say("col_on"),
        lambda row: row.reassess_on,
        show=words.full_day,
        width=172,
        tag=lambda row: say("provisional") if row.provisional else "",
        tooltip=lambda row: say("provisional_why") if row.provisional else "",
    ),
    Column[QueueRow](
        "left",
        say("col_left"),
        lambda row: row,
        show=lambda row: words.remainder(row.light, row.remaining),
        width=104,
        right=True,
        sortable=False,
        light=lambda row: row.light,
    ),
)
