import tomllib
from dataclasses import fields

import pytest

from clerkdesk import audit, bus, paths, settings
from clerkdesk.bus import Changed
from clerkdesk.db.models import Setting
from clerkdesk.db.unit import unit
from clerkdesk.errors import UserError
from clerkdesk.settings import ABOUT, Settings


@pytest.fixture(scope="module")
def words():
    return tomllib.loads(paths.resource("words", "setting.toml").read_text(encoding="utf-8"))


def store(clerk: int, key: str, value: object) -> None:
    with unit(by=clerk) as work:
        Setting.replace(key=key, value=value).execute()
        work.changed("setting", 0)


def test_a_new_register_has_the_defaults(register):
    assert settings.load() == Settings()
    assert settings.load().yellow_lead == 5
    assert settings.load().consultation_convention == "(]"


def test_a_change_is_kept_audited_and_told(register, clerk):
    heard = []
    end = bus.subscribe(heard.append)

    now = settings.change(clerk, yellow_lead=3, office_name=" 示例市\n数据局 ")
    end()

    assert (now.yellow_lead, now.office_name) == (3, "示例市 数据局")
    assert settings.load() == now
    line = audit.history("setting", 0)[-1]
    assert line.payload == {"yellow_lead": [5, 3], "office_name": ["", "示例市 数据局"]}
    assert heard == [(Changed("setting", 0),)]


def test_what_is_already_so_is_not_written_again(register, clerk):
    settings.change(clerk, yellow_lead=3)
    lines = audit.verify().lines

    settings.change(clerk, yellow_lead=3)

    assert audit.verify().lines == lines


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ({"yellow_lead": 0}, "settings.too_small"),
        ({"yellow_lead": 99}, "settings.too_big"),
        ({"yellow_lead": "5"}, "settings.wrong_kind"),
        ({"yellow_lead": True}, "settings.wrong_kind"),
        ({"appearance": "pink"}, "settings.no_choice"),
        ({"court": "法" * 501}, "settings.too_long"),
        ({"letter_number_form": "信〔{year}〕号"}, "settings.bad_form"),
        ({"letter_number_form": "信{year}{number}{key}"}, "settings.bad_form"),
        ({"letter_number_form": "信{year}{number"}, "settings.bad_form"),
        ({"confirm_online_yellow": 4}, "settings.lights_crossed"),
    ],
)
def test_a_bad_value_is_refused_beside_its_field_and_nothing_changes(register, clerk, value, code):
    with pytest.raises(UserError) as caught:
        settings.change(clerk, office_name="示例市数据局", **value)

    assert caught.value.code == code
    assert caught.value.field in ABOUT
    assert str(caught.value)
    assert settings.load() == Settings()


def test_an_unknown_name_is_a_bug(register, clerk):
    with pytest.raises(KeyError):
        settings.change(clerk, colour="pink")


def test_unknown_rows_are_ignored(register, clerk):
    store(clerk, "of_a_later_version", 1)

    assert settings.load() == Settings()


@pytest.mark.parametrize("value", ["five", 99, [5], True])
def test_a_bad_row_is_logged_and_read_as_the_default(register, clerk, logged, value):
    store(clerk, "yellow_lead", value)
    logged.expect("yellow_lead")

    assert settings.load().yellow_lead == 5


@pytest.mark.parametrize("name", list(ABOUT))
def test_every_setting_has_a_label_help_group_and_a_word_for_each_choice(words, name):
    about = ABOUT[name]

    assert words[name]
    assert words[f"{name}_help"]
    assert words[f"group_{about.group}"]
    for choice in about.choices:
        assert words[f"{name}_{choice}"]


def test_every_default_is_a_value_the_setting_accepts():
    for line in fields(Settings):
        assert settings._fault(ABOUT[line.name], line.default) == ""


def test_what_letters_need_is_missing_until_it_is_said(register, clerk):
    assert settings.missing() == settings.NEEDED_BY_LETTERS
    settings.change(clerk, office_name="示例市数据局", court="示例市人民法院")
    assert settings.missing() == ("office_code", "reconsideration_body")
