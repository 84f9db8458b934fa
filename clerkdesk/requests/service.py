"""What may be done to a request? The one door through which requests are written.

Every verb is one unit: it is recorded, derived anew, put on the board and noted in the audit, or
nothing of it happened. `by` is the person at the desk. A verb of which the law says it came too
late raises `NeedsReason`; called again with `reason`, it is recorded, marked, and moves no date.

    register(intake: Intake, by) -> int                         the request's key
    check_intake(intake, today) -> tuple[UserError, ...]        all faults of the form at once
    intake_hints(intake) -> tuple[Hint, ...]                    warnings; they never block
    preview(channel, arrived_on, confirmed_on) -> Preview       dates shown while typing
    log_mail(paper: Paper, by) -> int
    save_draft(kind, title, fields, by, draft_id=None) -> int   drop_draft(draft_id, by)
    confirm_receipt(request_id, by, *, on, means, who, note="")
    note_attempt(request_id, by, *, on, means, note)
    correct_receipt(request_id, by, *, received_on, reason)     preview it with impact()
    correct_facts(request_id, by, **fields)                     mail number, way, form, note ...

    record_event(request_id, kind, on, by, *, sent_on=None, third_received_on=None,
                 answered_on=None, days=None, told_on=None, until=None, details=None,
                 refers_to=None, reason="") -> int              the event's key
    void_event(event_id, by, *, reason)
    ask_correction(request_id, by, *, on, what, until, reason="")
    receive_correction(request_id, by, *, on, content="", reason="")
    consult_third(request_id, by, *, on, whom, what, reason="") -> int
    consult_organ(request_id, by, *, on, whom, what, joint=False, reason="") -> int
    record_delivery(event_id, by, *, on, proof="", reason="")
    record_answer(event_id, by, *, on, view, text="", reason="")
    extend(request_id, by, *, on, days, told_on, why, agreed_by, reason="")
    notify_fee(request_id, by, *, on, amount, basis, reason="")
    record_payment(request_id, by, *, on, amount, receipt="", reason="")
    ask_reasons(request_id, by, *, on, facts, until, reason="")
    receive_reasons(request_id, by, *, on, text, reason="")
    delay_to(request_id, by, *, on, until, why, told_on, reason="")
    decide(request_id, by, *, on, answers: Mapping[int, ItemAnswer], main="", main_reason="")
    sign_off(request_id, by, *, role, signed_by, on, mode, opinion="", digest="", scan_id=None)
    send(request_id, by, *, on, way, tracking="", letter_id=None, reason="")
    serve(request_id, by, *, on, proof="", reason="")
    withdraw(request_id, by, *, on, why="", reason="")
    transfer(request_id, by, *, on, to, why="", reason="")
    close(request_id, by, *, on, why="", reason="")
    reopen(request_id, by, *, on, why)

    assign(request_id, by, *, section_id, asked, sent_on, due_on=None, person_id=None) -> int
    remind(assignment_id, by, *, on)
    answer_assignment(assignment_id, by, *, on, answer, search_record="")
    return_assignment(assignment_id, by, *, on, reason)
    hand_over(request_ids, by, *, handler_id, section_id=None)
    add_contact(request_id, by, *, on, channel, text) -> int
    relate(request_id, by, *, noun, other_id, relation)         remembers an offer taken or declined
    attach(request_id, by, *, file_id, role) -> int
    detach(attachment_id, by, *, why)
    merge(request_id, by, *, into, reason)
    split(request_id, by, *, item_ids, reason) -> int           the new request's key

    impact(change) -> tuple[Moved, ...]                         nothing written
    rederive_open(by, *, calendar, progress, cancelled) -> Rederived
"""
