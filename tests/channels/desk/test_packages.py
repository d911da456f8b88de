"""Packages at the desk: what each says, publishing and withdrawing, files in and out; nothing is kept unasked."""

import json

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from citong.catalogue import facade as catalogue
from citong.kernel.actors import SYSTEM
from citong.kernel.audit import entries_about
from citong.kernel.refs import ref
from tests.factories.catalogue import MONDAY
from tests.factories.packages import SHOP, Says, package, publish_items, publish_shop

pytestmark = pytest.mark.django_db


def text_of(client: Client, address: str, **query: str) -> str:
    return client.get(address, query).content.decode()


def file_of(code: str = "shop", **changes: object) -> bytes:
    return json.dumps({"code": code, "package": {**SHOP, **changes}}).encode()


def looked_at(client: Client, content: bytes) -> tuple[int, str]:
    answer = client.post("/desk/packages/import/", {"file": SimpleUploadedFile("shop.json", content)})
    return answer.status_code, answer.content.decode()


def kept(client: Client, content: bytes) -> tuple[int, str]:
    answer = client.post("/desk/packages/keep/", {"content": content.decode()}, follow=True)
    return answer.status_code, answer.content.decode()


def test_without_packages_the_list_says_what_to_do(administrator):
    shown = text_of(administrator, "/desk/packages/")

    assert "还没有一件事" in shown
    assert "/desk/packages/import/" in shown


def test_the_list_tells_drafts_and_withdrawn_ones_apart_in_few_queries(administrator, django_assert_max_num_queries):
    shop = publish_shop()
    catalogue.take_in_package(package(name="开小店", promised_days=12), code="small", by=SYSTEM, at=MONDAY)
    catalogue.draft_package(shop.package_id, definition=package(promised_days=14), by=SYSTEM, at=MONDAY)

    with django_assert_max_num_queries(7):
        shown = text_of(administrator, "/desk/packages/")

    assert "开餐饮店" in shown
    assert "在办" in shown
    assert "有没发布的草稿" in shown
    assert "还没有发布" in shown


def test_the_page_says_who_takes_part_in_which_order_and_when(administrator, django_assert_max_num_queries):
    publish_shop()

    with django_assert_max_num_queries(10):
        shown = text_of(administrator, "/desk/packages/shop/")

    assert "第 2 批" in shown  # food waits for fire
    assert "“要立广告牌吗”选“要”" in shown
    assert "能同时办的同时办，要等的接着办，最长 10 个工作日" in shown
    assert "<svg" in shown
    assert "店面有多大" in shown
    assert "招牌上的名字" in shown


def test_an_item_that_is_gone_is_named_and_nothing_is_drawn(administrator):
    shop = publish_shop()
    fire = catalogue.published("FIRE")
    catalogue.withdraw_item(fire.item_id, reason="并了", by=SYSTEM, at=MONDAY)

    shown = text_of(administrator, "/desk/packages/shop/")

    assert shop.name in shown
    assert "现在不能一次办" in shown
    assert "编码 FIRE 的事项现在没有发布" in shown
    assert "先后和时间" not in shown


def test_an_earlier_version_is_shown_as_it_was(administrator):
    publish_shop()
    catalogue.introduce_package(package(promised_days=20), code="shop", by=SYSTEM, at=MONDAY)

    assert "整件事承诺 20 个工作日" in text_of(administrator, "/desk/packages/shop/")
    assert "整件事承诺 15 个工作日" in text_of(administrator, "/desk/packages/shop/", version="1")
    assert administrator.get("/desk/packages/shop/", {"version": "²"}).status_code == 200


def test_what_is_exported_can_be_brought_in_again_and_changes_nothing(administrator):
    publish_shop()
    content = b"".join(administrator.get("/desk/packages/shop/file/").streaming_content)

    status, shown = looked_at(administrator, content)

    assert status == 200
    assert "和大厅里现在的没有不同" in shown
    assert "存成草稿" not in shown


def test_a_file_is_told_first_and_kept_only_when_asked(administrator):
    publish_shop()
    content = file_of(promised_days=12, name="开饭店")

    status, shown = looked_at(administrator, content)

    assert status == 200
    assert "名称：从“开餐饮店”改成“开饭店”。" in shown
    assert "承诺的工作日：从“15”改成“12”。" in shown
    assert [each.number for each in catalogue.package_kept("shop").versions.all()] == [1]

    assert kept(administrator, content)[0] == 200

    draft, published = catalogue.package_kept("shop").versions.all()
    assert (draft.status, draft.promised_days) == ("draft", 12)
    assert (published.status, published.promised_days) == ("published", 15)


def test_a_new_package_is_brought_in_published_and_offered(administrator, client):
    publish_items()
    content = file_of("tavern", name="开酒馆")

    assert "新的一件事“开酒馆”" in looked_at(administrator, content)[1]
    assert "还没有发布" in kept(administrator, content)[1]
    assert client.get("/packages/tavern/").status_code == 404

    answer = administrator.post("/desk/packages/tavern/publish/", follow=True)

    assert "已经发布" in answer.content.decode()
    assert catalogue.package("tavern").name == "开酒馆"


def test_publishing_twice_is_refused(administrator):
    publish_shop()

    answer = administrator.post("/desk/packages/shop/publish/")

    assert answer.status_code == 409
    assert "没有可以发布的草稿" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"promised_days": 46}, "整件事要承诺 1 到 45 个工作日"),
        ({"members": [SHOP["members"][0]]}, "一件事至少要有两个事项"),
        ({"lead": "nobody"}, "没有编码为“nobody”的部门"),
    ],
)
def test_what_would_stop_publication_is_told_before_it_is_kept(administrator, changes: Says, said: str):
    publish_shop()

    status, shown = looked_at(administrator, file_of(**changes))

    assert status == 200
    assert said in shown


def test_another_lead_cannot_take_a_package_over(administrator):
    publish_shop()

    status, shown = kept(administrator, file_of(lead="fire"))

    assert status == 422
    assert "牵头" in shown
    assert len(catalogue.package_kept("shop").versions.all()) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "不是一件事的文件"),
        (b'{"code": "\xff"}', "不是一件事的文件"),
        (b'{"code": ', "不是一件事的文件"),
        (b"[" * 100_000, "不是要求的样子"),
        (b"{}", "缺少“code”"),
        (json.dumps({"code": "shop", "package": {**SHOP, "colour": "red"}}).encode(), "不认识“colour”"),
        (json.dumps({"code": "shop", "package": {**SHOP, "promised_days": "x"}}).encode(), "package.promised_days"),
        (b" " * (256 * 1024 + 1), "文件太大"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(administrator, content: bytes, said: str):
    status, shown = looked_at(administrator, content)

    assert status == 422
    assert said in shown


def test_what_is_sent_past_the_look_is_read_again(administrator):
    status, shown = kept(administrator, b"{}")

    assert status == 422
    assert "缺少“code”" in shown


def test_a_file_with_a_mark_of_its_byte_order_is_read(administrator):
    publish_items()

    assert looked_at(administrator, b"\xef\xbb\xbf" + file_of("new-shop"))[0] == 200


def test_withdrawing_needs_its_reason_and_is_for_ever(administrator, client):
    shop = publish_shop()

    assert administrator.post("/desk/packages/shop/withdraw/", {"reason": " "}).status_code == 422
    assert catalogue.package("shop")

    administrator.post("/desk/packages/shop/withdraw/", {"reason": "事项并了"})

    assert client.get("/packages/shop/").status_code == 404
    assert "已经取消了" in text_of(administrator, "/desk/packages/shop/withdraw/")
    assert "不能再用这个编码" in looked_at(administrator, file_of(promised_days=9))[1]
    assert entries_about(ref("package", shop.package_id))[0].action == "catalogue.package_withdrawn"


def test_every_word_of_a_package_survives_its_file():
    wanted = catalogue.PackageFile(
        code="shop", package=package(keywords=["开店"], faqs=[{"question": "?", "answer": "!"}])
    )

    assert catalogue.package_in(catalogue.package_file(wanted)) == wanted


def test_changes_name_each_part():
    before = package()
    members = msgspec.to_builtins(before.members)
    after = package(
        members=[{**members[1], "after": []}, members[0]],
        questions=SHOP["questions"][:1],
        pages=[],
        keywords=["店"],
        who="谁都行",
    )

    told = catalogue.package_changes(before, after)

    assert told == [
        "谁可以办：写上“谁都行”。",
        "去掉事项“BOARD”。",
        "改了事项“FOOD”。",
        "去掉问题“要立广告牌吗”。",
        "去掉一起填的页“谁来开”。",
        "改了搜索用的词。",
    ]
    assert catalogue.package_changes(before, before) == []
    swapped = package(members=[members[1], members[0], members[2]])
    assert catalogue.package_changes(before, swapped) == ["事项换了先后。"]
