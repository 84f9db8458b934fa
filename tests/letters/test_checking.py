"""Nothing wrong leaves: what the check finds in each kind of file, and who signs for what."""

import io
from datetime import date

import docx
import openpyxl
import PIL.Image
import pypdf
import pypdf.annotations
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from PIL.PngImagePlugin import PngInfo
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from clerkdesk import files
from clerkdesk.db.models import Audit, SignOff
from clerkdesk.errors import UserError
from clerkdesk.letters import checking, inspection, phrases, queries, service
from clerkdesk.letters.inspection import Fault, inspect, inspect_safely
from clerkdesk.requests import service as requests
from clerkdesk.requests.states import CLOSED

TODAY = date(2026, 10, 13)
STRANGER = "13912345678"


def saved(thing) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def drawn(*draws) -> bytes:
    """A PDF of one page for each function that draws it."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    page = canvas.Canvas(out)
    for draw in draws:
        page.setFont("STSong-Light", 14)
        draw(page)
        page.showPage()
    page.save()
    return out.getvalue()


def line(text, y=700):
    return lambda page: page.drawString(80, y, text)


def document(*paragraphs) -> bytes:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return saved(made)


def faults(data, name, **more):
    return [(one.fault, one.where) for one in inspect(data, name, **more)]


# --- one thing hidden in one place of one format -------------------------------------------------


def boxed(colour):
    def draw(page):
        page.drawString(80, 700, "供热价格测算：每平方米二十三元")
        page.setFillColorRGB(*colour)
        page.rect(70, 690, 320, 30, fill=1, stroke=0)

    return draw


@pytest.mark.parametrize("colour", [(0, 0, 0), (1, 1, 1), (0.5, 0.5, 0.5)])
def test_text_under_a_box_is_found_with_its_page(colour):
    found = inspect(drawn(line("封面"), boxed(colour)), "a.pdf")
    (covered,) = [one for one in found if one.fault is Fault.COVERED]
    assert covered.where == "2"
    assert "供热价格测算" in covered.text


def test_text_in_the_colour_of_its_ground_is_found():
    def draw(page):
        page.drawString(80, 600, "可以看见的字")
        page.setFillColorRGB(1, 1, 1)
        page.drawString(80, 700, "看不见的协议内容")

    assert (Fault.COVERED, "1") in faults(drawn(draw), "a.pdf")


def test_text_under_a_box_on_a_turned_page_is_found():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn(boxed((0, 0, 0)))))
    writer.pages[0].rotate(90)
    out = io.BytesIO()
    writer.write(out)
    assert (Fault.COVERED, "1") in faults(out.getvalue(), "a.pdf")


def test_words_beside_the_sheet_are_found():
    found = inspect(drawn(line("可以看见的字"), line("内部底稿的结论", y=2000)), "a.pdf")
    assert [(one.fault, one.where) for one in found] == [(Fault.COVERED, "2")]


@pytest.mark.parametrize(
    "text",
    ["一二三、十一——……。·1l|-_“”（）", "政府信息公开条例第三十六条", "plain Latin text 0123456789"],
)
def test_what_is_seen_is_not_called_covered(text):
    def draw(page):
        page.drawString(80, 700, text)
        page.setFont("STSong-Light", 5)
        page.drawString(80, 650, text)

    assert Fault.COVERED not in {fault for fault, _where in faults(drawn(draw), "a.pdf")}


def test_a_frame_around_words_covers_nothing():
    def draw(page):
        page.drawString(80, 700, "供热价格测算")
        page.rect(70, 690, 320, 30, fill=0)
        page.setFillColorRGB(0, 0, 0)
        page.rect(70, 500, 320, 30, fill=1)

    assert faults(drawn(draw), "a.pdf") == []


def test_comments_attachments_and_authors_of_a_pdf_are_found():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn(line("正文"))))
    note = pypdf.annotations.FreeText(text="内部意见", rect=(50, 550, 200, 650))
    writer.add_annotation(0, note)
    writer.add_attachment("底稿.xlsx", b"x")
    writer.add_metadata({"/Author": "李华", "/Producer": "program"})
    out = io.BytesIO()
    writer.write(out)
    found = {(one.fault, one.text) for one in inspect(out.getvalue(), "a.pdf")}
    assert (Fault.COMMENT, "内部意见") in found
    assert Fault.EMBEDDED in {fault for fault, _text in found}
    assert (Fault.METADATA, "李华") in found
    assert "program" not in {text for _fault, text in found}


def test_tracked_changes_comments_hidden_words_and_authors_of_a_docx_are_found():
    made = docx.Document()
    made.core_properties.author = "李华"
    word = nsdecls("w")
    body = made.element.body
    body.insert(
        0,
        parse_xml(
            f"<w:p {word}><w:del w:id='1' w:author='某'><w:r><w:delText>原价</w:delText></w:r></w:del></w:p>"
        ),
    )
    run = made.add_paragraph("正文").add_run("不便公开")
    run.font.hidden = True
    made.add_comment(runs=made.paragraphs[-1].runs[0], text="请再斟酌", author="", initials="")
    found = {(one.fault, one.text) for one in inspect(saved(made), "a.docx")}
    assert (Fault.CHANGES, "原价") in found
    assert (Fault.HIDDEN, "不便公开") in found
    assert (Fault.METADATA, "李华") in found
    assert any(fault is Fault.COMMENT for fault, _text in found)


def test_hidden_sheets_and_comments_of_a_workbook_are_found_with_their_place():
    book = openpyxl.Workbook()
    book.active["A1"] = "公开数据"
    book.active["A1"].comment = Comment("核对", "")
    hidden = book.create_sheet("底稿")
    hidden["B2"] = "测算"
    hidden.sheet_state = "hidden"
    found = {(one.fault, one.where) for one in inspect(saved(book), "a.xlsx")}
    assert (Fault.HIDDEN, "底稿!2") in found
    assert (Fault.COMMENT, "Sheet!A1") in found


@pytest.mark.parametrize("how", ["highlight", "shading", "white"])
def test_words_painted_over_in_a_docx_are_found(how):
    made = docx.Document()
    paragraph = made.add_paragraph("供热价格为")
    run = paragraph.add_run("二十三元")
    if how == "highlight":
        run.font.highlight_color = WD_COLOR_INDEX.BLACK
    elif how == "shading":
        shading = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="000000"/>')
        run._element.get_or_add_rPr().append(shading)
    else:
        run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    assert [(one.fault, one.text) for one in inspect(saved(made), "a.docx")] == [
        (Fault.COVERED, "二十三元")
    ]


def test_white_words_on_black_and_yellow_marks_are_seen():
    made = docx.Document()
    seen = made.add_paragraph().add_run("白字黑底")
    seen.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
    seen.font.highlight_color = WD_COLOR_INDEX.BLACK
    made.add_paragraph().add_run("重点").font.highlight_color = WD_COLOR_INDEX.YELLOW
    assert inspect(saved(made), "a.docx") == ()


def test_cells_painted_over_are_found_with_their_place():
    book = openpyxl.Workbook()
    page = book.active
    page["A1"] = "公开数据"
    page["B1"] = "涂黑的数据"
    page["B1"].fill = PatternFill("solid", fgColor="FF000000")
    page["B1"].font = Font(color="FF000000")
    page["C1"] = "白字"
    page["C1"].font = Font(color="FFFFFFFF")
    page["D1"] = 23
    page["D1"].number_format = ";;;"
    page["E1"] = "白字黑底"
    page["E1"].fill = PatternFill("solid", fgColor="FF000000")
    page["E1"].font = Font(color="FFFFFFFF")
    found = [(one.fault, one.where) for one in inspect(saved(book), "a.xlsx")]
    assert found == [(Fault.COVERED, f"Sheet!{place}") for place in ("B1", "C1", "D1")]


def test_where_and_by_whom_a_picture_was_taken_is_found():
    picture = PIL.Image.new("RGB", (30, 20))
    exif = picture.getexif()
    exif[0x013B] = "李华"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "jpeg", exif=exif)
    found = {(one.fault, one.where) for one in inspect(out.getvalue(), "a.jpg")}
    assert {(Fault.METADATA, "Artist"), (Fault.METADATA, "GPSInfo"), (Fault.BY_EYE, "")} <= found


def test_what_a_program_wrote_into_a_picture_is_found():
    info = PngInfo()
    info.add_itxt("Author", "李华")
    out = io.BytesIO()
    PIL.Image.new("RGB", (30, 20)).save(out, "png", pnginfo=info)
    found = {(one.where, one.text) for one in inspect(out.getvalue(), "a.png")}
    assert ("Author", "李华") in found


def test_personal_data_is_found_with_its_page_but_not_what_the_reader_knows():
    data = drawn(line("封面"), line(f"联系电话：{STRANGER}"))
    (found,) = inspect(data, "a.pdf")
    assert (found.fault, found.where) == (Fault.PERSONAL, "2")
    assert STRANGER in found.text
    assert inspect(data, "a.pdf", known=(STRANGER,)) == ()
    assert inspect(data, "a.pdf", known=("139-1234-5678",)) == ()


def test_a_clean_file_has_nothing_to_tell():
    assert inspect(document("供热特许经营协议"), "协议.docx") == ()
    assert inspect(drawn(line("供热特许经营协议")), "协议.pdf") == ()


def test_a_child_process_finds_the_same():
    data = drawn(boxed((0, 0, 0)), line(f"联系电话：{STRANGER}"))
    assert inspect_safely(data, "a.pdf") == inspect(data, "a.pdf")
    with pytest.raises(UserError):
        inspect_safely(b"MZ\x00\x00", "a.exe")


# --- the check of a letter -----------------------------------------------------------------------


@pytest.fixture
def replied(desk) -> int:
    request = desk.request()
    desk.decide(request)
    return desk.reply(request)


def provide(desk, letter, data, name="协议.docx") -> int:
    """Tie a file to the letter's request as one that goes to the applicant."""
    file_id = files.store(data, name, desk.clerk)
    request = queries.card(letter).row.request_id
    return requests.attach(request, desk.clerk, file_id=file_id, role=checking.PROVIDED)


def send(desk, letter, **more):
    more = {"way": "hand"} | more
    service.record_sent(letter, desk.clerk, on=TODAY, **more)


def test_a_plain_reply_and_a_clean_file_leave_without_a_word(desk, replied):
    provide(desk, replied, document("供热特许经营协议"))
    checked = service.check(replied, desk.clerk)
    assert len(checked.papers) == 2
    assert checked.found == ()
    send(desk, replied)
    assert queries.card(replied).row.state == "served"


def test_sending_checks_by_itself_and_refuses_what_nobody_signed_for(desk, replied):
    provide(desk, replied, document(f"联系电话：{STRANGER}"))
    with pytest.raises(UserError) as refused:
        send(desk, replied)
    assert refused.value.code == "letters.findings_open"
    assert "1处" in str(refused.value)
    assert queries.card(replied).row.state == "made"
    assert desk.card(queries.card(replied).row.request_id).state not in CLOSED


def test_each_finding_is_signed_for_with_a_reason_and_in_the_audit(desk, replied):
    provide(desk, replied, document(f"联系电话：{STRANGER}"))
    (found,) = service.check(replied, desk.clerk).found
    assert found.open
    with pytest.raises(UserError) as refused:
        service.sign_finding(replied, found.key, desk.clerk, reason=" ")
    assert refused.value.field == "reason"
    service.sign_finding(replied, found.key, desk.clerk, reason="本人书面同意公开")
    (signed,) = checking.standing(replied).found
    assert (signed.signed_by, signed.reason, signed.signed_on) == (
        "王芳",
        "本人书面同意公开",
        TODAY,
    )
    line = Audit.select().where(Audit.verb == "signed_finding").get()
    assert line.noun_id == replied
    send(desk, replied)
    assert queries.card(replied).row.state == "served"


def test_a_signature_holds_for_these_bytes_alone(desk, replied):
    attached = provide(desk, replied, document(f"联系电话：{STRANGER}"))
    (found,) = service.check(replied, desk.clerk).found
    service.sign_finding(replied, found.key, desk.clerk, reason="同意")
    requests.detach(attached, desk.clerk, why="换新版")
    assert checking.standing(replied) is None
    provide(desk, replied, document(f"联系电话：{STRANGER}", "又一段"))
    (again,) = service.check(replied, desk.clerk).found
    assert again.open


def test_the_same_file_checked_again_keeps_its_signatures(desk, replied):
    provide(desk, replied, document(f"联系电话：{STRANGER}"))
    (found,) = service.check(replied, desk.clerk).found
    service.sign_finding(replied, found.key, desk.clerk, reason="同意")
    service.sign_finding(replied, found.key, desk.clerk, reason="同意")
    assert not service.check(replied, desk.clerk).open
    assert SignOff.select().where(SignOff.noun == checking.SIGNED).count() == 1


def test_only_what_was_found_is_signed_for(desk, replied):
    with pytest.raises(UserError, match="重新查看"):
        service.sign_finding(replied, "0" * 24, desk.clerk, reason="同意")


def test_a_file_that_cannot_be_read_is_looked_at_by_eye(desk, replied):
    provide(desk, replied, b"MZ\x00\x00" + bytes(100), "程序.exe")
    (found,) = service.check(replied, desk.clerk).found
    assert found.fault is Fault.BY_EYE
    assert found.text


def test_the_applicants_own_data_are_no_finding_anothers_are(desk):
    request = desk.request("关于身份证号码11010519491231002X、电话13800006620的征收补偿协议")
    desk.decide(request)
    assert service.check(desk.reply(request), desk.clerk).found == ()
    request = desk.request(f"电话{STRANGER}的住户的征收补偿协议")
    desk.decide(request)
    (found,) = service.check(desk.reply(request), desk.clerk).found
    assert found.fault is Fault.PERSONAL


def test_a_third_party_does_not_learn_from_its_letter_who_applied(desk):
    request = desk.request()
    typed = {"other_party": "临江热力有限公司", "matter": "刘洋申请的协议第八章"}
    letter = service.make(request, "consult_third_party", desk.clerk, typed=typed)
    (found,) = service.check(letter, desk.clerk).found
    assert (found.fault, found.text) == (Fault.PERSONAL, "刘洋")
    calm = service.make(
        request, "consult_third_party", desk.clerk, typed=typed | {"matter": "协议第八章"}
    )
    assert service.check(calm, desk.clerk).found == ()


def test_a_notice_takes_no_provided_files_along(desk, replied):
    provide(desk, replied, document(f"联系电话：{STRANGER}"))
    receipt = service.make(queries.card(replied).row.request_id, "receipt", desk.clerk)
    assert [paper.letter for paper in checking.papers(receipt)] == [True]
    send(desk, receipt)


def test_progress_is_told_for_each_paper(desk, replied):
    provide(desk, replied, document("协议"))
    steps = []
    service.check(replied, desk.clerk, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_every_kind_of_finding_has_its_word():
    for fault in inspection.Fault:
        assert phrases.term("outgoing", fault)
