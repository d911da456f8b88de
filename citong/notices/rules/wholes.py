"""Several applications handed in as one: what their applicant learns of the whole."""

from datetime import date

from .wording import SHORTEST_ITEM, About, Kind, Wording, in_words, shortened, wording


def originals_awaited(about: About, *, until: date) -> Wording:
    """The paper originals of everything handed in together are to be brought, once, to one window."""
    return wording(
        Kind.ORIGINALS_AWAITED,
        about,
        title="请交纸质原件",
        body=f"网上的材料看过了，请最迟在 {in_words(until)}把纸质原件交到牵头单位的窗口，几个部门只交一份。",
        sms=f"请{until.month}月{until.day}日前把原件交到窗口",
    )


def blocked(about: About, *, item: str) -> Wording:
    """Something that waits for another application cannot go on, because that one was not granted."""
    return wording(
        Kind.BLOCKED,
        about,
        title="其中一项要等您决定",
        body=f"“{item}”要等的那一项没有办成，现在停下来了，别的照办。可以重新申请没办成的那一项，也可以不办这一项，请和牵头单位联系。",
        sms=f"“{shortened(item, SHORTEST_ITEM)}”停下来了，请登录查看",
    )


def whole_extended(about: About, *, days: int, due: date) -> Wording:
    """The whole takes longer; the letter gives the reason (Administrative Licensing Act, art. 42)."""
    return wording(
        Kind.WHOLE_EXTENDED,
        about,
        title="办理期限延长",
        body=f"经本级人民政府负责人批准，整件事延长 {days} 个工作日，最迟 {in_words(due)}办结。理由写在告知书里。",
        sms=f"延长{days}个工作日，最迟{due.month}月{due.day}日",
    )


def all_decided(about: About, *, outcomes: tuple[str, ...]) -> Wording:
    """Every application of the whole has ended; all results are handed out at once."""
    return wording(
        Kind.ALL_DECIDED,
        about,
        title="各项都办完了",
        body=f"各项结果：{'；'.join(outcomes)}。结果由牵头单位一次交给您。",
        sms="各项都办完了，结果一次交给您",
    )


def all_delivered(about: About) -> Wording:
    """All results were handed over at once."""
    return wording(
        Kind.ALL_DELIVERED,
        about,
        title="结果已统一送达",
        body="各项结果已经一次交给您。以后还可以在“我的办事”里下载各项决定书。",
        sms="各项结果已一次送达",
    )


def all_ended(about: About) -> Wording:
    """Every application of the whole has ended, and none of them was decided."""
    return wording(
        Kind.ALL_ENDED,
        about,
        title="这件事已经结束",
        body="各项都已经结束，没有作出决定。每一项的原因都写在办件页里，以后需要时可以重新申请。",
        sms="已经结束，原因请登录查看",
    )
