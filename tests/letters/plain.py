"""A document as plain text, for snapshots and for reading what a letter says."""

from clerkdesk.letters.document import Attachments, Document, Heading, Paragraph


def plain(document: Document) -> str:
    lines = [document.organ, document.number or "（无文号）", document.title]
    if document.addressee is not None:
        lines.append(f"{document.addressee}：")
    lines += [_block(block) for block in document.body]
    lines += [f"附件：{name}" for name in document.attachments]
    lines += list(document.signature)
    lines.append(document.date.isoformat())
    lines += [f"抄送：{name}" for name in document.copies_to]
    for annex in document.annexes:
        lines += ["-" * 20, annex.title, *(_block(block) for block in annex.body)]
    return "\n".join(lines) + "\n"


def _block(block: Paragraph | Heading | Attachments) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {block.text}"
    if isinstance(block, Attachments):
        return "附件：" + "、".join(block.names)
    return ("　　" if block.indent else "") + block.text
