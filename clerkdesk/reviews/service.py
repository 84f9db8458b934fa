"""What may be done to a round of review? The one door through which reviews are written.

A round is opened by `publications.service.start_review`. Signatures come on paper by default: `by`
records, `signed_by` signed.

    answer(review_id, question, given: Answer, note, by, *, answered_by=None)
    answer_all(review_id, answers: Mapping[str, tuple[Answer, str]], by, *, answered_by=None)
    sign(review_id, signature: Signature, by) -> int            passes the awaited stage on
    send_back(review_id, signature: Signature, by) -> int       returns to the stage before
    attach_scan(step_id, scan: NewFile, by) -> int
    ask_others(review_id, kind: InquiryKind, whom, on, by, *, question="", reference="") -> int
    note_sent(inquiry_id, on, by, *, whom="", reference="")
    record_result(inquiry_id, result: InquiryResult, on, text, by, *, scan=None)
    abandon(review_id, reason, by)

    Signature(signed_by, signed_on, mode, conclusion=None, ground="", opinion="", scan=None)
"""
