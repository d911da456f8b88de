"""What systems get back."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field


class DepartmentAnswer(BaseModel):
    """部门。"""

    code: str
    name: str


class ItemAnswer(BaseModel):
    """事项的概要。"""

    code: str = Field(description="事项编码")
    name: str
    version: int = Field(description="现行版本号，提交申请时要带上")
    item_type: str = Field(description="事项类型代码（GB/T 39046）")
    item_type_name: str
    case_type: str = Field(description="immediate 即办件，promised 承诺件")
    audience: list[str] = Field(description="person 个人，enterprise 单位")
    topics: list[str]
    department: DepartmentAnswer
    star: int = Field(description="网上办理深度，1 到 5 星")
    is_online: bool = Field(description="能不能在网上申请")
    promised_days: int | None
    statutory_days: int | None


class ItemsAnswer(BaseModel):
    """一页事项。"""

    items: list[ItemAnswer]
    next_after: str | None = Field(description="下一页的 after 参数；没有下一页时为 null")


class GuideAnswer(ItemAnswer):
    """办事指南全文。"""

    published_at: datetime
    # Any: the definition is a document of its own, described in the guide for integrators.
    definition: dict[str, Any] = Field(description="实施清单：条件、材料、表单（JSON Schema）、收费、流程等")


class FileAnswer(BaseModel):
    """收到的文件。"""

    key: str = Field(description="提交申请时填在 materials 的 file 里")
    name: str
    size: int = Field(description="字节")
    digest: str = Field(description="内容的 SM3 摘要，可以核对传输有没有出错")


class FiledAnswer(BaseModel):
    """申请已经收到。"""

    number: str = Field(description="办件编号")
    query_code: str = Field(description="申请人查进度用的六位查询码，请交给申请人")
    state: str
    state_name: str
    due: date | None = Field(description="办理单位下一步最迟哪天做完")


class EventAnswer(BaseModel):
    """经过的一步。"""

    at: datetime
    move: str
    name: str
    department: str = Field(description="办理的部门；申请人自己做的为空")


class ClockAnswer(BaseModel):
    """一个期限，和它为什么是这一天。"""

    due_on: date
    words: str
    is_provisional: bool = Field(description="当年放假安排还没有公布，日期可能调整")


class ClocksAnswer(BaseModel):
    """办理期限，从受理起算；停止计时期间没有最后一天。"""

    started_on: date
    is_stopped: bool
    promised: ClockAnswer | None
    statutory: ClockAnswer | None


class GapAnswer(BaseModel):
    """要补正的一处。"""

    target: str = Field(description="materials.<材料代码> 或 answers.<字段>")
    title: str
    problem: str
    remedy: str


class CorrectionAnswer(BaseModel):
    """一次补正通知。"""

    kind: str = Field(description="supplement 预审补件，correction 补正告知，addition 审查补正")
    round: int
    asked_at: datetime
    due_on: date
    answered_at: datetime | None
    gaps: list[GapAnswer]


class DecisionAnswer(BaseModel):
    """决定。"""

    granted: bool
    decided_at: datetime
    reasons: str
    basis: str
    remedies: str


class LetterAnswer(BaseModel):
    """一份文书。"""

    id: int
    kind: str
    title: str
    number: str
    issued_at: datetime
    is_revoked: bool


class CaseAnswer(BaseModel):
    """一个办件现在的情况。"""

    number: str
    item_code: str
    item_name: str
    version: int
    department: str
    state: str
    state_name: str
    stage: str = Field(description="审查进行到哪个环节，没有环节时为空")
    submitted_at: datetime
    accepted_at: datetime | None
    closed_at: datetime | None
    due: date | None = Field(description="下一步最迟哪天；待补正时是补正的期限")
    clocks: ClocksAnswer | None = Field(description="受理以后才有")
    can: list[str] = Field(
        description="现在可以做的：supplement 补件、correct 补正、add 审查补正（都用 /corrections 提交），withdraw 撤回"
    )
    timeline: list[EventAnswer]
    corrections: list[CorrectionAnswer]
    decision: DecisionAnswer | None
    letters: list[LetterAnswer]
