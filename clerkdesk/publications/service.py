"""What may be done to a publication? The one door through which publications are written.

Every verb is one unit: recorded, derived anew, put on the board and noted in the audit, or nothing
of it happened. `by` is the person at the desk. `NewFile(name, data)` carries bytes; a file that
bears a classification mark is refused before anything is written.

    intake_file(source: Path | bytes, name, by) -> Proposal     reads; nothing is stored
    questions(draft, files) -> tuple[Ask, ...]                  what must be answered first
    check(draft, today) -> tuple[UserError, ...]                all faults of the form at once
    preview(draft) -> DueView | None                            the due date while typing
    register(draft: NewPublication, files, by, *, answered=frozenset()) -> int
    change_facts(publication_id, draft, by, *, answered=frozenset(), reason="")
    attach_file(publication_id, file: NewFile, by, *, answered=frozenset()) -> int
    replace_file(publication_id, file_id, file: NewFile, by, *, answered=frozenset()) -> int
    remove_file(publication_id, file_id, by, *, reason)
    start_review(publication_id, by, *, on=None) -> int         the round's key; then reviews.service
    publish(publication_id, by, *, on, channel, url="")
    withdraw(publication_id, by, *, on, reason)
    supersede(publication_id, by, *, new_id, on)
    withhold(publication_id, by, *, ground, reason, reassess_on=None)
    reassess(publication_id, by, *, on, disclose, reason, next_on=None)
    mark_quashed(publication_id, by, *, on, how)                a published penalty: 3 days to withdraw
    note_party_told(publication_id, by, *, party, on, way, note="") -> int
    link(publication_id, by, *, relation, other_id) -> int      unlink(link_id, by)
    link_request(publication_id, by, *, request_id)             条例 44
    void(publication_id, by, *, reason)
"""
