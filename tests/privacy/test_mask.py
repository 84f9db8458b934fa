"""Is what a profile hides really hidden, and the rest untouched?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerkdesk import privacy
from clerkdesk.errors import UserError
from clerkdesk.privacy import mask
from clerkdesk.privacy.mask import Rule
from clerkdesk.privacy.patterns import Kind

TEXT = "张三，身份证号码11010519491231002X，住玉山镇前进路1号，电话138-1234-5678，患有癫痫。"


def masked(text: str, key: str) -> str:
    return mask.mask(text, privacy.find(text), mask.profiles()[key])


def test_the_strict_profile_is_the_default_and_keeps_least():
    assert next(iter(mask.profiles())) == mask.DEFAULT == "strict"
    assert masked(TEXT, "strict") == (
        "张*，身份证号码110**************X，住（住址已隐去），电话138-****-**78，（健康信息已隐去）。"
    )


def test_the_usual_profile_keeps_what_offices_keep():
    assert "110105********002X" in masked(TEXT, "usual")
    assert "138-****-5678" in masked(TEXT, "usual")


def test_blackout_leaves_no_character_of_any_find():
    done = masked(TEXT, "blackout")
    assert len(done) == len(TEXT)
    assert not set("张三1105玉山癫痫") & set(done)


@pytest.mark.parametrize("key", list(mask.profiles()))
def test_every_profile_names_every_kind_and_survives_the_border(key):
    profile = mask.profiles()[key]
    assert set(profile.rules) == set(Kind)
    assert profile.title
    assert profile.description
    assert mask.from_table(key, profile.as_table()) == profile


@pytest.mark.parametrize("key", list(mask.profiles()))
def test_what_a_profile_hides_is_not_found_again(key):
    profile = mask.profiles()[key]
    done = masked(TEXT, key)
    assert [
        hit for hit in privacy.find(done) if profile.hides(hit.kind, done[hit.start : hit.end])
    ] == []


@pytest.mark.parametrize("wrong", [None, {"keep": 3}, {"keep_first": -1}])
def test_a_profile_of_the_offices_own_is_checked(wrong):
    table = mask.profiles()["strict"].as_table()
    table["mobile"] = wrong
    if wrong is None:
        del table["mobile"]
    with pytest.raises(UserError) as refusal:
        mask.from_table("自定", table)
    assert (refusal.value.code, refusal.value.field) == ("privacy.profile", "mobile")
    assert "自定" in str(refusal.value)


def test_a_short_find_never_stays_whole_because_both_ends_stay():
    assert Rule(keep_first=3, keep_last=4).apply("1234567") == "123****"
    assert Rule(keep_first=1).apply("张三") == "张*"
    assert Rule(keep_last=4).apply("123") == "***"


@given(st.text(max_size=60), st.sampled_from(sorted(mask.profiles())))
def test_masking_touches_nothing_but_the_finds(text, key):
    hits = privacy.find(text)
    done = mask.mask(text, hits, mask.profiles()[key])
    if not hits:
        assert done == text
    else:
        assert done.startswith(text[: hits[0].start])
        assert done.endswith(text[hits[-1].end :])
