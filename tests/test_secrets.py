import subprocess
import sys

import keyring
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import pytest

from clerkdesk import secrets
from clerkdesk.errors import EnvironmentFault


class Broken(keyring.backend.KeyringBackend):
    priority = 1

    def get_password(self, *_):
        raise OSError("the bus is gone")

    def set_password(self, *_):
        raise OSError("the bus is gone")


class Forgetful(Broken):
    def get_password(self, *_):
        return None

    def set_password(self, *_):
        return None


def test_a_secret_comes_back_and_can_be_forgotten(vault):
    secrets.put("ClerkDesk a", "ff" * 32)

    assert secrets.get("ClerkDesk a") == "ff" * 32
    assert secrets.get("ClerkDesk b") is None
    secrets.forget("ClerkDesk a")
    secrets.forget("ClerkDesk a")
    assert secrets.get("ClerkDesk a") is None


def test_a_working_vault_is_found_by_trying_it(vault):
    assert secrets.works()
    assert vault.kept == {}


@pytest.mark.parametrize(
    "backend", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring, Broken, Forgetful]
)
def test_without_a_vault_that_keeps_there_is_a_sentence_and_no_fallback(backend):
    keyring.set_keyring(backend())

    assert not secrets.works()
    assert secrets.get("ClerkDesk a") is None
    with pytest.raises(EnvironmentFault, match="系统密码库") as caught:
        secrets.put("ClerkDesk a", "secret")
    assert caught.value.code == "keys.no_vault"


def test_a_backend_that_writes_in_clear_is_no_vault(monkeypatch):
    monkeypatch.setattr(Forgetful, "__module__", "keyrings.alt.file")
    keyring.set_keyring(Forgetful())

    with pytest.raises(EnvironmentFault):
        secrets.put("ClerkDesk a", "secret")


def test_of_a_chain_the_first_real_vault_is_used(vault, monkeypatch):
    class Chain(Broken):
        backends = (keyring.backends.null.Keyring(), vault)

    keyring.set_keyring(Chain())

    secrets.put("ClerkDesk a", "secret")

    assert list(vault.kept.values()) == ["secret"]


def test_on_windows_a_secret_stays_on_its_machine(vault, monkeypatch):
    monkeypatch.setattr(type(vault), "persist", "enterprise", raising=False)

    secrets.put("ClerkDesk a", "secret")

    assert vault.persist == "local machine"


def test_more_than_windows_can_keep_is_a_bug_everywhere():
    secrets.put("ClerkDesk a", "x" * secrets.LIMIT)

    with pytest.raises(ValueError, match="1280"):
        secrets.put("ClerkDesk a", "x" * (secrets.LIMIT + 1))


def test_keyring_is_imported_only_when_it_is_asked(request):
    told = subprocess.run(
        [sys.executable, "-c", "import sys, clerkdesk.keys; print('keyring' in sys.modules)"],
        cwd=request.config.rootpath,
        capture_output=True,
        check=True,
        text=True,
    )

    assert told.stdout == "False\n"
