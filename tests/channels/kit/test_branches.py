"""One time line with its branches: every part on its own line, on one scale of days."""

from datetime import date

from citong.channels.kit.branches import Branch, Branches, Passage, Span, drawn, lines

FIRST, THIRD, FIFTH, TENTH = (date(2026, 9, day) for day in (21, 23, 25, 30))
FIRE = Branch("消防", "办好了", (Span(Passage.RUN, FIRST, THIRD),), after=("收件",), mark="ok")
FOOD = Branch("食品", "审查中", (Span(Passage.WAIT, FIRST, THIRD), Span(Passage.RUN, THIRD, FIFTH)), after=("消防",))
TRUNK = Branch("收件", "已经受理", (Span(Passage.RUN, FIRST, FIRST),), mark="ok")


def figure(**changes) -> Branches:
    values = {"sentence": "", "branches": (TRUNK, FIRE, FOOD), "today": FIFTH, "due_on": TENTH}
    return Branches(**{**values, **changes})


def test_days_are_shares_of_one_scale_that_reaches_to_the_last_day():
    picture = drawn(figure())

    assert [bar.x for bar in picture.rows[2].bars] == ["0.00%", "22.22%"]
    assert {post.words: post.x for post in picture.posts} == {"今天": "44.44%", "最迟 9月30日": "100.00%"}


def test_a_branch_leaves_what_it_waits_for_where_that_ended():
    fork = drawn(figure()).forks[-1]

    assert (fork.x, fork.to) == ("22.22%", "22.22%")
    assert fork.top < fork.bottom


def test_the_picture_of_something_that_has_ended_ends_with_it():
    picture = drawn(figure(ended_on=FIFTH, today=date(2027, 1, 1), due_on=None))

    assert [(post.words, post.x) for post in picture.posts] == [("结束", "100.00%")]


def test_what_has_not_begun_has_words_and_no_days():
    waiting = Branch("广告", "等牵头单位统一受理")

    picture = drawn(figure(branches=(TRUNK, waiting)))

    assert picture.rows[1].bars == ()
    assert picture.rows[1].words == "广告：等牵头单位统一受理"


def test_the_table_says_what_the_picture_shows():
    told = lines(figure(branches=(FIRE, Branch("广告", "未受理"))))

    assert (told[0].label, told[0].words) == ("消防", "办好了")
    assert "9 月 23 日" in told[0].until
    assert told[1].since == "还没有开始"
