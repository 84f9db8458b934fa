"""The five real papers through the real form: read, confirmed, none taken for classified."""

from pathlib import Path

import pytest

from ui.publications.register import Register

SEEDS = Path(__file__).parents[3].parent / "shared" / "seeds"
FILES = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []


@pytest.mark.skipif(not FILES, reason="the five real papers lie beside the project, not in it")
def test_the_real_papers_are_accepted_and_what_is_missing_is_said(qtbot, desk):
    page = Register(desk)
    qtbot.addWidget(page)
    page.show()
    page.look_again()
    page.zone.take(FILES)
    qtbot.waitUntil(lambda: not page.zone.busy(), timeout=60_000)
    assert page.zone.refusals() == ()
    assert len(page.zone.value()) == len(FILES) == 5
    for proposal in page.zone.proposals():
        page.zone.use.emit(proposal)
        for key in ("title", "document_number", "organ", "formed_on"):
            found = getattr(proposal.heading, key)
            told = page.heading.lines[key][1].text()
            assert told == ("未找到" if found is None else told)
            if found is not None:
                assert page.form[key].value() == found.value
                assert f"第 {found.line} 行" in told
