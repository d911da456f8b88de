"""What invented people apply for: every item that is handled online, some far more often than others."""

from dataclasses import dataclass
from itertools import accumulate
from random import Random

from citong.catalogue import facade as catalogue

# Some items with a true form each; every other item counts 1 to 4.
POPULARITY = {
    "居住证办理": 60,
    "灵活就业人员参保登记": 52,
    "高龄津贴": 44,
    "教师资格认定（幼儿园、小学、初级中学）": 34,
    "公共场所卫生许可（新办）": 34,
    "临时救助": 30,
    "护士执业注册": 26,
    "公共租赁住房保障资格申请": 12,
    "临时占用城市道路审批": 22,
    "法律援助申请": 18,
    "食品小作坊备案": 16,
    "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批": 14,
    "劳务派遣经营许可": 9,
    "民办非企业单位成立登记": 8,
    "医疗机构执业登记": 7,
    "政府采购投诉处理": 3,
    "见义勇为人员奖励和保护": 3,
}
AGES = {
    "高龄津贴": (80, 100),
    "护士执业注册": (21, 45),
    "教师资格认定（幼儿园、小学、初级中学）": (21, 40),
    "灵活就业人员参保登记": (21, 58),
}
ADULTS = (20, 90)


@dataclass(frozen=True)
class Offer:
    """An item that can be applied for."""

    code: str
    version: int
    definition: catalogue.Definition

    @property
    def ages(self) -> tuple[int, int]:
        """How old those are who apply for it."""
        return AGES.get(self.definition.name, ADULTS)


class Shelf:
    """Everything that can be applied for, as it stands now."""

    def __init__(self) -> None:
        versions = sorted(catalogue.published_versions(), key=lambda version: version.item.code)
        offers = [Offer(each.item.code, each.pk, catalogue.definition(each.pk)) for each in versions if each.is_online]
        self.offers = [offer for offer in offers if offer.definition.route]
        forwarded_to = {code for offer in self.offers for code in _upper_items(offer.definition)}
        weights = [
            0 if each.code in forwarded_to else POPULARITY.get(each.definition.name, 1 + n % 4)
            for n, each in enumerate(self.offers)
        ]
        self._weights = list(accumulate(weights))

    def drawn(self, random: Random) -> Offer:
        """One of them, the popular ones more often."""
        return random.choices(self.offers, cum_weights=self._weights)[0]

    def above(self, definition: catalogue.Definition) -> tuple[catalogue.Definition, ...]:
        """What the upper levels say of a matter that is forwarded to them, the next level first."""
        codes = _upper_items(definition)
        upper = next((offer.definition for offer in self.offers if offer.code in codes), None)
        return (upper, *self.above(upper)) if upper else ()

    def named(self, name: str) -> Offer | None:
        """The one of this name, unless somebody has taken it out."""
        return next((offer for offer in self.offers if offer.definition.name == name), None)


def _upper_items(definition: catalogue.Definition) -> set[str]:
    """The codes of the items under which the level above handles what is forwarded from here."""
    stages = definition.route.stages if definition.route else []
    return {step.item for stage in stages for step in stage.steps if step.item}
