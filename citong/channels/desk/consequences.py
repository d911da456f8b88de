"""What each move will cause, said before it is made."""

from citong.cases import facade as cases
from citong.catalogue import facade as catalogue

LINKS = {
    "ask_to_correct": ("desk:correction", "通知补正"),
    "turn_away": ("desk:turn_away", "不予受理"),
    "suspend": ("desk:pause", "特别程序，停止计时"),
    "resume": ("desk:resume", "特别程序结束，恢复计时"),
    "refuse": ("desk:refusal", "不予许可"),
    "deliver": ("desk:delivery", "登记送达"),
}


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
    stages = cases.stages_of(case)
    codes = [stage.code for stage in stages]
    following = stages[codes.index(case.stage) + 1 :] if case.stage in codes else []
    if following and following[0].steps[0].kind is catalogue.StepKind.FORWARD:
        return f"提交后：{following[0].steps[0].name}，意见和全部材料一起送上去，由上级受理、决定；本级的期限到此为止。"
    then = f"进入下一阶段，转给{_names(following[0])}" if following else "意见到齐，转审批岗决定"
    return f"提交后：{then}，期限不变。"


def after(move: str, definition: catalogue.Definition) -> str:
    """What a move that has a page of its own will cause."""
    return {
        "ask_to_correct": f"发《补正告知书》，一次说全；申请人有 {definition.correction_days} 个工作日补正。",
        "turn_away": "发《不予受理决定书》，写明理由和救济途径，这件就结束了。",
        "suspend": "两个期限停止计时，发《特别程序告知书》，写明需要多少天。",
        "resume": "两个期限接着计时，短信告诉申请人新的最后一天。",
        "refuse": "发《不予许可决定书》，要写理由、依据和救济途径，自动办结。",
        "deliver": "记下结果怎么交到申请人手上，这件就全部完成了。",
    }[move]


def _names(stage: catalogue.Stage) -> str:
    return "、".join(f"“{step.name}”" for step in stage.steps)
