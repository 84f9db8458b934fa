import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clerkdesk import keys
from clerkdesk.errors import EnvironmentFault, UserError
from clerkdesk.keys import KeyFile

KEY = bytes(range(32))
PHRASE = "春天种下的树 2026"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "register.clerkdesk"


@pytest.fixture
def file() -> KeyFile:
    return KeyFile(uid="0199", check=keys.check_of(KEY))


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(keys, "_SCRYPT", {"n": 2**10, "r": 8, "p": 1})


def refused(act, *arguments) -> UserError:
    with pytest.raises(UserError) as caught:
        act(*arguments)
    assert str(caught.value)
    return caught.value


def test_the_published_vector_of_the_word_list_holds():
    # BIP-39: 32 bytes of zero
    assert "".join(keys.sheet(bytes(32)).words) == "的" * 23 + "性"


def test_the_sheet_is_six_rows_of_four_numbered_characters():
    sheet = keys.sheet(KEY)

    assert [len(row) for row in sheet.rows] == [4] * 6
    assert [number for row in sheet.rows for number, _ in row] == list(range(1, 25))
    assert "".join(word for row in sheet.rows for _, word in row) == "".join(sheet.words)
    assert sheet.checksum == "96FD-E6F8" or len(sheet.checksum) == 9


@given(some.binary(min_size=32, max_size=32))
def test_the_sheet_gives_back_every_key(key):
    assert keys.recover("".join(keys.sheet(key).words)) == key


def test_blanks_numbers_and_punctuation_of_the_printed_sheet_are_no_matter():
    rows = keys.sheet(KEY).rows
    as_printed = "\n".join("　".join(f"{number}、{word}" for number, word in row) for row in rows)

    assert keys.recover(as_printed) == KEY
    assert keys.recover("  " + " ".join(keys.sheet(KEY).words) + "。\r\n") == KEY


def test_an_unknown_character_is_named_by_its_position():
    words = list(keys.sheet(KEY).words)
    words[6] = "鑫"

    error = refused(keys.recover, "".join(words))

    assert (error.code, error.facts) == ("keys.unknown_word", {"position": 7, "word": "鑫"})
    assert "第7个字“鑫”" in str(error)


def test_a_missing_character_is_counted():
    error = refused(keys.recover, "".join(keys.sheet(KEY).words[:-1]))

    assert error.code == "keys.word_count"
    assert error.facts == {"found": 23, "wanted": 24}


def test_two_characters_in_the_wrong_order_fail_the_checksum():
    words = list(keys.sheet(KEY).words)
    words[0], words[1] = words[1], words[0]

    assert refused(keys.recover, "".join(words)).code == "keys.checksum"


def test_the_quiz_asks_four_positions_and_names_the_wrong_one():
    words = keys.sheet(KEY).words

    positions = keys.quiz()

    assert len(set(positions)) == 4
    assert positions == tuple(sorted(positions))
    assert set(positions) <= set(range(1, 25))
    keys.check_answers(words, {number: f" {words[number - 1]}　" for number in positions})
    error = refused(keys.check_answers, words, {3: words[2], 9: "错"})
    assert (error.code, error.field) == ("keys.quiz", "word_9")


def test_a_pass_phrase_opens_its_envelope_and_no_other_does(file):
    file = keys.to_passphrase(file, KEY, PHRASE)

    assert keys.from_passphrase(file, PHRASE) == KEY
    assert refused(keys.from_passphrase, file, PHRASE + "x").code == "keys.wrong_passphrase"
    assert refused(keys.from_passphrase, file, "").code == "keys.wrong_passphrase"


def test_full_width_letters_of_an_input_method_are_the_same_pass_phrase(file):
    file = keys.to_passphrase(file, KEY, "correct horse 2026")

    assert keys.from_passphrase(file, "ｃｏｒｒｅｃｔ　ｈｏｒｓｅ　２０２６ ") == KEY


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("short", "keys.short_passphrase"),
        ("          ", "keys.short_passphrase"),
        ("aaaaaaaaaaaaaaa", "keys.poor_passphrase"),
        ("abcde1234", "keys.short_passphrase"),
        ("abcdabcdabcd", "keys.poor_passphrase"),
    ],
)
def test_a_weak_pass_phrase_is_refused_beside_its_field(file, phrase, code):
    error = refused(keys.to_passphrase, file, KEY, phrase)

    assert (error.code, error.field) == (code, "passphrase")


def test_ten_characters_five_of_them_different_are_enough(file):
    assert keys.to_passphrase(file, KEY, "abcdeabcde").passphrase is not None


def test_two_envelopes_of_one_pass_phrase_have_nothing_in_common(file):
    one, two = (keys.to_passphrase(file, KEY, PHRASE).passphrase for _ in range(2))

    assert one.salt != two.salt
    assert one.wrapped != two.wrapped


def test_a_tampered_envelope_asks_for_no_memory_and_is_named(file):
    file = keys.to_passphrase(file, KEY, PHRASE)

    # each number may pass by itself, but 4 GiB together; more than 32 bits on Windows is no crash
    together = {"n": 2**20, "r": 32}
    for harm in ({"n": 2**30}, together, {"salt": "?"}, {"n": 1000}, {"wrapped": "AAAA"}):
        with pytest.raises((EnvironmentFault, UserError)):
            keys.from_passphrase(replace(file, passphrase=replace(file.passphrase, **harm)), PHRASE)


def test_the_vault_keeps_the_key_under_the_registers_own_name(file, vault):
    file = keys.to_vault(file, KEY)

    assert file.in_vault
    assert keys.from_vault(file) == KEY
    assert list(vault.kept) == [("ClerkDesk 0199", "register-key")]
    assert not keys.out_of_vault(file).in_vault
    assert keys.from_vault(file) is None


def test_a_vault_entry_of_another_key_is_not_taken(file, vault):
    vault.set_password("ClerkDesk 0199", "register-key", "00" * 32)
    assert keys.from_vault(file) is None

    vault.set_password("ClerkDesk 0199", "register-key", "not hex")
    assert keys.from_vault(file) is None


def test_the_key_file_comes_back_and_holds_no_secret(file, path):
    file = keys.to_passphrase(keys.to_vault(file, KEY), KEY, PHRASE)

    file.save(path)

    assert KeyFile.load(path) == file
    written = keys.beside(path).read_text(encoding="utf-8")
    for secret in (KEY.hex(), KEY.hex().upper(), PHRASE, *keys.sheet(KEY).words):
        assert secret not in written
    assert [entry.name for entry in path.parent.iterdir()] == ["register.keys.json"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"uid": "a"}', '{"passphrase": {"n": 1}}'])
def test_a_damaged_key_file_is_a_sentence(path, content):
    keys.beside(path).write_text(content, encoding="utf-8")

    with pytest.raises(EnvironmentFault) as caught:
        KeyFile.load(path)

    assert caught.value.code == "keys.bad_file"
    assert "24个字" in str(caught.value)


def test_a_missing_key_file_is_a_sentence(path):
    with pytest.raises(EnvironmentFault, match="24个字") as caught:
        KeyFile.load(path)

    assert caught.value.code == "keys.no_file"


def test_real_scrypt_parameters_are_strong_enough(file, monkeypatch):
    monkeypatch.undo()

    file = keys.to_passphrase(file, KEY, PHRASE)

    assert file.passphrase.n >= 2**15
    assert json.loads(json.dumps(file.passphrase.n)) == 2**16
    assert keys.from_passphrase(file, PHRASE) == KEY
