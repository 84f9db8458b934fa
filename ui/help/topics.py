"""What help is there, and what does a topic say today?

A topic is `resources/help/<key>.md`: its first line is the title. `[word](help:key)` leads to
another topic, `[word](setting:name)` to a setting, `[word](part:key)` to a part of the settings
page; `{name}` is the setting as it stands, `{name:name}` what it is called; `{logs}` is the folder
of the program's records.
"""

import re
from dataclasses import dataclass
from functools import cache

from clerkdesk import paths
from clerkdesk.settings import ABOUT, Settings
from ui import crash, words

say, setting = words.of("help"), words.of("setting")

# the order in which they are listed; a page names its topic by `help_topic`
TOPICS = (
    "start",
    "today",
    "requests",
    "intake",
    "import",
    "records",
    "publications",
    "bulk",
    "catalogue",
    "coverage",
    "reassess",
    "reviews",
    "letters",
    "monitor",
    "calendar",
    "dates",
    "uncertain",
    "secrecy",
    "privacy",
    "papers",
    "void",
    "people",
    "settings",
    "backup",
    "key",
    "trouble",
    "keys",
)
_MARK = re.compile(r"\{(\w+)(:name)?\}")


@dataclass(frozen=True)
class Topic:
    key: str
    title: str
    text: str  # Markdown, its marks not yet filled


@cache
def all_topics() -> tuple[Topic, ...]:
    return tuple(_read(key) for key in TOPICS)


def found(typed: str) -> tuple[Topic, ...]:
    """Return the topics that hold all the words typed, in title or text."""
    wanted = typed.casefold().split()
    return tuple(one for one in all_topics() if all(word in one.text.casefold() for word in wanted))


def filled(topic: Topic, chosen: Settings) -> str:
    """Return a topic's Markdown with the settings as they stand."""

    def mark(match: re.Match[str]) -> str:
        name = match[1]
        if name == "logs":
            return _plain(str(crash.folder()))
        return setting(name) if match[2] else _value(name, chosen)

    return _MARK.sub(mark, topic.text)


def _value(name: str, chosen: Settings) -> str:
    value, about = getattr(chosen, name), ABOUT[name]
    if about.kind is bool:
        return say("yes" if value else "no")
    if about.choices:
        return setting(f"{name}_{value}")
    return _plain(str(value)) if value != "" else say("unset")


def _plain(typed: str) -> str:
    """What people typed is no Markdown."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>&~])", r"\\\1", typed)


def _read(key: str) -> Topic:
    text = paths.resource("help", f"{key}.md").read_text(encoding="utf-8")
    return Topic(key, text.splitlines()[0].lstrip("# "), text)
