"""Facts for trying every type of letter: the shortest that it accepts, and the longest."""

import dataclasses
from datetime import date
from decimal import Decimal

from clerkdesk.letters.catalogue import LETTERS
from clerkdesk.letters.facts import AddressForm, ItemFacts, LetterFacts, Office
from clerkdesk.requests.channels import Channel
from clerkdesk.requests.fees import by_item
from clerkdesk.requests.outcomes import OUTCOMES, Outcome

OFFICE = Office(
    name="临江市城乡建设局",
    code="临建",
    contact="张明，0000-8765432",
    address="临江市人民路18号1012室",
    working_body="临江市城乡建设局办公室",
    reconsideration_body="临江市人民政府",
    court="江口区人民法院",
    online_channel="临江市行政复议网上申请平台 https://fy.example.gov.cn",
)
BARE_OFFICE = dataclasses.replace(OFFICE, contact="", address="", online_channel="")

GIVEN = {
    "reason": "该信息记载的是本局内部人员分工，公开后无助于公众了解行政管理活动",
    "place_found": "本局网站（https://jsj.example.gov.cn）“财政信息”栏目2026年4月10日发布的《2025年度部门决算》",
    "provided": ["《供热特许经营协议》", "《供热特许经营补充协议（一）》"],
    "provide_way": "纸质复印件，邮寄",
    "provide_when": "2026年10月15日起10日内",
    "withheld": [
        {
            "what": "《供热特许经营协议》第八章价格测算明细",
            "ground": "trade_secret",
            "reason": "该部分为供热企业的成本构成，企业已采取保密措施，公开会影响其市场竞争",
            "third_party_view": "objected",
        },
        {
            "what": "附件三联系人的身份证件号码、住址",
            "ground": "privacy",
            "reason": "公开会损害有关人员的合法权益，且与申请目的无关",
            "third_party_view": "not_asked",
        },
        {
            "what": "附件五管线坐标",
            "ground": "three_securities",
            "reason": "坐标可以用于破坏供热设施",
            "danger": "public_security",
        },
    ],
    "law": "《不动产登记暂行条例》第二十七条",
    "danger": "public_security",
    "third_party_view": "objected",
    "where_to_apply": "临江市不动产登记中心（临江市滨河路2号）查询窗口",
    "search_scope": "本局档案室2010年至2026年文书档案、办公系统和公用事业处业务系统",
    "search_terms": "“供热”“特许经营”“补充协议”以及2012年至2016年的发文目录",
    "searched_on": "2026-10-09",
    "searched_by": "李华",
    "organ": "临江市发展和改革委员会",
    "organ_contact": "0000-8123456，临江市人民路1号",
    "earlier_on": "2026-05-06",
    "earlier_number": "临建公复〔2026〕3号",
    "where_to_obtain": "《临江市人民政府公报》2026年第3期，可以在市图书馆查阅",
    "quantity": "2026年6月1日至8月31日共向本机关提交政府信息公开申请96件，其中72件内容相近",
    "reasons_given": "希望了解本市城市建设的全部情况",
    "channel_to_use": "临江市信访局（0000-8111111）或者12345政务服务便民热线",
    "finding": "经审查，所申请内容由本市党委有关部门制作和保存，不适用政府信息公开条例",
    "name": "供热特许经营协议及其补充协议",
}
REASONS = {
    Outcome.STATE_SECRET: "该信息已依照法定程序定密，尚在保密期限内",
    Outcome.PROHIBITED_BY_LAW: "登记资料只供权利人和利害关系人依法查询",
    Outcome.THREE_SECURITIES: "该信息载有供热管线和换热站的准确坐标，可以用于破坏供热设施",
    Outcome.THIRD_PARTY: "该信息载有企业的成本构成和报价方法，企业已采取保密措施，公开会影响其市场竞争",
    Outcome.INTERNAL_AFFAIRS: "该信息只涉及本局内部人员分工，对外不产生影响",
    Outcome.PROCESS_INFORMATION: "该记录是价格调整方案形成前的内部讨论，其中的意见尚未确定",
    Outcome.ENFORCEMENT_FILE: "该信息是对供热企业立案调查的卷宗材料，案件正在办理",
    Outcome.QUERY_MATTER: "登记资料的查询按照不动产登记的规定办理，与政府信息公开的程序不同",
    Outcome.NOT_HELD: "本局未与供热企业签订过该协议",
    Outcome.OTHER_ORGAN: "供热价格由价格主管部门制定",
    Outcome.NO_READY_MADE: "需要从历年台账中逐户统计并按小区汇总",
    Outcome.STILL_UNCLEAR: "没有说明所指协议的年份、当事人或者文号",
    Outcome.PETITION: "申请内容是反映某小区供热温度不达标并要求查处",
    Outcome.REPEATED: "两次申请所指为同一份协议",
    Outcome.EXCESSIVE: "说明的理由不能解释在三十日内重复提出内容相近申请的必要",
    Outcome.CONFIRM_OR_REISSUE: "要求在已取得的协议复印件上加盖印章并出具证明",
}
SHORT = {"reason": "涉密", "finding": "经审查，另行处理", "provided": ["决算表"]}
LONG_NAME = "临江市江口区滨河路北侧供热设施建设运营及维护管理有限责任公司工会委员会"


def given(outcome: Outcome, *, full: bool) -> dict[str, object]:
    """The fields of one outcome: those required, or all it uses."""
    rule = OUTCOMES[outcome]
    names = [*rule.required, *(rule.accepted if full else ())]
    fields = {
        name: GIVEN[name] if full else SHORT.get(name, GIVEN[name])
        for name in names
        if name in GIVEN
    }
    if full and "reason" in fields:
        fields["reason"] = REASONS[outcome]
    if rule.grounds and (full or rule.ground_required):
        fields["ground"] = rule.grounds[0]
    if outcome is Outcome.OTHER_ORGAN and not full:
        fields["organ_unknown"] = True
    return fields


def shortest(key: str) -> LetterFacts:
    """As little as the letter can be written with."""
    letter = LETTERS[key]
    outcome = letter.outcomes[0] if letter.outcomes else Outcome.DISCLOSED
    items = (ItemFacts("决算", outcome, given(outcome, full=False)),)
    facts = _facts(key, items)
    return dataclasses.replace(
        facts, office=BARE_OFFICE, applicant="丁一", other_party="丙公司", matter="决算",
        explanation="信息较多", handler="", section="", service_way="", proof="", payment_way="转账",
    )  # fmt: skip


def longest(key: str) -> LetterFacts:
    """With everything, several items, and names as long as they come."""
    letter = LETTERS[key]
    long = "2012年至2026年本市城区集中供热特许经营协议及历次补充协议、价格调整文件、听证会纪要" * 6
    outcomes = letter.outcomes * 2 if letter.outcomes else _mixture(key)
    items = tuple(
        ItemFacts(f"{long}（之{number}）", outcome, given(outcome, full=True))
        for number, outcome in enumerate(outcomes, 1)
    )
    facts = _facts(key, items)
    if key != "not_corrected":
        facts = dataclasses.replace(
            facts,
            correction_asked_on=date(2026, 9, 16),
            corrected_on=date(2026, 9, 22),
            corrected_content=long,
        )
    return dataclasses.replace(
        facts, applicant=LONG_NAME, address=AddressForm.ORGANISATION, other_party=LONG_NAME,
        matter=long, explanation=long, points=facts.points * 5,
        online=True, extended_on=date(2026, 10, 9), attachments=("供热特许经营协议", "供热特许经营补充协议（一）"),
        copies_to=("临江市人民政府办公室",),
    )  # fmt: skip


def _mixture(key: str) -> tuple[Outcome, ...]:
    if LETTERS[key].each_by_outcome:
        return (Outcome.DISCLOSED, Outcome.PARTIAL, Outcome.NOT_HELD, Outcome.INTERNAL_AFFAIRS)
    return (Outcome.PARTIAL, Outcome.INTERNAL_AFFAIRS)


def ordinary(key: str) -> LetterFacts:
    """An everyday case."""
    letter = LETTERS[key]
    outcomes = letter.outcomes or _mixture(key)
    contents = (
        "本市城区集中供热特许经营协议及历次补充协议",
        "2025年度部门决算",
        "供热价格听证纪要",
        "人员分工表",
    )
    items = tuple(
        ItemFacts(content, outcome, given(outcome, full=True))
        for content, outcome in zip(contents, outcomes, strict=False)
    )
    if len(items) > 1:  # items of several contents bear no common name
        items = tuple(
            dataclasses.replace(item, given={k: v for k, v in item.given.items() if k != "name"})
            for item in items
        )
    return _facts(key, items)


_NO_CORRECTION = {"correction_asked_on": None, "corrected_on": None, "corrected_content": ""}


def _facts(key: str, items: tuple[ItemFacts, ...]) -> LetterFacts:
    facts = LetterFacts(
        office=OFFICE,
        dated_on=date(2026, 10, 12),
        applicant="刘洋",
        request_number="2026-0140",
        channel=Channel.SIGNED_MAIL,
        received_on=date(2026, 9, 14),
        items=items,
        due_on=date(2026, 10, 16),
        days=20,
        new_due_on=date(2026, 11, 13),
        correction_asked_on=date(2026, 9, 16),
        corrected_on=date(2026, 9, 22),
        corrected_content="2012年签订的供热特许经营协议文本",
        until=date(2026, 10, 30),
        lapsed_on=date(2026, 10, 10),
        asked_on=date(2026, 9, 18),
        delivered_on=date(2026, 9, 21),
        happened_on=date(2026, 10, 10),
        other_party="临江热力有限公司",
        other_contact="0000-8222222",
        matter="《供热特许经营协议》第八章价格测算明细",
        explanation="该信息由贵公司提供，其中含有成本测算数据",
        points=("请写明所申请信息的名称、文号或者其他特征", "请提供本人身份证明"),
        public_interest="该信息关系城区居民冬季供热价格，公众需要据此参与价格听证",
        fee=by_item(25, before=12),
        payment_way="凭本通知书到临江市财政局指定银行缴款",
        earlier_title="政府信息部分公开答复书",
        earlier_number="临建公复〔2026〕12号",
        service_way="邮寄送达",
        proof="EMS 1234567890123",
        handler="李华",
        section="公用事业处",
        digest="3f1c9a7be2d4",
    )  # fmt: skip
    if key not in {"not_corrected", "still_unclear"}:
        facts = dataclasses.replace(facts, **_NO_CORRECTION)
    if key == "not_corrected":
        facts = dataclasses.replace(facts, corrected_on=None, corrected_content="")
    if key == "payment_confirmed":
        facts = dataclasses.replace(facts, fee=None, amount=Decimal(2900), due_on=date(2026, 11, 9))
    explanations = {
        "correction_notice": "",
        "reasons_asked": "2026年6月1日至8月31日共提交申请96件，其中72件内容相近",
        "extension": "申请的信息涉及多个年度，需要逐件核对",
        "delayed_reply": "申请的信息数量较大",
        "transfer": "供热价格由贵单位制定",
        "record_corrected": "将竣工日期由“2016年3月1日”更正为“2016年8月1日”",
        "record_not_corrected": "该记录与竣工验收备案表一致，申请人提供的材料不能证明其不准确",
        "assignment_slip": "请检索2012年以来的供热特许经营协议，提出能否公开的意见",
        "to_publication": "多个申请人申请相同信息，且该信息可以公开",
        "consultation_begun": "公开该信息可能损害第三方合法权益",
        "coordination_letter": "该协议由本机关与贵单位先后经办",
        "consult_third_party": "该信息含有贵单位的成本测算数据",
    }
    if key in {
        "consult_comaker",
        "coordination_letter",
        "transfer",
        "record_forwarded",
        "record_referred",
        "record_elsewhere",
    }:
        facts = dataclasses.replace(facts, other_party="临江市发展和改革委员会")
    if key == "assignment_slip":
        facts = dataclasses.replace(facts, other_party="公用事业处")
    return dataclasses.replace(facts, explanation=explanations.get(key, facts.explanation))
