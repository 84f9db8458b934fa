"""The life of a request (依申请公开), from the paper that comes in to the frozen case.

Pure rules: facts, events, replay, ledger, sides, timing (the clock); channels (art. 31); outcomes,
grounds, answers, remedies, fees; moves (what may happen next); due (its lines on the board).
Reading: `queries` is the door; listing, carding, telling, similar, suggesting, hints, impact and
filters stand behind it, rows holds what they return.
Writing: `service` is the door; intake, mail, receipt, asking, deciding, dispatch, assigning, tying,
parting, recording, bulk and rederiving stand behind it; deriving rewrites the caches after each.
"""
