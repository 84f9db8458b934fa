"""Does the replay hold for more random lives than the suite tries, and how fast? By hand.

python -m tests.bench.bench_replay [how many lives]        (default 10000)
"""

# ruff: noqa: T201 - a script that speaks to a terminal
import os
import sys
from pathlib import Path
from timeit import default_timer

import pytest

TEST = Path(__file__).resolve().parents[1] / "requests" / "test_replay_of_the_register.py"


def main() -> int:
    how_many = sys.argv[1] if len(sys.argv) > 1 else "10000"
    os.environ["CLERKDESK_LIVES"] = how_many
    began = default_timer()
    found = pytest.main(["-q", "-p", "no:cacheprovider", "-o", "faulthandler_timeout=0", str(TEST)])
    print(f"{how_many} lives, lived and replayed: {default_timer() - began:.1f} s")
    return int(found)


if __name__ == "__main__":
    sys.exit(main())
