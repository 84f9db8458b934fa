"""How long does looking for personal data take against one pass of a single expression?

    python tests/bench/bench_privacy.py [text files ...]

Prints the ratio of the best of seven runs each, in one process: 10 is what is asked for.
"""

# ruff: noqa: T201 - a script that speaks to a terminal
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from clerkdesk import privacy

ORDINARY = (
    "为做好政府信息公开工作，现将有关事项通知如下，请结合实际，认真贯彻执行。\n" * 200
    + "张三，身份证号码11010519491231002X，住玉山镇前进中路219号，电话13812345678。\n"
) * 20
SINGLE = re.compile(r"\d{17}[\dXx]|1[3-9]\d{9}")


def best(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of seven runs."""
    times = []
    for _run in range(7):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def main() -> None:
    texts = {"ordinary": ORDINARY}
    for name in sys.argv[1:]:
        texts[name] = Path(name).read_text(encoding="utf-8") * 20
    for name, text in texts.items():
        floor = best(lambda text=text: sum(1 for _hit in SINGLE.finditer(text)))
        scan = best(lambda text=text: privacy.find(text))
        print(f"{name}: {len(text)} characters, {scan * 1000:.1f} ms, {scan / floor:.1f} times")


if __name__ == "__main__":
    main()
