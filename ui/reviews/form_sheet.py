"""How does the review form (审查单) look on paper, with the answers so far and boxes to sign?"""

from collections.abc import Iterator

from clerkdesk.letters import sheet as printed
from clerkdesk.letters.fonts import FontSet
from clerkdesk.letters.installed import office_fonts
from clerkdesk.letters.parts import Align, Cell, Column, Form, Part, Sheet, Table, Words
from clerkdesk.publications.attributes import Attribute
from clerkdesk.reviews import checklists, queries, rows
from ui import words
from ui.pages import Desk
from ui.reviews.beside import inquiry_told, study_of
from ui.reviews.columns import stage_words

say = words.of("reviews")

_LABEL, _VALUE = 0.9, 2.1  # shares of a form's row with two pairs
_OPINION_MM = 24.0  # room for a few lines by hand and a signature


def pdf(review_id: int, desk: Desk, fonts: FontSet | None = None) -> bytes:
    """Return the form of a round, A4 upright; what is not recorded is left blank to be signed."""
    form = queries.sheet(review_id, desk.today())
    made = Sheet(
        say("s_title"),
        tuple(_blocks(form)),
        subtitle=say(
            "s_subtitle",
            number=form.number,
            round=say("round", round=form.round),
            version=form.checklist_version,
        ),
        footer=say("s_footer"),
        author=desk.settings().office_name,
    )
    return printed.typeset(made, fonts or office_fonts()).pdf


def _blocks(form: rows.Sheet) -> Iterator[Part]:
    yield Words(form.warning, strong=True)
    yield Form(tuple(_facts(form)))
    yield Words(say("s_checklist"), strong=True, space=4)
    yield Table(
        (
            Column(say("c_number"), 0.5, Align.CENTRE),
            Column(say("s_question"), 4.2),
            Column(say("s_basis"), 2.6),
            Column(say("s_answer"), 1.2, Align.CENTRE),
            Column(say("s_note"), 2.1),
        ),
        tuple(
            (
                str(one.position),
                one.text,
                one.basis,
                _answer(one, form.checklist_version),
                one.note,
            )
            for one in form.answers
        ),
    )
    if form.inquiries:
        yield Words(say("s_inquiries"), strong=True, space=4)
        for one in form.inquiries:
            kind = words.term("inquiry", one.kind)
            head = say("inquiry", kind=kind, whom=one.whom)
            yield Words(f"{head}　{inquiry_told(one)}")
    yield Words(say("s_opinions"), strong=True, space=4)
    if form.merged_reason:
        yield Words(say("s_merged", reason=form.merged_reason))
    yield Form(tuple(_opinions(form)))


def _answer(one: rows.SheetAnswer, version: str) -> str:
    """The answer, or boxes to tick by hand."""
    if one.answer is not None:
        return words.term("review_answer", one.answer)
    question = checklists.of(version).questions[one.position - 1]
    return say("s_boxes" if question.no_not_applicable else "s_boxes_all")


def _pair(label: str, value: str, share: float = _VALUE) -> tuple[Cell, Cell]:
    return Cell(label, _LABEL, label=True), Cell(value, share)


def _facts(form: rows.Sheet) -> Iterator[tuple[Cell, ...]]:
    whole = _LABEL + 2 * _VALUE
    yield _pair(say("s_item"), form.title, whole)
    day = words.day(form.formed_on)
    planned = words.day(form.planned_on) if form.planned_on else ""
    channel = words.term("publication_channel", form.channel) if form.channel else ""
    audience = words.term("audience", form.audience)
    yield (*_pair(say("s_number"), form.document_number), *_pair(say("s_organ"), form.organ))
    yield (*_pair(say("s_formed"), day), *_pair(say("s_section"), form.section))
    attribute = words.term("attribute", form.attribute)
    yield (*_pair(say("s_handler"), form.handler), *_pair(say("s_attribute"), attribute))
    yield (*_pair(say("s_audience"), audience), *_pair(say("s_channel"), channel))
    yield (*_pair(say("s_medium"), form.medium), *_pair(say("s_planned"), planned))
    if form.attribute is not Attribute.PROACTIVE:
        ground = words.term("ground", form.ground) if form.ground else ""
        yield _pair(say("s_reason"), f"{ground}　{form.attribute_reason}", whole)
    if form.sensitive:
        for label, value in study_of(form):
            yield _pair(label, value, whole)
    files = [
        f"{say('s_file', name=one.name, size=words.size(one.size))}\n"
        f"{say('s_digest', sha256=one.sha256)}"
        for one in form.files
    ]
    yield _pair(say("s_files"), "\n".join(files), whole)


def _opinions(form: rows.Sheet) -> Iterator[tuple[Cell, ...]]:
    for line in form.lines:
        conclusion = words.term("conclusion", line.conclusion) if line.conclusion else ""
        if not conclusion:
            conclusion = "\n".join(f"□ {word}" for word in words.terms("conclusion").values())
        day = words.letter_day(line.signed_on) if line.signed_on else say("s_blank_day")
        yield (
            Cell(stage_words(line.stage), 1.5, label=True, height=_OPINION_MM),
            Cell(conclusion, 1.3),
            Cell(line.opinion, 3.0),
            Cell(f"{say('s_signature')}：{line.signed_by}\n\n{day}", 1.9),
        )
    if form.conclusion is not None:
        ended = words.term("conclusion", form.conclusion)
        if form.conclusion_ground:
            ended = f"{ended}　{words.term('ground', form.conclusion_ground)}"
        yield (Cell(say("s_final"), 1.5, label=True), Cell(ended, 6.2))


def show(review_id: int, desk: Desk, number: str) -> None:
    desk.navigate("papers", None, pdf=pdf(review_id, desk), name=say("s_name", number=number))
