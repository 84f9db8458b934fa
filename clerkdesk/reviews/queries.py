"""Which reviews are there, and what is known of one? Frozen rows for screens; nothing written.

page(wanted: ReviewFilter, order: ReviewOrder, *, descending=False, offset=0, limit=100, today)
    -> tuple[ReviewRow, ...]
count(wanted, today) -> int
review_card(review_id, today) -> ReviewCard
sheet(review_id) -> Sheet                                   the data of the printable form
"""
