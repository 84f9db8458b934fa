"""Nothing goes out unreviewed, whichever verb of the program is tried; and no verb is forgotten.

DOORS names every function that writes publications, reviews or their files. One that is added
without a line here fails the first test; each is then tried on an item without an approval, and
between an approval and its publishing.
"""

import ast
import hashlib
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import clerkdesk
import ui
from clerkdesk import files, units
from clerkdesk.clock import FixedClock
from clerkdesk.db import open_register
from clerkdesk.db.connection import database
from clerkdesk.db.models import FileChunk, Person, Publication, PublicationNotice
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.limits import Limit
from clerkdesk.parties import NewParty, PartyKind
from clerkdesk.publications import (
    bulk,
    catalogue,
    duties,
    entries,
    interpreting,
    queries,
    service,
    tied,
)
from clerkdesk.publications.attributes import Attribute, State
from clerkdesk.publications.due_rules import Rule, Zero
from clerkdesk.publications.overlay import Entry
from clerkdesk.publications.service import NewFile, NewPublication
from clerkdesk.reassessments import service as reassessments
from clerkdesk.requests import also_public
from clerkdesk.requests import queries as requests
from clerkdesk.requests import service as request_service
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.intake import Intake
from clerkdesk.requests.outcomes import Outcome
from clerkdesk.reviews import queries as review_queries
from clerkdesk.reviews import service as reviews
from tests.approving import approve
from tests.conftest import KEY, Reviewers

TODAY = date(2026, 10, 13)
DAY = date(2026, 9, 14)
TEXT = "关于停水的公告\n今日停水。".encode()


@dataclass
class Scene:
    """One item of which a door is tried. other: approved and out already; request: answered."""

    clerk: int
    target: int
    other: int

    @property
    def file(self) -> int:
        return queries.card(self.target, TODAY).files[0].file_id

    @property
    def review(self) -> int:
        found = queries.card(self.target, TODAY).review
        if found is None:
            raise UserError("reviews.gone")
        return found.id

    def draft(self, **changes: Any) -> NewPublication:
        return replace(service.draft_of(self.target), **changes)

    def signature(self) -> reviews.Signature:
        return reviews.Signature(self.clerk, TODAY, conclusion=reviews.Conclusion.PUBLISH)

    def inquiry(self, *, sent: bool = True) -> int:
        kind = reviews.InquiryKind.CONFIRMATION
        return reviews.ask_others(
            self.review, kind, self.clerk, whom="市水务局", on=TODAY, sent=sent
        )


def _published(scene: Scene) -> None:
    service.publish(scene.target, scene.clerk, on=TODAY, channel="website")


def _file(text: str = "另一份") -> NewFile:
    return NewFile("另一份.txt", text.encode())


def _withheld(scene: Scene) -> None:
    service.withhold(scene.target, scene.clerk, ground="draft", reason="内部事务")


def _reassessed(scene: Scene) -> None:
    _withheld(scene)
    found = reassessments.Finding(TODAY, disclose=True, reason="情况变化")
    reassessments.assess_publication(scene.target, scene.clerk, found)


def _in_bulk(scene: Scene) -> None:
    preview = bulk.BulkPreview("a.xlsx", (bulk.BulkRow(2, scene.draft(number=""), (), ()),), ())
    twin = frozenset({f"twin:{scene.target}", f"twin:{scene.other}"})
    bulk.register_all(preview, scene.clerk, answered=twin)


def _told(scene: Scene) -> None:
    service.note_party_told(scene.target, scene.clerk, party="张三", on=TODAY, way="直接送达")


def _entry(scene: Scene) -> str:
    entry = Entry(
        name=f"新事项{scene.target}", owner="办公室", basis="制度", elements={"own_1": "标题"}
    )
    return entries.add_entry(entry, scene.clerk, on=TODAY)


def _layer(scene: Scene) -> None:
    rule = Rule(Limit(3), Zero.FORMED, "本局目录")
    entry = replace(catalogue.entry_of("fees"), rule=rule)
    entries.change_entry("fees", entry, scene.clerk, on=TODAY, why="提前")


def _of_a_request(scene: Scene) -> None:
    """The answer to one applicant becomes a publication, with the very file that was given."""
    request = _request(scene)
    given = also_public.offer(request)
    draft = replace(given.draft, title="停水公告", formed_on=DAY)
    chosen = [one.file_id for one in given.files]
    twins = frozenset(f"twin:{row.id}" for row in Publication.select())
    also_public.publish(request, draft, chosen, scene.clerk, answered=twins)


GIVEN = request_service.ItemAnswer(
    Outcome.DISCLOSED, {"provided": "停水公告", "provide_way": "邮寄"}
)
KEPT = request_service.ItemAnswer(
    Outcome.THIRD_PARTY,
    {"ground": "trade_secret", "reason": "属于商业秘密", "third_party_view": "not_asked"},
)


def _request(scene: Scene, answer: request_service.ItemAnswer = GIVEN) -> int:
    """A request that was decided, with a file that went out."""
    party = NewParty(PartyKind.NATURAL, "张三", phone="13800006620", address="江口区文昌路26号")
    request = request_service.register(
        Intake(
            channel=Channel.SIGNED_MAIL,
            arrived_on=DAY,
            applicants=(party,),
            items=("停水公告",),
            section_id=units.add(units.SECTION, f"处室{scene.target}", by=scene.clerk),
        ),
        scene.clerk,
    )
    key = files.store(TEXT, "公告.txt", scene.clerk)
    request_service.attach(request, scene.clerk, file_id=key, role="provided")
    items = {item.id: answer for item in requests.card(request, TODAY).items}
    why = "其书面意见已在卷" if answer is KEPT else ""
    request_service.decide(request, scene.clerk, on=TODAY, answers=items, reason=why)
    if answer is KEPT:
        approve(request, scene.clerk, TODAY)
        request_service.send(request, scene.clerk, on=TODAY, way="hand")
    return request


def _duty(scene: Scene) -> int:
    section = units.add(units.SECTION, f"科{scene.target}", by=scene.clerk)
    duty = duties.NewDuty("fees", section, catalogue.entry_of("fees").frequency, TODAY)
    return duties.assign_duty(duty, scene.clerk)


def _guide(scene: Scene) -> None:
    duties.set_guide(duties.Guide(), scene.clerk, on=TODAY, what_changed="建立")


def _ended(scene: Scene) -> None:
    entries.end_entry(_entry(scene), scene.clerk, on=TODAY, why="停用")


def _restored(scene: Scene) -> None:
    _layer(scene)
    entries.restore_entry("fees", scene.clerk, on=TODAY, why="恢复")


def _tied(scene: Scene) -> None:
    draft = replace(scene.draft(number=""), title="解读", document_number="")
    asked = frozenset({f"twin:{scene.target}", f"twin:{scene.other}"})
    tie = tied.Tie(tied.INTERPRETS, scene.other)
    tied.register(tie, draft, [_file()], scene.clerk, answered=asked)


def _asked_and_answered(scene: Scene) -> None:
    inquiry = scene.inquiry()
    reviews.record_result(
        inquiry, reviews.InquiryResult.MAY, scene.clerk, on=TODAY, text="可以公开"
    )


def _sent_back(scene: Scene) -> None:
    head = Person.get(Person.name == "李明").id
    signature = reviews.Signature(head, TODAY, opinion="第三段再核一遍")
    reviews.send_back(scene.review, signature, scene.clerk)


def _item_reassessed(scene: Scene) -> None:
    request = _request(scene, KEPT)
    found = reassessments.Finding(TODAY, disclose=True, reason="情况变化")
    item = requests.card(request, TODAY).items[0].id
    reassessments.assess_item(item, scene.clerk, found, scene.draft(number=""))


def _parts_reassessed(scene: Scene) -> None:
    found = reassessments.Finding(TODAY, disclose=True, reason="情况变化")
    reassessments.assess_parts(scene.other, scene.clerk, found)


DOORS: dict[str, Callable[[Scene], object]] = {
    "publications.registering.register": lambda s: service.register(
        s.draft(number="", document_number=""), [_file()], s.clerk
    ),
    "publications.registering.change_facts": lambda s: service.change_facts(
        s.target, s.draft(title="另一标题"), s.clerk
    ),
    "publications.bulk.register_all": _in_bulk,
    "publications.tied.register": _tied,
    "publications.interpreting.excuse": lambda s: interpreting.excuse(
        s.target, s.clerk, "篇幅短，一看就懂"
    ),
    "publications.elements.check_element": lambda s: service.check_element(
        s.target, s.clerk, key="item", done=True
    ),
    "publications.filing.attach_file": lambda s: service.attach_file(s.target, _file(), s.clerk),
    "publications.filing.replace_file": lambda s: service.replace_file(
        s.target, s.file, _file(), s.clerk
    ),
    "publications.filing.remove_file": lambda s: service.remove_file(
        s.target, s.file, s.clerk, reason="不要"
    ),
    "publications.filing.expel_file": lambda s: service.expel_file(
        s.target, s.file, s.clerk, reason="涉密", told_to="保密办"
    ),
    "publications.filing.link": lambda s: service.link(
        s.target, s.clerk, relation="interprets", other_id=s.other
    ),
    "publications.filing.unlink": lambda s: service.unlink(
        service.link(s.target, s.clerk, relation="interprets", other_id=s.other), s.clerk
    ),
    "publications.releasing.start_review": lambda s: service.start_review(s.target, s.clerk),
    "publications.releasing.publish": _published,
    "publications.releasing.correct_release": lambda s: service.correct_release(
        s.target, s.clerk, url="https://example.gov.cn", channel="website", reason="更正"
    ),
    "publications.releasing.withdraw": lambda s: service.withdraw(
        s.target, s.clerk, on=TODAY, reason="撤回"
    ),
    "publications.releasing.supersede": lambda s: service.supersede(
        s.other, s.clerk, new_id=s.target
    ),
    "publications.releasing.withhold": _withheld,
    "publications.releasing.mark_quashed": lambda s: service.mark_quashed(
        s.target, s.clerk, on=TODAY, how="撤销"
    ),
    "publications.releasing.link_request": lambda s: service.link_request(
        s.target, s.clerk, request_id=_request(s)
    ),
    "publications.releasing.void": lambda s: service.void(s.target, s.clerk, reason="登记错"),
    "publications.releasing.rederive_open": lambda s: service.rederive_open(s.clerk),
    "publications.telling.name_parties": lambda s: service.name_parties(
        s.target, s.clerk, parties=["张三"]
    ),
    "publications.telling.note_party_told": _told,
    "publications.telling.remove_party": lambda s: service.remove_party(
        service.name_parties(s.target, s.clerk, parties=["李四"])[0], s.clerk, reason="不是"
    ),
    "publications.entries.add_entry": _entry,
    "publications.entries.change_entry": _layer,
    "publications.entries.restore_entry": _restored,
    "publications.entries.end_entry": _ended,
    "publications.duties.assign_duty": _duty,
    "publications.duties.end_duty": lambda s: duties.end_duty(
        _duty(s), s.clerk, on=TODAY, reason="划转"
    ),
    "publications.duties.set_guide": _guide,
    "reassessments.service.assess_publication": _reassessed,
    "reassessments.service.assess_parts": _parts_reassessed,
    "reassessments.service.assess_item": _item_reassessed,
    "requests.also_public.publish": _of_a_request,
    "reviews.answering.answer_all": lambda s: reviews.answer_all(
        s.review,
        {
            one.question.key: reviews.Given(reviews.Answer.NO, "x")
            for one in review_queries.review_card(s.review, TODAY).answers
        },
        s.clerk,
    ),
    "reviews.asking.ask_others": Scene.inquiry,
    "reviews.asking.note_sent": lambda s: reviews.note_sent(
        s.inquiry(sent=False), s.clerk, on=TODAY
    ),
    "reviews.asking.record_result": _asked_and_answered,
    "reviews.service.abandon": lambda s: reviews.abandon(s.review, s.clerk, reason="终止"),
    "reviews.signing.sign": lambda s: reviews.sign(s.review, s.signature(), s.clerk),
    "reviews.signing.send_back": _sent_back,
    "reviews.signing.attach_scan": lambda s: reviews.attach_scan(s.review, _file(), s.clerk),
}
# the models and modules by which a function anywhere else may reach them
REACHES = {
    "Publication",
    "PublicationFile",
    "PublicationNotice",
    "Review",
    "ReviewFile",
    "ReviewStep",
    "publications",
    "registering",
    "releasing",
    "filing",
    "telling",
    "reviews",
}
INVENTED = "sample/"  # of the sample office, which goes through the verbs above


def _writes(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(item.context_expr, ast.Call) and ast.unparse(item.context_expr.func) == "unit"
        for node in ast.walk(function)
        if isinstance(node, ast.With)
        for item in node.items
    )


def _doors() -> set[str]:
    root = Path(clerkdesk.__file__).parent
    found = set()
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name.startswith(INVENTED):
            continue
        inside = name.startswith(("publications/", "reviews/"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            names = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
            if _writes(node) and (inside or names & REACHES):
                found.add(f"{name.removesuffix('.py').replace('/', '.')}.{node.name}")
    return found


def test_every_verb_that_writes_publications_or_reviews_is_tried_here():
    assert _doors() == set(DOORS)


CALM = {reviews.Answer.YES: reviews.Answer.NO, reviews.Answer.NO: reviews.Answer.YES}


def _answer_calmly(scene: Scene) -> None:
    asked = review_queries.review_card(scene.review, TODAY).answers
    calm = {one.question.key: reviews.Given(CALM[one.question.worrying]) for one in asked}
    reviews.answer_all(scene.review, calm, scene.clerk)


def _register(title: str, clerk: int) -> int:
    """Each item has the very bytes of one that was approved, which helps nobody."""
    known = frozenset(f"twin:{row.id}" for row in Publication.select())
    draft = NewPublication(title, DAY, category="fees")
    return service.register(draft, [NewFile("公告.txt", TEXT)], clerk, answered=known)


def _reach(state: str, scene: Scene, reviewers: Reviewers) -> None:
    """Bring an item into a state: fresh, begun, answered, signed, approved, published."""
    if state in ("approved", "published"):
        reviewers.approve(scene.target)
    elif state != "fresh":
        service.start_review(scene.target, scene.clerk)
    if state in ("answered", "signed"):
        _answer_calmly(scene)
    if state == "signed":
        reviewers.sign(scene.review, 0)
    if state == "published":
        _published(scene)


STATES = ("fresh", "begun", "answered", "signed", "approved", "published")


@pytest.fixture(scope="module")
def furnished_file(furnished_file, tmp_path_factory) -> Path:
    """A register with one item in each state, made once and copied for each test."""
    path = tmp_path_factory.mktemp("doors") / "register.clerkdesk"
    shutil.copyfile(furnished_file, path)
    register = open_register(path, KEY, clock=FixedClock.on(TODAY))
    try:
        clerk = Person.get().id
        reviewers = Reviewers(clerk)
        other = _register("other", clerk)
        reviewers.approve(
            other, conclusion=reviews.Conclusion.PARTLY, ground="privacy", opinion="删去电话"
        )
        _published(Scene(clerk, other, 0))
        for state in STATES:
            _reach(state, Scene(clerk, _register(state, clerk), other), reviewers)
    finally:
        register.close()
    return path


@pytest.fixture
def at(register, clerk) -> Callable[[str], Scene]:
    """Return the scene of the item that stands in a state."""

    def found(state: str) -> Scene:
        keys = {row.title: row.id for row in Publication.select()}
        return Scene(clerk, keys[state], keys["other"])

    return found


def out(scene: Scene) -> set[int]:
    """What has gone out of what was in when the test began."""
    rows = Publication.select().where(Publication.published_on.is_null(False))
    told = PublicationNotice.select().where(PublicationNotice.sent_on.is_null(False))
    gone = {row.id for row in rows} | {row.publication_id for row in told}
    before = {row.id for row in rows if row.title in ("other", "published")}
    return gone - before | ({scene.target} & gone)


def attempt(door: str, scene: Scene) -> bool:
    """Try a door; whether it let us through."""
    try:
        DOORS[door](scene)
    except UserError:
        return False
    return True


@pytest.mark.parametrize("door", sorted(DOORS))
def test_each_door_is_really_tried_it_opens_in_one_state_or_another(at, door):
    """A line of DOORS that is refused everywhere would prove nothing."""
    assert any(attempt(door, at(state)) for state in STATES)


@pytest.mark.parametrize("state", ["fresh", "begun", "answered", "signed"])
@pytest.mark.parametrize("door", sorted(DOORS))
def test_without_an_approval_no_door_leads_out(at, door, state):
    scene = at(state)
    attempt(door, scene)
    assert out(scene) == set()
    assert not attempt("publications.releasing.publish", scene)
    assert not attempt("publications.telling.note_party_told", scene)
    assert out(scene) == set()


@pytest.mark.parametrize("door", sorted(DOORS))
def test_after_an_approval_only_what_was_approved_goes_out(at, door):
    scene = at("approved")
    before = _seen(scene.target)
    attempt(door, scene)
    attempt("publications.releasing.publish", scene)
    assert out(scene) <= {scene.target}
    if out(scene):
        assert _seen(scene.target) == before


def _seen(publication_id: int) -> tuple[object, ...]:
    """What the levels had before them: the form's own lines and the bytes themselves."""
    card = queries.card(publication_id, TODAY)
    bytes_ = [hashlib.sha256(files.read(one.file_id)).hexdigest() for one in card.files]
    return card.title, card.document_number, card.organ, card.attribute, card.audience, bytes_


def test_only_one_verb_of_the_program_and_one_form_of_the_window_publish():
    """A second caller must be looked at by whoever adds it."""
    callers = []
    for root in (Path(clerkdesk.__file__).parent, Path(ui.__file__).parent):
        for path in sorted(root.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call):
                    continue
                called = ast.unparse(node.func)
                if called in ("publish", "service.publish", "publications.publish") or (
                    called == "releasing.publish"
                ):
                    callers.append(path.relative_to(root.parent).as_posix())
    assert callers == ["clerkdesk/sample/publishing.py", "ui/publications/act_forms.py"]


# --- bytes that change behind the desk's back ------------------------------------------------


def test_a_byte_changed_after_the_approval_shuts_both_doors(at):
    scene = at("approved")
    with unit(by=scene.clerk) as work:
        FileChunk.update(bytes=TEXT[:-1] + b"!").where(FileChunk.file == scene.file).execute()
        work.changed("file", scene.file)
    assert not attempt("publications.releasing.publish", scene)
    assert not attempt("publications.telling.note_party_told", scene)


def test_an_approval_of_another_item_opens_nothing_here(at):
    """The same bytes: each item is reviewed by itself (逐项)."""
    scene = at("fresh")
    assert queries.card(scene.other, TODAY).files[0].sha256 == (
        queries.card(scene.target, TODAY).files[0].sha256
    )
    assert not attempt("publications.releasing.publish", scene)


def test_withdrawn_is_out_of_reach_for_a_second_publishing(at):
    scene = at("published")
    assert attempt("publications.releasing.withdraw", scene)
    assert not attempt("publications.releasing.publish", scene)
    assert not attempt("publications.releasing.start_review", scene)
    assert not attempt("publications.filing.replace_file", scene)
    assert queries.card(scene.target, TODAY).state is State.WITHDRAWN


def test_what_was_withheld_and_assessed_again_is_reviewed_again(at):
    scene = at("approved")
    assert attempt("reassessments.service.assess_publication", scene)
    assert queries.card(scene.target, TODAY).attribute is Attribute.PROACTIVE
    assert not attempt("publications.releasing.publish", scene)


@pytest.mark.parametrize("rival", ["replace", "title"])
def test_publishing_and_a_change_at_the_same_moment_never_both_hold(register, at, rival):
    scene = at("approved")
    before = _seen(scene.target)
    start = threading.Barrier(2)
    done: dict[str, bool] = {}

    def run(name: str, door: str) -> None:
        with register.connection():
            start.wait()
            done[name] = attempt(door, scene)

    other = {
        "replace": "publications.filing.replace_file",
        "title": "publications.registering.change_facts",
    }[rival]
    threads = [
        threading.Thread(target=run, args=("publish", "publications.releasing.publish")),
        threading.Thread(target=run, args=("change", other)),
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    assert sorted(done.values()) == [False, True]
    assert not database.is_closed()
    if done["publish"]:
        assert _seen(scene.target) == before
    else:
        assert out(scene) == set()
