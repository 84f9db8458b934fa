"""Every text a verb of the desk takes is checked beside its field before anything is written."""

import inspect
from datetime import date

from clerkdesk import audit
from clerkdesk.errors import UserError
from clerkdesk.requests import service
from clerkdesk.requests.channels import Means
from clerkdesk.requests.facts import EventKind
from clerkdesk.requests.recording import Happening

RECEIVED = date(2026, 9, 14)
# keys of a list and numbers, which nobody types freely
KEYS = frozenset(
    ("way", "view", "role", "provide_form", "provide_way", "noun", "kind", "amount", "disposition")
)
# of the desk's own keeping: whatever was typed is kept as it stands, or only looked for
KEPT = frozenset(
    (
        ("save_filter", "chosen"),
        ("sign_off", "digest"),
        ("sort_mail", "of_number"),
    )
)
# these give their reason to `record_event`, once the rest is found right
PASSED_ON = frozenset(
    (
        "abandon",
        "ask_correction",
        "consult_organ",
        "consult_third",
        "decide",
        "record_answer",
        "record_delivery",
        "send",
    )
)
FIELDS = {("decide", "main_reason"): "main_outcome_reason"}


def is_text(told: inspect.Parameter) -> bool:
    return str in (told.annotation, *getattr(told.annotation, "__args__", ()))


def texts() -> list[tuple[str, str]]:
    found = []
    for name in service.__all__:
        verb = getattr(service, name)
        if inspect.isfunction(verb):
            for key, told in inspect.signature(verb, eval_str=True).parameters.items():
                passed = key == "reason" and name in PASSED_ON
                if is_text(told) and key not in KEYS and (name, key) not in KEPT and not passed:
                    found.append((name, key))
    return found


def test_no_verb_takes_a_text_that_cannot_be_kept(desk):
    on = desk.go(2026, 9, 14)
    request = desk.register(RECEIVED)
    known = {
        "request_id": request,
        "item_id": desk.card(request).items[0].id,
        "by": desk.clerk,
        "section_id": desk.section,
        "signed_by": desk.head,
        **dict.fromkeys(("on", "sent_on", "until", "told_on", "received_on"), on),
        "days": 5,
        "amount": "10",
        "means": Means.PHONE,
        "way": service.Way.POST,
        "view": "agreed",
        "role": service.SignRole.APPROVER,
        "disposition": "belongs",
        "channel": "phone",
        "answers": {},
        "item_ids": (),
        "chosen": {},
    }
    lines, refused = audit.count(), set()
    for name, key in texts():
        verb = getattr(service, name)
        given = {
            other: known.get(other, "协议" if is_text(told) else 1)
            for other, told in inspect.signature(verb, eval_str=True).parameters.items()
            if told.default is inspect.Parameter.empty
        }
        if name == "record_event":
            given["what"] = Happening(EventKind.REASONS_ASKED, on)
        try:
            verb(**(given | {key: "刘\x07洋"}))
        except UserError as fault:
            if (fault.code, fault.field) == ("typed.control", FIELDS.get((name, key), key)):
                refused.add((name, key))

    assert set(texts()) - refused == set()
    assert len(refused) > 50
    assert audit.count() == lines
