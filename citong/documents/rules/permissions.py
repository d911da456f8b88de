"""What there is to do with letters."""

from enum import StrEnum


class P(StrEnum):
    """The permissions of this module."""

    KEEP_TEMPLATES = "documents.keep_templates"
    RECORD_SERVICE = "documents.record_service"


PERMISSION_NAMES = {
    P.KEEP_TEMPLATES: "起草和发布文书模板",
    P.RECORD_SERVICE: "登记文书送达",
}
