"""Which publications are there, and what is known of one? Frozen rows for screens; nothing written.

page(wanted: PublicationFilter, order: Order, *, descending=False, offset=0, limit=100, today)
    -> tuple[PublicationRow, ...]
count(wanted, today) -> int
counts(today) -> dict[State, int]
card(publication_id, today) -> PublicationCard
twins(document_number, digests=(), besides=None) -> tuple[Twin, ...]
reassessments(today, *, until=None) -> tuple[ReassessRow, ...]
"""
