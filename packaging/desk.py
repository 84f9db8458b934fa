"""Sets everything up in `.venv` and starts the program or runs its tests.

    python packaging/desk.py                 start ClerkDesk (more words go to it: --sample)
    python packaging/desk.py test            run all tests (more words go to pytest)
    python packaging/desk.py check           lint, types and import contracts

Needs only Python 3.11 or later with pip. What is installed is exactly `requirements.lock`, every
file checked against its hash; it is installed again only when the lock has changed.
"""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = HOME / "installed.txt"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
)


def set_up() -> None:
    """Make `.venv` hold exactly the locked packages; do nothing where it already does."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == digest:
        return
    print(f"Setting up {HOME} (once; some 400 MB) ...", flush=True)
    STAMP.unlink(missing_ok=True)  # broken off from here on, it is half of something
    # without pip: some systems ship venv without it, and the pip at hand can install into it
    run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(HOME))
    pip = (sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))
    STAMP.write_text(digest, encoding="utf-8")


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603 - our own words only
    if done.returncode:
        sys.exit(done.returncode)


def main(words: list[str]) -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs before anything is installed
        sys.exit("ClerkDesk needs Python 3.11 or later.")
    if isinstance(sys.stdout, io.TextIOWrapper):  # a code page may lack the folder's characters
        sys.stdout.reconfigure(errors="backslashreplace")
    set_up()
    match words:
        case ["test", *more]:
            # one worker a core; who is through takes over what the other has still to do. A worker
            # that dies ends the run
            shared = ("-n", "auto", "--dist", "worksteal")
            run(str(PYTHON), "-m", "pytest", *shared, "--max-worker-restart", "0", *more)
        case ["check"]:
            for tool, *more in CHECKS:
                print(f"--- {tool} {' '.join(more)}", flush=True)
                run(str(PYTHON.with_name(tool + PYTHON.suffix)), *more)
        case ["start", *more] | more:
            run(str(PYTHON), str(ROOT / "main.py"), *more)


if __name__ == "__main__":
    main(sys.argv[1:])
