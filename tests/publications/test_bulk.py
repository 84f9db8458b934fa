"""A list in a workbook: looked through row by row, then registered as a whole or not at all."""

import io
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from clerkdesk import units
from clerkdesk.db.models import Audit, Publication
from clerkdesk.errors import UserError
from clerkdesk.publications import bulk, entries, queries
from clerkdesk.publications.attributes import Attribute, Audience
from clerkdesk.publications.overlay import Entry
from clerkdesk.publications.service import NeedsAnswer

TODAY = date(2026, 10, 13)
HEADS = ["标题 *", "文号", "成文日期", "公开类别", "公开属性", "依据", "理由", "处室", "承办人"]


def workbook(*rows, heads=HEADS) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(heads)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def look(*rows, **more):
    return bulk.look(workbook(*rows, **more), "清单.xlsx")


def refused(code, *rows, **more):
    with pytest.raises(UserError) as caught:
        look(*rows, **more)
    assert caught.value.code == code
    assert str(caught.value)


def test_good_rows_are_registered_as_they_stand(clerk):
    section = units.add(units.SECTION, "数据资源科", by=clerk)
    preview = look(
        [
            "关于甲的通知",
            "示数〔2026〕1号",
            datetime(2026, 9, 14),
            "政策解读",
            None,
            None,
            None,
            "数据资源科",
            "王芳",
        ],
        ["关于乙的函", "示数〔2026〕2号", "2026年9月15日", "", "不予公开", "过程稿", "尚未定稿"],
        [None, None],
        ["关于丙的通知", None, "2026/9/16"],
    )
    assert preview.faulty == 0
    assert [row.row for row in preview.rows] == [2, 3, 5]
    assert not Publication.select().exists()
    told = []
    keys = bulk.register_all(
        preview, clerk, progress=lambda done, every: told.append((done, every))
    )
    assert told[-1] == (3, 3)
    first, second, third = (queries.card(key, TODAY) for key in keys)
    assert (first.title, first.formed_on, first.category) == (
        "关于甲的通知",
        date(2026, 9, 14),
        "interpretation",
    )
    assert (first.source_unit.id, first.handler.name) == (section, "王芳")
    assert (second.attribute, second.ground) == (Attribute.WITHHELD, "draft")
    assert third.number == "2026-0003"
    assert Audit.select().where(Audit.verb == "registered_in_bulk").count() == 1


def test_each_faulty_cell_is_named_with_its_row_and_nothing_is_written(clerk):
    preview = look(
        ["", "一号", "2026-09-14"],
        ["甲", "二号", "2026-02-30"],
        ["乙", "三号", "昨天", "没有的类别", "半公开", "", "", "没有的处室", "没有的人"],
        ["丙", "四号", "2026-12-01"],
        ["丁", "五号", "2026-09-14", "", "不予公开"],
        ["戊", "六号", "2026-09-14"],
    )
    told = {row.row: [fault.column for fault in row.faults] for row in preview.rows}
    assert set(told.pop(4)) == {"生成日期", "公开类别", "公开属性", "来源处室", "承办人"}
    assert told == {
        2: ["标题"],
        3: ["生成日期"],
        5: ["生成日期"],
        6: ["依据", "理由"],
        7: [],
    }
    assert all(fault.text for row in preview.rows for fault in row.faults)
    assert preview.faulty == 5
    with pytest.raises(UserError, match="5 行"):
        bulk.register_all(preview, clerk)
    assert not Publication.select().exists()


def test_a_number_repeated_in_the_sheet_or_in_the_register_is_asked(clerk):
    bulk.register_all(look(["旧", "示数〔2026〕1号", "2026-09-14"]), clerk)
    preview = look(
        ["甲", "示数〔2026〕1号", "2026-09-14"],
        ["乙", "示数〔2026〕2号", "2026-09-14"],
        ["丙", "示数〔2026〕2号", "2026-09-14"],
    )
    assert [bool(row.asks) for row in preview.rows] == [True, False, True]
    with pytest.raises(NeedsAnswer):
        bulk.register_all(preview, clerk)
    assert Publication.select().count() == 1
    answered = frozenset(ask.key for ask in preview.asks)
    assert len(bulk.register_all(preview, clerk, answered=answered)) == 3


def test_a_cancelled_registration_leaves_nothing(clerk):
    preview = look(["甲", "", "2026-09-14"], ["乙", "", "2026-09-14"])
    calls = iter([False, True])
    with pytest.raises(UserError, match="已取消"):
        bulk.register_all(preview, clerk, cancelled=lambda: next(calls))
    assert not Publication.select().exists()
    bulk.register_all(preview, clerk)
    assert {row.number for row in Publication.select()} == {"2026-0001", "2026-0002"}


def test_audience_days_and_gist_come_from_the_sheet_and_the_office_has_its_own_kinds(clerk):
    own = Entry(name="养护情况", owner="办公室", basis="制度", elements={"own_1": "单位"})
    ended = entries.add_entry(replace(own, name="旧事项"), clerk, on=TODAY)
    entries.end_entry(ended, clerk, on=TODAY, why="停用")
    key = entries.add_entry(own, clerk, on=TODAY)
    heads = ["标题", "生成日期", "类别", "公开对象", "变更日期", "有效期至", "内容概述"]
    rows = (
        ["甲", "2026-09-14", "养护情况", "", "2026-09-20", "2027-09-30", "第三季度"],
        ["乙", "2026-09-14", "房屋征收：向被征收人公开", "", "", "", ""],
        ["丙", "2026-09-14", "旧事项", "所有人", "2026-09-01", "x", ""],
    )
    first, second, third = look(*rows, heads=heads).rows
    assert first.faults == ()
    assert (first.draft.category, first.draft.audience) == (key, Audience.ALL)
    assert (first.draft.changed_on, first.draft.valid_until) == (
        date(2026, 9, 20),
        date(2027, 9, 30),
    )
    assert first.draft.facts.note == "第三季度"
    assert second.draft.audience is Audience.PARTIES
    assert {one.column for one in third.faults} == {"公开类别", "公开对象", "变更日期", "有效期至"}


def test_the_template_understands_itself(register):
    book = openpyxl.load_workbook(io.BytesIO(bulk.template()))
    heads = [cell.value for cell in book.worksheets[0][1]]
    assert len(heads) == len(bulk.columns())
    preview = look(["甲", *[None] * (len(heads) - 1)], heads=heads)
    assert preview.unknown == ()
    assert [fault.column for fault in preview.rows[0].faults] == ["生成日期"]


def test_unknown_headings_are_told_and_left_out(register):
    assert look(["甲", "2026-09-14", "x"], heads=["标题", "生成日期", "颜色"]).unknown == ("颜色",)


def test_what_is_no_list_is_refused_by_name(register):
    refused("publications.nothing_to_import")
    refused("publications.column_missing", ["甲"], heads=["标题"])
    too_many = [["甲", "", "2026-09-14"]] * (bulk.LIMIT + 1)
    refused("publications.too_many_rows", *too_many)
    with pytest.raises(UserError) as caught:
        bulk.look(b"a,b\n1,2\n", "清单.csv")
    assert caught.value.code == "publications.no_such_sheet"


def test_formulas_give_what_they_showed_and_strange_characters_stay(clerk):
    preview = look(["𠮷<b>&", "示数〔2026〕9号", "2026-09-14"])
    key = bulk.register_all(preview, clerk)[0]
    assert queries.card(key, TODAY).title == "𠮷<b>&"
