"""What types of items and of cases are called."""

from .definition import CaseType, ItemType

ITEM_TYPE_NAMES = {
    ItemType.PERMIT: "行政许可",
    ItemType.PAYMENT: "行政给付",
    ItemType.CONFIRMATION: "行政确认",
    ItemType.REWARD: "行政奖励",
    ItemType.ADJUDICATION: "行政裁决",
    ItemType.OTHER_POWER: "其他行政权力",
    ItemType.PUBLIC_SERVICE: "公共服务",
}
CASE_TYPE_NAMES = {CaseType.IMMEDIATE: "即办件", CaseType.PROMISED: "承诺件"}
