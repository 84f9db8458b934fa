"""Does work beside the window end in the window's thread, whatever becomes of it?"""

import gc
import threading
import weakref

import pytest

from clerkdesk import bus
from clerkdesk.bus import Changed
from clerkdesk.errors import UserError
from ui.changes import Changes, kinds
from ui.jobs import Cancelled, Jobs, JobStrip


@pytest.fixture
def jobs(dressed):
    jobs = Jobs()
    yield jobs
    assert jobs.close()


def test_the_result_arrives_in_the_thread_of_the_window(jobs, qtbot):
    threads = []

    def work(_progress):
        threads.append(threading.current_thread())
        return 42

    with qtbot.waitCallback() as done:
        jobs.run(
            "导出", work, lambda result: (threads.append(threading.current_thread()), done(result))
        )

    assert done.args == [42]
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()
    assert jobs.running == ()


def test_a_fault_is_handed_over_never_lost(jobs, qtbot):
    fault = ValueError("broken")

    def work(_progress):
        raise fault

    with qtbot.waitCallback() as failed:
        jobs.run("导出", work, lambda _result: pytest.fail("not done"), failed)

    assert failed.args == [fault]


def test_a_bug_without_a_handler_reaches_the_crash_path(jobs, qtbot):
    def work(_progress):
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.run("导出", work, lambda _result: None)
        qtbot.waitUntil(lambda: len(caught) == 1)

    assert caught[0][0] is ZeroDivisionError


def test_work_stops_at_its_next_report_after_cancelling(jobs, qtbot):
    begun, go_on = threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        go_on.wait(5)
        progress(1, 10)
        return "never"

    with qtbot.waitCallback() as cancelled:
        job = jobs.run("导出", work, lambda _r: pytest.fail("not done"), cancelled=cancelled)
        begun.wait(5)
        job.cancel()
        go_on.set()

    assert jobs.running == ()


def test_each_work_has_its_own_connection(dressed, qtbot):
    entered = []

    class Around:
        def __enter__(self):
            entered.append(threading.current_thread())

        def __exit__(self, *_fault):
            entered.append("left")

    jobs = Jobs(around=Around)
    with qtbot.waitCallback() as done:
        jobs.run("导出", lambda _progress: entered.append("work"), done)

    assert entered[1:] == ["work", "left"]
    assert entered[0] is not threading.main_thread()
    assert jobs.close()


def test_the_strip_shows_progress_and_goes(jobs, qtbot):
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    halfway, go_on = threading.Event(), threading.Event()

    def work(progress):
        progress(1532, 2431)
        halfway.set()
        go_on.wait(5)

    with qtbot.waitCallback() as done:
        jobs.run("正在导出 2,431 件申请", work, done)
        halfway.wait(5)
        qtbot.waitUntil(lambda: strip._strips[0].bar.value() == 1532)
        assert not strip.isHidden()
        assert "1,532 / 2,431" in strip._strips[0].rest.text()
        go_on.set()

    qtbot.waitUntil(strip.isHidden)


def test_what_went_wrong_stays_until_it_was_read(jobs, qtbot, monkeypatch):
    monkeypatch.setattr(UserError, "__str__", lambda _self: "磁盘已满。")
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)

    def work(_progress):
        raise UserError("disk.full")

    jobs.run("导出", work, lambda _result: None)
    qtbot.waitUntil(lambda: jobs.running == ())

    assert strip._strips[0].message.text() == "导出没有完成：磁盘已满。"
    strip._strips[0].button.click()
    assert strip.isHidden()


def test_a_wish_to_stop_is_told_at_once_and_what_became_of_it_stays(jobs, qtbot):
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    begun, go_on = threading.Event(), threading.Event()

    def work(progress):
        begun.set()
        go_on.wait(5)
        progress(1, 10)

    jobs.run("导出", work, lambda _r: pytest.fail("not done"))
    begun.wait(5)
    shown = strip._strips[0]
    shown.button.click()
    assert shown.rest.text() == "正在停下…"
    assert not shown.button.isEnabled()

    go_on.set()
    qtbot.waitUntil(lambda: jobs.running == ())
    assert shown.message.text() == "已取消：导出"
    assert shown.bar.isHidden()
    shown.button.click()
    assert strip.isHidden()


def test_work_called_off_before_its_turn_never_begins(jobs, qtbot):
    go_on = threading.Event()
    for _number in range(2):
        jobs.run("前面的", lambda _progress: go_on.wait(5), lambda _result: None)
    with qtbot.waitCallback() as cancelled:
        waiting = jobs.run(
            "后面的",
            lambda _progress: pytest.fail("it began"),
            lambda _result: pytest.fail("it ended"),
            cancelled=cancelled,
        )
        waiting.cancel()
        go_on.set()


def test_work_that_outlasts_the_closing_spoils_no_later_work(dressed, qtbot):
    jobs, go_on = Jobs(), threading.Event()
    jobs.run("导出", lambda _progress: go_on.wait(5), lambda _result: None)

    assert not jobs.close(timeout_s=0.01)

    go_on.set()
    with qtbot.waitCallback() as done:
        jobs.run("再来", lambda _progress: 1, done)
    assert jobs.close()


class Mortal:
    """Tells in which thread it died."""

    def __init__(self, deaths):
        self._deaths = deaths

    def __del__(self):
        self._deaths.append(threading.current_thread())


@pytest.mark.parametrize("end", ["finished", "failed", "cancelled"])
def test_what_work_held_and_made_dies_in_the_thread_of_the_window(jobs, qtbot, end):
    """A widget among it would else be deleted in the worker's thread: the program is gone then."""
    deaths, rounds = [], 20

    def one():
        held = Mortal(deaths)

        def work(progress):
            assert held
            made = Mortal(deaths)
            if end == "failed":
                raise ValueError(made)
            progress(0, 1)
            return made

        job = jobs.run("导出", work, lambda _result: None, lambda _fault: None, quiet=True)
        if end == "cancelled":
            job.cancel()

    for _round in range(rounds):
        one()
        qtbot.waitUntil(lambda: jobs.running == ())
    assert jobs.close()
    gc.collect()  # a fault and the frames it came from hold one another

    assert len(deaths) >= rounds
    assert set(deaths) == {threading.main_thread()}


def test_nobody_who_is_gone_is_told_how_work_ended(jobs, qtbot):
    """The register is closed and the window going: a page that looked again would fail."""
    told, begun = [], threading.Barrier(3)

    def broken(_progress):
        begun.wait(5)
        raise ZeroDivisionError

    jobs.run("导出", lambda _progress: begun.wait(5), told.append)
    jobs.run("导出", broken, told.append, told.append, quiet=True)
    begun.wait(5)
    assert jobs.close()
    with qtbot.captureExceptions() as caught:
        jobs.drop()
        qtbot.waitUntil(lambda: jobs.running == ())

    assert told == []
    assert [kind for kind, _fault, _trace in caught] == [ZeroDivisionError]  # never lost


def test_a_desk_that_could_not_close_works_on(jobs, qtbot):
    assert jobs.close()

    with qtbot.waitCallback() as done:
        jobs.run("导出", lambda _progress: 1, done)


def test_what_has_work_to_hear_of_outlives_its_owner(dressed, qtbot):
    go_on, told = threading.Event(), []
    jobs = Jobs()
    jobs.run("导出", lambda _progress: go_on.wait(5), told.append)
    left = weakref.ref(jobs)
    del jobs

    go_on.set()
    qtbot.waitUntil(lambda: told == [True])

    assert left().close()
    gc.collect()
    assert left() is None


def test_only_what_the_clerk_asked_for_is_asked_about(jobs, qtbot):
    go_on = threading.Event()
    jobs.run("预览", lambda _progress: go_on.wait(5), lambda _result: None, quiet=True)
    asked_for = jobs.run("导出", lambda _progress: go_on.wait(5), lambda _result: None)

    assert jobs.shown == (asked_for,)
    go_on.set()
    qtbot.waitUntil(lambda: jobs.running == ())


def test_more_than_two_strips_are_counted(jobs, qtbot):
    strip = JobStrip(jobs)
    qtbot.addWidget(strip)
    go_on = threading.Event()
    for number in range(4):
        jobs.run(f"第 {number}", lambda _progress: go_on.wait(5), lambda _result: None)

    assert strip._others.text() == "另 2 项"
    go_on.set()
    qtbot.waitUntil(strip.isHidden)


def test_cancelled_is_raised_to_the_work_itself(jobs, qtbot):
    seen = []

    def work(progress):
        try:
            progress(0, 1)
        except Cancelled:
            seen.append("tidied")
            raise

    job = jobs.run("导出", work, lambda _result: None, quiet=True)
    job.cancel()
    qtbot.waitUntil(lambda: jobs.running == ())

    assert seen in (["tidied"], [])  # it may have reported before it was cancelled


def test_changes_from_any_thread_arrive_gathered_in_the_window(dressed, qtbot):
    changes = Changes()
    arrived = []
    changes.changed.connect(lambda what: arrived.append((what, threading.current_thread())))

    def commit():
        bus.publish((Changed("request", 1), Changed("request", 2)))
        bus.publish((Changed("letter", 3),))

    worker = threading.Thread(target=commit)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: len(arrived) == 1)

    assert kinds(arrived[0][0]) == {"request", "letter"}
    assert arrived[0][1] is threading.main_thread()
    changes.close()


def test_after_closing_nothing_is_heard(dressed, qtbot):
    changes = Changes()
    changes.close()

    with qtbot.assertNotEmitted(changes.changed, wait=20):
        bus.publish((Changed("request", 1),))
