"""What becomes of a file that is still being read when its form is thrown away?"""

import threading

import pytest
import shiboken6

from clerkdesk.errors import UserError
from clerkdesk.publications import service
from ui.publications.drop_zone import DropZone


@pytest.mark.parametrize("refused", [False, True], ids=["read", "refused"])
@pytest.mark.parametrize("way", ["ends", "stopped"])
def test_a_form_thrown_away_while_a_file_is_read_is_not_missed(
    desk, qtbot, monkeypatch, tmp_path, refused, way
):
    begun, go_on = threading.Event(), threading.Event()

    def read(path, *, cancelled):
        begun.set()
        go_on.wait(5)
        cancelled()
        if refused:
            raise UserError("reading.broken", name=path.name)

    monkeypatch.setattr(service, "intake_file", read)
    zone = DropZone(desk)
    zone.take([tmp_path / "a.pdf"])
    begun.wait(5)
    if way == "stopped":
        desk.jobs.running[0].cancel()
    shiboken6.delete(zone)

    with qtbot.captureExceptions() as caught:
        go_on.set()
        qtbot.waitUntil(lambda: desk.jobs.running == ())

    assert caught == []
