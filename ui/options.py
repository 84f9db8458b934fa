"""With which words was the program started?"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """sample: the invented office; register: which file; rehearse: look at the desk of a day.

    smoke: open the sample office, make every page, end; grab: the same, pictures into a folder.
    """

    sample: bool = False
    register: Path | None = None
    rehearse: date | None = None
    smoke: bool = False
    grab: Path | None = None

    @property
    def unattended(self) -> bool:
        return self.smoke or self.grab is not None


def parse(arguments: Sequence[str]) -> Options:
    """Read the command line; --help and mistakes end the program as usual."""
    parser = argparse.ArgumentParser(prog="clerkdesk")
    parser.add_argument("--sample", action="store_true", help="open an invented office, not kept")
    parser.add_argument("--register", type=Path, metavar="PATH", help="open this register")
    parser.add_argument(
        "--rehearse", type=date.fromisoformat, metavar="DATE", help="show the desk as of a day"
    )
    parser.add_argument("--smoke", action="store_true", help="make every page once and end")
    parser.add_argument(
        "--grab", type=Path, metavar="DIR", help="put a picture of every page there"
    )
    return Options(**vars(parser.parse_args(arguments)))
