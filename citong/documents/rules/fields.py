"""The fields that a template may name: how an administrator calls each, what it holds, and an example. Pure.

A field is never renamed or removed: letters that were written with it must print the same words in ten years.
"""

from dataclasses import dataclass
from enum import StrEnum

from .kinds import Kind, values_known


class Sort(StrEnum):
    """What a field holds, and with it how it is printed."""

    TEXT = "文字"
    DAY = "日期"
    MOMENT = "时间"
    MATERIALS = "材料清单"
    GAPS = "问题清单"
    NAMES = "名称清单"
    FEES = "费用清单"


LISTS = frozenset({Sort.MATERIALS, Sort.GAPS, Sort.NAMES, Sort.FEES})


@dataclass(frozen=True)
class Field:
    """`name` is what the program calls it, `label` what a template calls it.

    A telephone number does not break at the end of a line: a paragraph with a field that is `unbreakable` is not
    justified, else the line before would be torn apart.
    """

    name: str
    label: str
    sample: object
    sort: Sort = Sort.TEXT
    default: str = ""
    unbreakable: bool = False


_ALL = (
    Field("applicant", "申请人", "示例餐饮有限公司"),
    Field("item", "事项名称", "食品经营许可"),
    Field("case_number", "办件编号", "350502202611220003174"),
    Field("query_code", "查询码", "482913"),
    Field("issuer", "发文机关", "示例市市场监督管理局"),
    Field("phone", "咨询电话", "0595-22355555", unbreakable=True),
    Field("hall", "大厅名称", "示例市网上办事大厅"),
    Field("received_on", "收到日期", "2026-11-22", Sort.DAY),
    Field("accepted_on", "受理日期", "2026-11-23", Sort.DAY),
    Field("due_on", "最迟办结日期", "2026-12-03", Sort.DAY),
    Field("until", "补正期限", "2026-12-07", Sort.DAY),
    Field("reason", "理由", "经营场所没有独立的消毒间。\n图纸与现场不一致。"),
    Field("basis", "依据", "《食品经营许可和备案管理办法》第十二条"),
    Field("review_body", "复议机关", "示例市人民政府"),
    Field("court", "法院", "示例市人民法院"),
    Field("materials", "材料清单", [{"name": "营业执照", "form": "电子证照"}, {"name": "平面图"}], Sort.MATERIALS),
    Field("gaps", "补正内容", [{"material": "平面图", "problem": "没有标明消毒间的位置。"}], Sort.GAPS),
    Field("competent_body", "有权机关", "示例市卫生健康局"),
    Field("promised_days", "承诺天数", "8"),
    Field("promised_unit", "承诺期限单位", "个工作日", default="个工作日"),
    Field("statutory_days", "法定天数", "20"),
    Field("statutory_unit", "法定期限单位", "个工作日", default="个工作日"),
    Field("on_the_spot", "当场办结", "当场办结"),
    Field("deemed", "视为受理", "视为受理"),
    Field("interested_party", "利害关系人", "欧阳修远"),
    Field("statement_by", "陈述期限", "2026-12-01", Sort.DAY),
    Field("apply_by", "申请听证期限", "2026-11-30", Sort.DAY),
    Field("held_at", "举行时间", "2026-12-10T09:30:00+08:00", Sort.MOMENT),
    Field("place", "地点", "示例市行政服务中心三楼 302 室"),
    Field("chair", "主持人", "林志远"),
    Field("attendants", "参加人", ["申请人代表 陈静", "审查人员 王䶮"], Sort.NAMES),
    Field("recorder", "记录人", "黄晓岚"),
    Field("record", "记录内容", "审查人员说明了审查意见和理由。\n申请人代表作了陈述，提交了两份照片。"),
    Field("inspectors", "核查人员", ["王䶮（执法证 35050001）", "李㛃（执法证 35050002）"], Sort.NAMES),
    Field("present", "在场人", "陈静"),
    Field("procedure", "特别程序", "专家评审"),
    Field("paused_on", "起算日期", "2026-11-25", Sort.DAY),
    Field("expected_days", "预计天数", "15"),
    Field("extended_days", "延长天数", "10"),
    Field("approved_by", "批准人", "示例市市场监督管理局局长"),
    Field("to_department", "转报机关", "示例省市场监督管理局"),
    Field("opinion", "初审意见", "材料齐全，符合法定形式，建议准予许可。"),
    Field(
        "fees",
        "费用清单",
        [{"name": "工本费", "amount": "10.00 元"}, {"name": "检验费", "amount": "300.00 元"}],
        Sort.FEES,
    ),
    Field("total", "合计金额", "310.00 元"),
    Field("pay_by", "缴费期限", "2026-12-05", Sort.DAY),
    Field("pay_at", "缴费方式", "在网上大厅“我的办事”里缴费"),
    Field("decision_noun", "决定种类", "行政许可"),
    Field("terms", "附加内容", "每年检测一次。\n变更经营范围的，另行申请。"),
    Field("results", "证照清单", ["食品经营许可证（有效期五年）"], Sort.NAMES),
    Field("revoked_title", "被撤销文书名称", "受理通知书"),
    Field("revoked_number", "被撤销文书编号", "示市监受〔2026〕317号"),
    Field("revoked_on", "被撤销文书日期", "2026-11-23", Sort.DAY),
    Field("served_title", "送达文书名称", "准予行政许可决定书"),
    Field("served_number", "送达文书编号", "示市监准〔2026〕89号"),
    Field("served_to", "受送达人", "示例餐饮有限公司"),
    Field("how", "送达方式", "当面送达"),
    Field("delivered_on", "交付日期", "2026-12-04", Sort.DAY),
    Field("served_on", "送达日期", "2026-12-04", Sort.DAY),
    Field("received_by", "收件人", "陈静"),
    Field("relation", "收件人身份", "法定代表人"),
    Field("witnesses", "见证人", ["社区工作人员 黄晓岚"], Sort.NAMES),
    Field("note", "备注", "核对了身份证件。"),
)
BY_LABEL = {field.label: field for field in _ALL}
BY_NAME = {field.name: field for field in _ALL}


def fields_of(kind: Kind) -> list[Field]:
    """What a template of this kind may name, in a fixed order."""
    known = values_known(kind)
    return [field for field in _ALL if field.name in known]


def sample_values(kind: Kind) -> dict[str, object]:
    """Made-up values for a preview of this kind."""
    return {field.name: field.sample for field in fields_of(kind)}


def labels_of(names: list[str]) -> list[str]:
    """What people call these values."""
    return [BY_NAME[name].label for name in names]
