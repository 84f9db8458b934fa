"""A stored file is handed to another program, or the clerk is told that none takes it."""

from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from clerkdesk import files
from clerkdesk.errors import EnvironmentFault
from ui import outside


def test_a_file_is_handed_to_the_program_for_it(register, clerk, monkeypatch):
    handed = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: handed.append(url) or True)
    copy = outside.open_file(files.store(b"%PDF-1.4 content", "扫描件.pdf", clerk))
    assert Path(handed[0].toLocalFile()) == copy
    assert copy.read_bytes() == b"%PDF-1.4 content"


def test_a_file_that_nothing_opens_is_named_with_the_way_out(register, clerk, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    with pytest.raises(EnvironmentFault) as fault:
        outside.open_file(files.store(b"content", "图纸.dwg", clerk))
    told = str(fault.value)
    assert "“图纸.dwg”没有打开" in told
    assert "请安装或者指定以后再试" in told
