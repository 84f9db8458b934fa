"""People and bodies: kept as given, proposed as one, joined, parted."""

from dataclasses import replace

import pytest

from clerkdesk import audit, parties
from clerkdesk.db.models import Party
from clerkdesk.errors import UserError
from clerkdesk.parties import IdKind, NewParty, PartyKind, Sameness
from ui import words

LIU = NewParty(
    PartyKind.NATURAL,
    "刘洋",
    IdKind.RESIDENT,
    "11010519491231002X",
    phone="13800006620",
    email="liu@example.cn",
    address="临江市江口区文昌路26号",
)


@pytest.fixture
def liu(clerk) -> int:
    return parties.create(LIU, clerk)


def test_a_party_comes_back_as_it_was_given(liu):
    card = parties.card(liu)

    assert (card.name, card.id_number, card.email) == ("刘洋", LIU.id_number, LIU.email)
    assert (card.kind, card.id_kind) == (PartyKind.NATURAL, IdKind.RESIDENT)
    assert card.email_masked == "l***@example.cn"


@pytest.mark.parametrize(
    ("number", "first", "shown"),
    [
        ("11010519491231002X", 4, "1101**********002X"),
        ("13800006620", 3, "138****6620"),
        ("1234567", 3, "******7"),
        ("7", 3, "7"),
        ("", 3, ""),
    ],
)
def test_a_mask_hides_the_middle_and_most_of_what_is_short(number, first, shown):
    assert parties.masked(number, first=first, last=4) == shown


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"name": " "}, "name", "请填写这一项"),
        ({"name": "甲" * 301}, "name", "301 个字符"),
        ({"id_kind": IdKind.NONE}, "id_kind", "请选择证件类型"),
        ({"email": "liu.example.cn"}, "email", "不像电子邮箱"),
        ({"phone": "138\x00"}, "phone", "控制字符"),
        ({"address": "甲\n乙"}, "address", "只能写一行"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(clerk, change, field, sentence):
    with pytest.raises(UserError, match=sentence) as fault:
        parties.create(replace(LIU, **change), clerk)

    assert fault.value.field == field
    assert Party.select().count() == 0


def test_the_same_person_is_proposed_by_number_then_by_name_and_phone(clerk, liu):
    by_phone = parties.create(replace(LIU, id_kind=IdKind.NONE, id_number=""), clerk)
    by_name = parties.create(NewParty(PartyKind.NATURAL, "刘洋"), clerk)
    parties.create(replace(LIU, id_number="440524188001010014"), clerk)
    parties.create(replace(LIU, kind=PartyKind.COMPANY), clerk)

    found = parties.same_person(LIU)

    assert [(one.party.id, one.why) for one in found] == [
        (liu, Sameness.ID_NUMBER),
        (by_phone, Sameness.NAME_AND_PHONE),
        (by_name, Sameness.NAME),
    ]
    assert parties.same_person(NewParty(PartyKind.NATURAL, "无名氏")) == ()
    assert liu not in {one.party.id for one in parties.same_person(LIU, but=liu)}


def test_a_joined_row_still_speaks_for_the_person_and_each_is_proposed_once(clerk, liu):
    plain = parties.create(NewParty(PartyKind.NATURAL, "刘洋"), clerk)
    parties.join(liu, plain, clerk)

    found = parties.same_person(replace(LIU, name="劉洋"))

    assert [(one.party.id, one.why) for one in found] == [(plain, Sameness.ID_NUMBER)]
    assert [one.party.id for one in parties.same_person(LIU)] == [plain]
    assert parties.same_person(LIU, but=liu) == ()


@pytest.mark.parametrize(
    ("number", "phone", "why"),
    [
        (" 11010519491231002x", "", Sameness.ID_NUMBER),
        ("", "138-0000-6620", Sameness.NAME_AND_PHONE),
        ("", "", Sameness.NAME),
    ],
)
def test_small_letters_and_strokes_hide_nobody(clerk, liu, number, phone, why):
    typed = replace(LIU, id_number=number, phone=phone)

    assert [(one.party.id, one.why) for one in parties.same_person(typed)] == [(liu, why)]


@pytest.mark.parametrize("odd", ["刘\ud800", "刘\x00", "%", "'; --"])
def test_nobody_is_proposed_for_what_no_name_can_be(clerk, liu, odd):
    assert parties.same_person(NewParty(PartyKind.NATURAL, odd, id_number=odd)) == ()


def test_an_id_number_is_found_among_many_of_the_same_name(clerk, liu):
    for _ in range(parties._ALIKE_READ + 1):
        parties.create(NewParty(PartyKind.NATURAL, "刘洋"), clerk)

    assert parties.same_person(LIU)[0].party.id == liu


def test_a_join_overwrites_nothing_and_can_be_undone(clerk, liu):
    second = parties.create(replace(LIU, phone="139"), clerk)
    third = parties.create(replace(LIU, phone="137"), clerk)
    parties.join(second, liu, clerk)
    parties.join(third, second, clerk)

    assert parties.one_person(second) == {liu, second, third}
    assert parties.root_of(third) == liu
    assert [card.id for card in parties.find("刘")] == [liu]
    parties.part(third, clerk)
    assert parties.one_person(liu) == {liu, second}
    assert parties.card(second).phone == "139"
    assert [line.verb for line in audit.history("party", third)] == ["created", "joined", "parted"]


def test_a_join_that_makes_no_sense_is_refused(clerk, liu):
    firm = parties.create(NewParty(PartyKind.LAW_FIRM, "某律师事务所"), clerk)
    second = parties.create(LIU, clerk)
    parties.join(second, liu, clerk)

    for first, into, sentence in (
        (liu, liu, "同一条当事人记录"),
        (liu, second, "同一条当事人记录"),
        (firm, liu, "申请人类别不同"),
        (second, liu, "已经并入"),
        (liu, 999, "找不到这位当事人"),
    ):
        with pytest.raises(UserError, match=sentence):
            parties.join(first, into, clerk)
    with pytest.raises(UserError, match="没有并入其他记录"):
        parties.part(liu, clerk)


def test_a_correction_is_audited_by_field_and_digest(clerk, liu):
    parties.correct(liu, replace(LIU, phone="13900001111"), clerk)
    parties.correct(liu, replace(LIU, phone="13900001111"), clerk)

    lines = audit.history("party", liu)

    assert [line.verb for line in lines] == ["created", "corrected"]
    assert lines[1].payload["fields"] == ["phone"]
    assert "13900001111" not in str(lines[1].payload)


@pytest.mark.parametrize(("text", "found"), [("刘", 1), ("13800006620", 1), ("李", 0), (" ", 0)])
def test_parties_are_found_by_name_number_or_telephone(liu, text, found):
    assert len(parties.find(text)) == found


def test_every_kind_has_its_words():
    for table, kinds in {"party_kind": PartyKind, "id_kind": IdKind, "sameness": Sameness}.items():
        for kind in kinds:
            assert words.term(table, kind)
