"""Where does this PC keep a secret? In the operating system's vault, or nowhere.

The only importer of keyring. There is no fallback: where no vault works, the caller asks for a
pass phrase each time.
"""

import logging
from typing import Any

from clerkdesk.errors import EnvironmentFault

LIMIT = 1280  # characters: Windows keeps 2560 bytes of UTF-16 for one secret
_NAME = "register-key"  # one service for one secret; two names in one service get mixed up
_NO_VAULT = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")  # none, or in clear

_log = logging.getLogger(__name__)


def works() -> bool:
    """Return whether this account has a vault that really keeps a secret."""
    try:
        put("ClerkDesk probe", "probe")
        forget("ClerkDesk probe")
    except EnvironmentFault:
        return False
    return True


def put(service: str, secret: str) -> None:
    """Keep a secret and read it back; EnvironmentFault keys.no_vault where that fails."""
    if len(secret) > LIMIT:
        raise ValueError(f"a vault keeps {LIMIT} characters, not {len(secret)}")
    vault = _vault()
    try:
        vault.set_password(service, _NAME, secret)
        kept = vault.get_password(service, _NAME)
    except Exception as error:
        raise _no_vault(error) from error
    if kept != secret:
        raise EnvironmentFault("keys.no_vault")


def get(service: str) -> str | None:
    """Return the secret, None where this account's vault has none or there is no vault."""
    try:
        secret = _vault().get_password(service, _NAME)
    except EnvironmentFault:
        return None
    except Exception as error:  # noqa: BLE001 - backends raise whatever their system does
        _no_vault(error)
        return None
    return None if secret is None else str(secret)


def forget(service: str) -> None:
    """Remove a secret; one that is not there is no failure."""
    from keyring.errors import PasswordDeleteError  # noqa: PLC0415 - costs 0.1 s

    try:
        _vault().delete_password(service, _NAME)
    except PasswordDeleteError:
        return
    except EnvironmentFault:
        raise
    except Exception as error:
        raise _no_vault(error) from error


def _vault() -> Any:
    import keyring  # noqa: PLC0415 - costs 0.1 s

    vault: Any = keyring.get_keyring()
    # a chain of backends asks its first first; one that writes in clear must not be among them
    parts = getattr(vault, "backends", None)
    chain = [vault] if parts is None else list(parts)
    chain = [part for part in chain if not type(part).__module__.startswith(_NO_VAULT)]
    if not chain:
        raise EnvironmentFault("keys.no_vault")
    vault = chain[0]
    if hasattr(type(vault), "persist"):  # Windows: a key of a local file must not roam
        vault.persist = "local machine"
    return vault


def _no_vault(error: Exception) -> EnvironmentFault:
    _log.info("the vault does not work: %s", type(error).__name__)
    return EnvironmentFault("keys.no_vault")
