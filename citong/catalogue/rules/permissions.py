"""What there is to do with the catalogue."""

from enum import StrEnum


class P(StrEnum):
    """The permissions of this module."""

    KEEP_ITEMS = "catalogue.keep_items"
    KEEP_ROUTES = "catalogue.keep_routes"
    KEEP_PACKAGES = "catalogue.keep_packages"
    KEEP_TOPICS = "catalogue.keep_topics"
    EXAMINE_GUIDES = "catalogue.examine_guides"


PERMISSION_NAMES = {
    P.KEEP_ITEMS: "编制、发布、取消事项，导入办事指南",
    P.KEEP_ROUTES: "画和发布办理流程",
    P.KEEP_PACKAGES: "编制和发布一件事",
    P.KEEP_TOPICS: "安排主题",
    P.EXAMINE_GUIDES: "审查办事指南，接受体检里的例外",
}
