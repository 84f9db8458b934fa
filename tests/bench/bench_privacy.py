"""How long does looking for personal data take against one pass of a single expression?

    python tests/bench/bench_privacy.py [text files ...]

Prints, for running text and for lists as dense as lists can be, the ratio of the best of many runs,
floor and search in turns, in one process. Ten is what is asked for; above it the script fails.
"""

# ruff: noqa: T201 - a script that speaks to a terminal
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from clerkdesk import identifiers, privacy

ASKED = 10
RUNS = 15
ROWS = 6000
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严魏陶姜戚谢邹"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建国志红"
# ID numbers and mobiles alone: less than any search for personal data must look for
SINGLE = re.compile(r"\d{17}[\dXx]|1[3-9]\d{9}")
# what the lists below hold, by its shape and nothing more
EVERY = re.compile(
    r"\d{17}[\dXx]|1[3-9]\d{9}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    f"|[\u4e00-\u9fff]{{2,20}}(?:\u8def|\u8857|\u6751)\\d+\u53f7|[\u4e00-\u9fff][A-Z][A-Z0-9]{{5,6}}"
    f"|[{SURNAMES}][\u4e00-\u9fff]{{1,2}}"
)

NOTICE = "为做好政府信息公开工作，现将有关事项通知如下，请结合实际，认真贯彻执行。\n"


def texts() -> Iterator[tuple[str, str]]:
    """Yield a name and a text: what a clerk's files hold, from hardly anything to nothing but."""
    chance = random.Random(20261013)  # noqa: S311  # invented people, no secret
    people = [_person(chance) for _ in range(ROWS)]
    yield "a notice", (NOTICE * 200 + "张三，身份证号码11010519491231002X，住前进路9号。\n") * 20
    yield "mobiles, a line each", "\n".join(one["mobile"] for one in people * 3)
    yield "mobiles, all in one line", "、".join(one["mobile"] for one in people * 3)
    yield "mobiles, blanks between", " ".join(one["mobile"] for one in people * 3)
    yield "ID numbers, a line each", "\n".join(one["id"] for one in people * 2)
    yield "ID numbers, all in one line", "，".join(one["id"] for one in people * 2)
    columns = "number name sex id mobile amount"
    yield "a list of people", _rows(people, columns, "\t")
    yield "the same with addresses", _rows(people, f"{columns} address", "\t")
    yield "people, mail and cars (.csv)", _rows(people, "name id mobile mail plate", ",")
    yield "numbers that are nothing", "\n".join(one["nothing"] for one in people * 3)


def _person(chance: random.Random) -> dict[str, str]:
    first = (
        f"320583{chance.randint(1940, 2015)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
        f"{chance.randint(0, 999):03}"
    )
    return {
        "number": str(chance.randint(1, ROWS)),
        "name": chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.randint(1, 2))),
        "sex": chance.choice("男女"),
        "id": first + identifiers.id_check_character(first),
        "mobile": f"13{chance.randint(0, 999_999_999):09}",
        "amount": f"{chance.uniform(100, 99_999):.2f}",
        "address": f"玉山镇前进中路{chance.randint(1, 400)}号",
        "mail": f"zhang{chance.randint(1, 99_999)}@example.cn",
        "plate": f"苏E{chance.randint(10_000, 99_999)}",
        "nothing": f"1234567{chance.randint(0, 99_999):05}",
    }


def _rows(people: list[dict[str, str]], columns: str, sign: str) -> str:
    return "\n".join(sign.join(one[column] for column in columns.split()) for one in people)


def best_of(*works: Callable[[], object]) -> list[float]:
    """Return for each work the seconds of its fastest run; all in turns, so none is favoured.

    Processor time: what else the machine does meanwhile is no part of either.
    """
    times: list[list[float]] = [[] for _ in works]
    for _run in range(RUNS):
        for work, taken in zip(works, times, strict=True):
            began = time.process_time()
            work()
            taken.append(time.process_time() - began)
    return [min(taken) for taken in times]


def ratio(expression: re.Pattern[str], text: str) -> tuple[float, float]:
    """Return how many times a pass of the expression the search takes, and its seconds."""
    floor, scan = best_of(
        # as often as makes both last alike: a short run finds a quiet moment more easily
        lambda: [sum(1 for _hit in expression.finditer(text)) for _ in range(ASKED)],
        lambda: privacy.find(text),
    )
    return scan / (floor / ASKED), scan


def main() -> int:
    worst = 0.0
    given = [(name, Path(name).read_text(encoding="utf-8") * 20) for name in sys.argv[1:]]
    for name, text in (*texts(), *given):
        # a list of many kinds is measured by an expression that looks for as many
        many = "people" in name or "addresses" in name
        bare, seconds = ratio(SINGLE, text)
        whole = ratio(EVERY, text)[0] if many else bare
        worst = max(worst, whole)
        told = f" ({bare:.1f} times a pass for ID numbers and mobiles alone)" if many else ""
        print(
            f"{name}: {len(text)} characters, {len(privacy.find(text))} finds, "
            f"{seconds * 1000:.1f} ms, {whole:.1f} times{told}"
        )
    print(f"worst: {worst:.1f} times; asked: {ASKED}")
    return worst > ASKED


if __name__ == "__main__":
    raise SystemExit(main())
