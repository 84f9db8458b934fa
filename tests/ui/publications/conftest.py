"""Miniature official documents, and publications of each state."""

from datetime import date

import pytest

from clerkdesk.publications import service
from clerkdesk.publications.service import NewFile, NewPublication

NOTICE = """示例市城乡建设局文件

示建发〔2026〕88号

关于调整城区停车收费标准的通知

各区县建设局，各有关单位：
    现将城区停车收费标准调整事项通知如下。
    一、一类区域每小时五元。

示例市城乡建设局
2026年9月28日

（此件公开发布）

抄送：市政府办公室，市发展改革委。
示例市城乡建设局办公室　2026年9月29日印发
"""


@pytest.fixture
def notice(tmp_path):
    """A dropped notice with everything a heading has."""
    path = tmp_path / "停车收费.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


@pytest.fixture
def registered(clerk):
    """Register a notice with one file: `registered(title=..., formed_on=...)` gives its key."""

    def make(*, text: str = NOTICE, name: str = "停车收费.txt", **facts) -> int:
        given = {
            "title": "关于调整城区停车收费标准的通知",
            "formed_on": date(2026, 9, 28),
            "handler_id": clerk,
        }
        draft = NewPublication(**(given | facts))
        files = (NewFile(name, text.encode()),) if text else ()
        return service.register(draft, files, clerk)

    return make
