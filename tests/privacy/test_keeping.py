"""What is kept of masking: the office's own profile, the copies with their basis, who looked."""

from dataclasses import replace
from datetime import date

import pytest

from clerkdesk import audit
from clerkdesk.errors import UserError
from clerkdesk.privacy import looking, mask, service
from clerkdesk.privacy.mask import Rule
from clerkdesk.privacy.patterns import Kind
from clerkdesk.privacy.service import Masked, SeenByEye
from clerkdesk.publications import service as publications
from clerkdesk.publications.service import NewFile, NewPublication

TODAY = date(2026, 10, 13)
STRICT = mask.profiles()["strict"]


def own(**rules) -> mask.Profile:
    changed = {Kind(kind): rule for kind, rule in rules.items()}
    return replace(STRICT, key=service.OWN, title="本单位", rules={**STRICT.rules, **changed})


def masked(**facts) -> Masked:
    told = {
        "name": "名单.xlsx",
        "original_sha256": "a" * 64,
        "copy_sha256": "b" * 64,
        "count": 3,
        "left_open": 0,
        "profile": STRICT,
    }
    return Masked(**{**told, **facts})


def test_the_offices_own_profile_is_kept_changed_and_dropped(clerk):
    assert service.OWN not in service.profiles()
    service.keep_profile(own(mobile=Rule(keep_last=4)), clerk)
    assert service.profiles()[service.OWN].rules[Kind.MOBILE] == Rule(keep_last=4)
    service.keep_profile(own(mobile=Rule(instead="（电话）")), clerk)
    assert service.profiles()[service.OWN].rules[Kind.MOBILE].instead == "（电话）"
    assert next(iter(service.profiles())) == mask.DEFAULT
    service.drop_profile(clerk)
    assert service.OWN not in service.profiles()


@pytest.mark.parametrize("kind", ["id_number", "mobile", "bank_card", "name"])
def test_a_profile_that_shows_a_number_whole_is_refused_beside_its_kind(clerk, kind):
    with pytest.raises(UserError) as caught:
        service.keep_profile(own(**{kind: Rule(keep_first=20)}), clerk)
    assert (caught.value.code, caught.value.field) == ("privacy.shows_whole", kind)
    assert service.OWN not in service.profiles()


def test_a_profile_that_asks_for_a_basis_may_leave_names_open(clerk):
    open_names = replace(own(name=Rule(keep_first=20)), needs_basis=True)
    service.keep_profile(open_names, clerk)
    assert service.profiles()[service.OWN].needs_basis


def test_a_profile_needs_a_title_and_short_stand_ins(clerk):
    with pytest.raises(UserError) as caught:
        service.keep_profile(replace(own(), title=" "), clerk)
    assert caught.value.field == "title"
    with pytest.raises(UserError) as caught:
        service.keep_profile(own(address=Rule(instead="隐" * 41)), clerk)
    assert (caught.value.code, caught.value.field) == ("privacy.stand_in_long", "address")


def test_a_copy_that_leaves_names_open_is_recorded_with_its_basis_or_not_at_all(clerk):
    punishment = mask.profiles()["punishment"]
    with pytest.raises(UserError) as caught:
        service.note_masked(masked(profile=punishment), clerk)
    assert (caught.value.code, caught.value.field) == ("privacy.basis", "basis")
    assert audit.history("privacy", 0) == ()
    service.note_masked(masked(profile=punishment, basis="行政处罚法第四十八条"), clerk)
    (line,) = audit.history("privacy", 0)
    assert line.verb == "masked"
    assert line.payload["basis"] == "行政处罚法第四十八条"
    assert line.payload["masked"] == 3


def test_a_copy_of_a_publications_file_stands_in_its_history(clerk):
    draft = NewPublication("公示", date(2026, 10, 9))
    made = publications.register(draft, [NewFile("a.txt", b"text")], clerk)
    service.note_masked(masked(publication_id=made), clerk)
    assert audit.history("publication", made)[-1].verb == "masked"


def test_who_looked_by_eye_is_bound_to_the_bytes(clerk):
    seen = SeenByEye("扫描件.pdf", "c" * 64, clerk, TODAY, "逐页看过，没有个人信息")
    service.note_by_eye(seen, clerk)
    service.note_by_eye(replace(seen, finding="再看一遍", publication_id=7), clerk)
    (told,) = service.by_eye("c" * 64)
    assert (told.seen_by, told.seen_on, told.finding) == ("王芳", TODAY, seen.finding)
    assert [one.finding for one in service.by_eye("c" * 64, 7)] == ["再看一遍", seen.finding]
    assert service.by_eye("d" * 64) == ()


def test_looking_by_eye_needs_a_person_a_finding_and_a_day_that_has_come(clerk):
    seen = SeenByEye("扫描件.pdf", "c" * 64, clerk, TODAY, "看过")
    for change, code, field in (
        ({"finding": ""}, "typed.empty", "finding"),
        ({"seen_by": 99}, "privacy.nobody", "seen_by"),
        ({"seen_on": date(2026, 10, 14)}, "privacy.in_future", "seen_on"),
    ):
        with pytest.raises(UserError) as caught:
            service.note_by_eye(replace(seen, **change), clerk)
        assert (caught.value.code, caught.value.field) == (code, field)


def test_every_kind_has_an_example_that_the_strict_profile_hides_where_it_must():
    for kind, example in service.examples().items():
        assert example
        if kind not in (Kind.USCC, Kind.MINOR):
            assert STRICT.hides(kind, example), kind


def test_a_marked_file_is_refused_before_it_is_scanned():
    with pytest.raises(UserError) as caught:
        looking.look("机密★1年\n张三 13800138000".encode(), "文件.txt", today=TODAY)
    assert caught.value.code == "reading.marked"


def test_looking_tells_the_digest_of_what_was_looked_at():
    looked = looking.look("张三，手机13800138000".encode(), "名单.txt", today=TODAY)
    assert len(looked.sha256) == 64
    assert {one.kind for one in looked.scan.findings} >= {Kind.MOBILE}
