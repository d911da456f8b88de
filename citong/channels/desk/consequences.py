"""What each move will cause, said before it is made."""

from dataclasses import dataclass

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue

LICENSING_ACT = "《行政许可法》"


@dataclass(frozen=True)
class Step:
    """A move with a page of its own: its address, its words, to which subject it belongs, by which article."""

    url: str
    label: str
    subject: str
    article: str = ""

    @property
    def rule(self) -> str:
        """The article with its law; nothing where none is behind it."""
        return f"{LICENSING_ACT}{self.article}" if self.article else ""


# In the order in which the case page shows the subjects.
STEPS = {
    "extend": Step("extension_answer", "答复延长申请", "期限", "第四十二条"),
    "decline_extension": Step("extension_answer", "答复延长申请", "期限", "第四十二条"),
    "ask_to_supplement": Step("supplement", "预审通知补件", "补件、补正"),
    "ask_to_correct": Step("correction", "通知补正", "补件、补正", "第三十二条第一款第四项"),
    "ask_to_add": Step("addition", "请申请人补正", "补件、补正"),
    "annul_addition": Step("addition_recall", "撤回补正通知", "补件、补正"),
    "receive": Step("receipt", "先收下原件，再看要不要受理", "不直接受理", "第三十二条"),
    "turn_away": Step("turn_away", "不予受理", "不直接受理", "第三十二条第一款第二项"),
    "need_no_licence": Step("no_licence", "不需要办理许可，不受理", "不直接受理", "第三十二条第一款第一项"),
    "fail_pre_review": Step("pre_review_failure", "预审不通过", "不直接受理"),
    "send_back": Step("sending_back", "退件", "不直接受理"),
    "refuse": Step("refusal", "不予许可", "决定", "第三十八条"),
    "ask_for_fee": Step("fee", "通知缴费", "缴费", "第五十八条"),
    "pay": Step("payment", "登记缴费", "缴费", "第五十八条"),
    "issue": Step("certificates", "登记证照，办结", "证照、送达", "第三十九条"),
    "deliver": Step("delivery", "登记送达", "证照、送达", "第四十四条"),
    "suspend": Step("pause", "特别程序，停止计时", "期限", "第四十五条"),
    "resume": Step("resume", "特别程序结束，恢复计时", "期限", "第四十五条"),
    "resume_to_decide": Step("resume", "特别程序结束，恢复计时", "期限", "第四十五条"),
    "ask_to_extend": Step("extension", "申请延长期限", "期限", "第四十二条"),
    "offer_hearing": Step("hearing_offer", "告知听证权利", "听证", "第四十七条"),
    "ask_for_hearing": Step("hearing_request", "记下要求听证", "听证", "第四十七条"),
    "call_hearing": Step("hearing_call", "通知举行听证", "听证", "第四十八条"),
    "hold_hearing": Step("hearing_record", "登记听证笔录", "听证", "第四十八条"),
    "waive_hearing": Step("hearing_waiver", "记下没有要求或者放弃听证", "听证", "第四十七条"),
    "tell_interested_party": Step("party", "告知利害关系人", "核查、听取意见", "第三十六条"),
    "hear_interested_party": Step("statement", "记录利害关系人的意见", "核查、听取意见", "第三十六条"),
    "assign_inspectors": Step("inspectors", "指派核查人员", "核查、听取意见", "第三十四条第三款"),
    "record_inspection": Step("inspection", "登记现场核查记录", "核查、听取意见", "第三十四条第三款"),
    "take_back": Step("take_back", "撤销刚才这一步", "撤销、结束办理"),
    "terminate": Step("termination", "终止办理", "撤销、结束办理"),
    "void": Step("voiding", "登记错了，作废", "撤销、结束办理"),
}
# What is done next where no form of the case page itself is to be filled in, the most pressing first.
NEXT = (
    "extend",
    "hold_hearing",
    "record_inspection",
    "issue",
    "pay",
    "deliver",
    "resume",
    "resume_to_decide",
    "call_hearing",
    "receive",
)
# Steps that are not moves of the viewer's own work, but of a superior or of whoever made a mistake.
REASSIGNING = Step("reassignment", "改派给别的岗位", "撤销、结束办理")
UNMASKING = Step("reveal", "查看完整信息", "看")
REOPENING = Step("reopening", "撤回审查意见", "撤销、结束办理")


def after_acceptance(case: cases.Case, definition: catalogue.Definition) -> str:
    """Accepting starts the clocks and asks the first posts."""
    promised = definition.promised or definition.statutory
    days = promised.days if promised else cases.STATUTORY_DAYS
    unit = "天" if promised and promised.unit is catalogue.TermUnit.NATURAL_DAYS else "个工作日"
    stages = cases.stages_of(case)
    then = f"转给{_names(stages[0])}" if stages else "直接转决定"
    promise = f"{days} {unit}内办结" if days else "当场办结"
    return f"受理后：今天开始计时，承诺{promise}；出《受理通知书》并通知申请人；{then}。"


def after_opinion(case: cases.Case, review: cases.Review) -> str:
    """The last opinion of a stage opens the next stage, or leads to the decision."""
    others = [r for r in case.reviews.all() if r.stage == case.stage and r.ended_at is None and r.pk != review.pk]
    if others:
        names = "、".join(f"{each.department.short_name}（{each.name}）" for each in others)
        return f"提交后：这个阶段还差 {len(others)} 个意见：{names}。齐了自动往下走，期限不变。"
    following = cases.stages_after(case)
    if following and following[0].steps[0].kind is catalogue.StepKind.FORWARD:
        return f"提交后：{following[0].steps[0].name}，意见和全部材料一起送上去，由上级受理、决定；本级的期限到此为止。"
    then = f"进入下一阶段，转给{_names(following[0])}" if following else "意见到齐，转审批岗决定"
    return f"提交后：{then}，期限不变。"


def after_grant(definition: catalogue.Definition) -> str:
    """A grant is told at once; where a certificate is made, the case waits for it."""
    end = "转窗口制证，10 个工作日内送达" if definition.makes_certificate else "自动办结"
    return f"准予后：出《准予决定书》并通知申请人，{end}。"


def after(move: str, definition: catalogue.Definition) -> str:
    """What a move that has a page of its own will cause."""
    days = {
        "ask_to_supplement": f"发《预审补件通知书》，申请人有 {definition.correction_days} 个工作日补来。",
        "ask_to_correct": f"发《补正告知书》，一次说全；申请人有 {definition.correction_days} 个工作日补正。",
        "ask_to_add": (
            f"发《审查补正通知书》，申请人有 {definition.addition_days} 个工作日补来，但不超过法定期限；"
            f"{_while_adding(definition)}；补来以前您不能提意见，别的部门照常审查。"
        ),
        "receive": f"今天起 5 个工作日内要答复是否受理，本事项承诺 {definition.receive_days} 个工作日。",
        "ask_for_fee": f"发《缴费通知书》，申请人有 {definition.pay_days} 个工作日缴费；{_while_paying(definition)}。",
    }
    return days.get(move) or _AFTER[move]


def _while_adding(definition: catalogue.Definition) -> str:
    return "承诺期限停止计时，法定期限照常" if definition.addition_stops_promise else "两个期限照常计时"


def _while_paying(definition: catalogue.Definition) -> str:
    return "等缴费时承诺期限停止计时" if definition.fee_stops_promise else "两个期限照常计时"


_AFTER = {
    "turn_away": "发《不予受理决定书》，写明理由和该找的机关，这件就结束了。",
    "need_no_licence": "发《不受理告知书》，写明不需要办理的原因，这件就结束了。",
    "fail_pre_review": "发《预审不通过告知书》，这件就结束了；申请人改好可以重新申请。",
    "send_back": "发《退件通知书》，这件就结束了；申请人可以重新申请。",
    "annul_addition": "申请人不用补了，通知书由更正告知书撤销；可以接着提意见。",
    "suspend": "期限停止计时，发《特别程序告知书》，写明需要多少天。",
    "resume": "期限接着计时，短信告诉申请人新的最后一天。",
    "resume_to_decide": "期限接着计时，短信告诉申请人新的最后一天。",
    "ask_to_extend": "交给本单位负责人批准；批准以前期限不变。",
    "extend": "批准：两个期限往后延，发《延长办理期限告知书》。不批准：期限不变，告诉申请延长的人。",
    "decline_extension": "不批准：期限不变，告诉申请延长的人。",
    "tell_interested_party": "发《利害关系人告知书》；在他可以陈述意见的期限里，不能作出决定。",
    "hear_interested_party": "意见记进案卷，作决定时要考虑。",
    "offer_hearing": "发《听证告知书》，申请人和利害关系人 5 个工作日内可以要求听证，不收费；这期间不能作出决定。",
    "ask_for_hearing": "两个期限停止计时，要在 20 个工作日内举行听证。",
    "waive_hearing": "听证不办了；为听证停下的期限接着计时。",
    "call_hearing": "发《听证通知书》，写明时间、地点、主持人。",
    "hold_hearing": "出《听证笔录》存档，期限接着计时；决定要根据笔录作出。",
    "assign_inspectors": "在填写核查记录以前，不能作出决定。",
    "record_inspection": "出《现场核查记录》存档。",
    "refuse": "发《不予许可决定书》，要写理由、依据和救济途径，自动办结。",
    "pay": "回到审批岗，接着作决定。",
    "issue": "证照编号登记在案，这件办结，通知申请人来领。",
    "deliver": "出《送达回证》存档，记下结果怎么交到申请人手上，这件就全部完成了。",
    "terminate": "发《终止办理告知书》，写明情形和理由，这件就结束了。",
    "void": "发《终止办理告知书》，写明为什么作废；已经发出的文书同时失效，编号不再给别的件用。作废以后不能恢复。",
    "take_back": "回到上一步以前；已经发出的文书由更正告知书撤销，两步都留在办理记录里。",
}


def _names(stage: catalogue.Stage) -> str:
    return "、".join(f"“{step.name}”" for step in stage.steps)
