"""Do README's two lines do what they say, from an environment that knows nothing of the project?"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
INSTALLED = ROOT / ".venv" / "installed.txt"


def lines(page: str) -> list[list[str]]:
    """The commands that stand indented in a README, as words."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return [found.split() for found in re.findall(r"(?m)^    (python .+)$", text)]


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_first_screen_has_one_line_to_start_and_one_to_test(page):
    assert lines(page) == [["python", "packaging/desk.py"], ["python", "packaging/desk.py", "test"]]


def test_the_line_that_starts_the_program_starts_it(tmp_path):
    if not INSTALLED.exists():
        pytest.skip("README's line has not set up this checkout; .ci/run does so first")
    bare = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "CLERKDESK_HOME": str(tmp_path / "home"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    # without this Windows starts no program at all
    bare |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    start = [sys.executable, *lines("README.md")[0][1:], "--smoke"]

    done = subprocess.run(  # noqa: S603 - README's own words
        start, cwd=ROOT, env=bare, capture_output=True, text=True, timeout=110, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "today" in done.stdout
