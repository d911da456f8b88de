"""Chapter G: the legal basis."""

import re
from collections.abc import Iterator

from ..faults import Fault
from .findings import Guide, Rule, Severity, plain

# Notices, opinions and decisions have no articles.
DOCUMENT = re.compile("(?:通知|意见|决定|批复|公告|方案)$")
CIVIL_CODE = "民法典第一千二百六十条"
MARKET_ENTITIES = "市场主体登记管理条例第五十五条"
# Laws that are in force no more, and by which they were ended.
ENDED = {
    **dict.fromkeys(
        ("婚姻法", "继承法", "民法通则", "收养法", "担保法", "合同法", "物权法", "侵权责任法", "民法总则"), CIVIL_CODE
    ),
    **dict.fromkeys(("公司登记管理条例", "企业法人登记管理条例", "合伙企业登记管理办法"), MARKET_ENTITIES),
}


class NoLaw(Rule):
    code, title, severity, of_guides = "G01", "写明设定依据", Severity.ERROR, Severity.WARNING
    basis, remedy = "行政许可法第三十条；优化营商环境条例第三十五条", "写明哪部法律、法规、规章设定了这个事项。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        if not any(each.law.strip() for each in guide.definition.legal_basis):
            yield Fault("legal_basis", "设定依据", "请至少写明一条设定依据。")


class NoArticle(Rule):
    code, title, severity = "G02", "至少一条依据写到条", Severity.WARNING
    basis, remedy = "GB/T 39046—2020 第 6 项", "写明是第几条设定的，并且抄录条文。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        laws = [each for each in guide.definition.legal_basis if each.law.strip()]
        if laws and not any(each.article.strip() or DOCUMENT.search(each.law) for each in laws):
            yield Fault("legal_basis", "设定依据", "没有一条依据写明是第几条。")


class LawWithoutArticle(Rule):
    code, title, severity = "G06", "每条依据都写到条", Severity.ADVICE
    basis, remedy = "GB/T 39046—2020 第 6 项", "补上第几条；只是相关、没有设定这个事项的不列。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for place, each in enumerate(guide.definition.legal_basis):
            if each.law.strip() and not (each.article.strip() or DOCUMENT.search(each.law)):
                yield Fault(f"legal_basis.{place}", each.law, f"“{each.law}”没有写第几条。")


class LawNamedTwice(Rule):
    code, title, severity = "G03", "同一条依据只写一次", Severity.WARNING
    basis, remedy = "GB/T 39046—2020 第 6 项", "删掉重复的一条。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        seen: set[tuple[str, str]] = set()
        for place, each in enumerate(guide.definition.legal_basis):
            key = plain(each.law), plain(each.article)
            if key in seen:
                yield Fault(f"legal_basis.{place}", each.law, f"“{each.law}{each.article}”写了两次。")
            seen.add(key)


class LawIsEnded(Rule):
    code, title, severity = "G04", "依据没有废止", Severity.ERROR
    basis, remedy = f"{CIVIL_CODE}；{MARKET_ENTITIES}", "换成现行有效的法律。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for place, each in enumerate(guide.definition.legal_basis):
            ended_by = ENDED.get(plain(each.law).removeprefix("中华人民共和国"))
            if ended_by:
                words = f"“{each.law}”已经废止（{ended_by}）。"
                yield Fault(f"legal_basis.{place}", each.law, words)


class LawWithoutIssuer(Rule):
    code, title, severity = "G05", "依据写明颁布机关", Severity.ADVICE
    basis, remedy = "依据级别由颁布机关决定", "写明是谁颁布的。"

    def check(self, guide: Guide) -> Iterator[Fault]:
        for place, each in enumerate(guide.definition.legal_basis):
            if each.law.strip() and not each.issuer.strip():
                words = f"“{each.law}”没有写颁布机关。"
                yield Fault(f"legal_basis.{place}.issuer", each.law, words)


RULES: tuple[Rule, ...] = (NoLaw(), NoArticle(), LawWithoutArticle(), LawNamedTwice(), LawIsEnded(), LawWithoutIssuer())
