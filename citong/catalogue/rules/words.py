"""How an item is found: the words of what it says, pairs of characters, sounds, initials, and what is near to them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import rjieba

from .scripts import plain
from .sounds import initials_of, pinyin_of, syllables_in, syllables_of

LONGEST_QUESTION = 100
MOST_WORDS = 40
LONGEST_SAID = 12
# What a verb or a noun takes along without meaning something else: 犯过罪, 孩子的医保.
ASPECTS = re.compile("[了过的着得]|(?<=没)有")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
RUN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+|[0-9a-z]+")
LETTERS = re.compile(r"[a-z]{2,40}")
LONGEST_LETTERS = 40
# What people say around what they look for. It says how they ask, not what.
AROUND = re.compile(
    r"请问一下|请问|麻烦问|问一下|我想要|我想|我要|我们|我家|咱们|帮我|你好|您好|想问|想要|"
    r"(需要|要|得)?(准备|提供|提交|带)?(什么|哪些|啥|那些)(样的)?(材料|资料|手续|证件|东西|条件|流程|部门|单位|地方|证)?|"
    r"(应该|应当|可以|能|要)?(怎么|怎样|如何|咋)(去)?(办理|办|弄|申请|申领|申报|领取|领|查询|查|操作|写|走|样|做)?(呢|啊|的)?|"
    r"(应该|应当|要|该)?(去|到|在|上)?(哪里|哪儿|哪|什么地方|啥地方)(可以|能)?(办理|办|申请|领取|领|弄|查询|查|交)?|"
    r"(要|得)?(多久|多长时间|几天|多少天|多少钱|几钱|费用)(能)?(办好|下来|到账)?|(能|可)不(能|可以)|可不可以|是不是|"
    r"有没有|行不行|可以吗|能吗|怎么回事|的时候|以后|之后|(?<![网酒])[吗呢啊呀吧](?=$|[\s，。？！?!,])|一下|最近|现在|自己|网上|在线|"
    r"相关|有关|关于|手续|流程|步骤|指南|攻略|一[个家间张份]|(?<=[开办])[个家间]"
)
# Words so frequent in names and questions that they find everything.
EMPTY = frozenset(
    re.findall(
        r"\S+",
        "我 要 想 办理 办 怎么 如何 哪里 申请 的 了 吗 和 或 及 等 个 去 到 给 被 把 在 是 有",
    )
)
# Words that many names share: they tell between items that were found, and find none by themselves.
COMMON = frozenset(
    re.findall(
        r"\S+",
        "登记 许可 许可证 审批 备案 变更 注销 核发 新办 办证 延续 补办 换发 认定 申领 管理 服务 信息 查询 "
        "设立 经营 单位 企业 个人 机构 活动 补贴 发放 项目 建设 审核 领取 证明 证书 证件 公司 申报 核准 县级 "
        "行使 县级行使 资格 设置 出具 确认 换领 补领 给付 签发 业务 场所 人员 情况 报告 部门 中心 年度 缴费 "
        "费用 材料",
    )
)


@dataclass(frozen=True)
class Asked:
    """What somebody typed: as it is kept, its words, and those of them that many items share."""

    text: str
    words: list[str]
    common: list[str]
    letters: list[str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.words or self.common or self.letters)


def asked(question: str) -> Asked:
    """What is looked for: without the words around it, in the characters of the catalogue."""
    written = plain(question[: LONGEST_QUESTION * 2])[:LONGEST_QUESTION]
    core = AROUND.sub(" ", written)
    found = words_of(core)[:MOST_WORDS]
    letters = [run for run in RUN.findall(core) if LETTERS.fullmatch(run)]
    joined = re.sub(r"[\s']+", "", core)
    if LETTERS.fullmatch(joined) and joined not in letters:
        letters.insert(0, joined)
    return Asked(
        text=" ".join(core.split()),
        words=[word for word in found if word not in COMMON],
        common=[word for word in found if word in COMMON],
        letters=letters[:4],
    )


def words_of(text: str) -> list[str]:
    """The words and pairs of characters of a text, in order, each once, without what says nothing."""
    found: dict[str, None] = {}
    for run in RUN.findall(plain(text)):
        if HAN.fullmatch(run):
            found |= dict.fromkeys(word for word in _cut(run) if len(word) > 1)
            found |= dict.fromkeys(run[start : start + 2] for start in range(len(run) - 1))
        else:
            found[run] = None
    return [word for word in found if word not in EMPTY]


def telling(words: list[str]) -> list[str]:
    """Those that few items share, where there are any."""
    return [word for word in words if word not in COMMON] or words


def parts_of(question: str) -> list[str]:
    """The parts of a question under which an everyday word may be kept: two to twelve characters."""
    text = re.sub(r"\s", "", question)[:LONGEST_QUESTION]
    bare = ASPECTS.sub("", text)
    return list(dict.fromkeys([*_windows(text), *_windows(bare)]))


def whole_of(text: str) -> str:
    """The text as one sign, to see whether all of it is a name or a keyword; empty when nothing of it can be found."""
    joined = "".join(RUN.findall(plain(text)))[:LONGEST_QUESTION]
    return f"={joined}" if len(joined) > 1 else ""


def letters_of(texts: Iterable[str]) -> list[str]:
    """What somebody may type in letters for these texts: pinyin and initials from where each word begins.

    Pinyin begins with an equals sign, initials with a circumflex: so neither is taken for a word.
    """
    found: dict[str, None] = {}
    for text in texts:
        for run in HAN.findall(plain(text)):
            for start in _starts(run):
                rest = run[start : start + 12]
                found[f"={pinyin_of(rest)[:LONGEST_LETTERS]}"] = None
                found[f"^{initials_of(rest)[:LONGEST_LETTERS]}"] = None
    return list(found)


def near_of(text: str) -> list[str]:
    """What still matches when a character is missing, wrong, or in the wrong place, or only sounds right."""
    found: dict[str, None] = {}
    for run in HAN.findall(plain(text)):
        found |= dict.fromkeys(_pairs(list(run), ""))
        sounds = list(syllables_of(run))
        found |= dict.fromkeys(f"~{pair}" for pair in _pairs(sounds, "."))
    return list(found)


def sounds_asked(letters: str) -> list[str]:
    """The pairs of syllables of what was typed in pinyin, as `near_of` has them."""
    sounds = syllables_in(letters)
    return [f"~{first}.{second}" for first, second in pairwise(sounds)]


def _pairs(signs: list[str], joint: str) -> Iterator[str]:
    """Neighbours, and those with one between them."""
    for distance in (1, 2):
        for first, second in zip(signs, signs[distance:], strict=False):
            yield f"{first}{joint}{second}"


def _windows(text: str) -> Iterator[str]:
    for size in range(min(LONGEST_SAID, len(text)), 1, -1):
        for start in range(len(text) - size + 1):
            yield text[start : start + size]


def _starts(run: str) -> list[int]:
    return sorted({0, *(run.index(word) for word in _cut(run) if len(word) > 1)})


@lru_cache(maxsize=4096)
def _cut(run: str) -> tuple[str, ...]:
    return tuple(rjieba.cut_for_search(run))
