"""What systems send us. Unknown fields are refused, so that a misspelt one is not silently lost."""

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from citong.identity import facade as identity
from citong.kernel.errors import InvalidInput
from citong.organisations import facade as organisations

CREDIT_CODE: Final = "001"

# Nothing that cannot be seen: neither control characters nor those that only steer the direction of writing.
VISIBLE: Final = r"^[^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+$"
Line = Annotated[str, StringConstraints(pattern=VISIBLE)]
Code = Annotated[Line, StringConstraints(max_length=64)]
FileKey = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]
# Any: answers are JSON values; the item's form says which.
Answers = dict[str, Any]


class Body(BaseModel):
    """Base of all bodies."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class MaterialBody(Body):
    """一份材料和它的一个文件；同一份材料有几个文件就写几条。"""

    code: Code = Field(description="材料代码，见办事指南的 materials")
    file: FileKey = Field(description="上传文件后得到的 key")


class ApplicantBody(Body):
    """申请人。"""

    kind: Literal["person", "enterprise"] = Field(description="person 个人，enterprise 单位")
    name: Annotated[Line, StringConstraints(max_length=120)] = Field(description="姓名或单位名称，与证件一致")
    id_type: Literal["111", "414", "511", "516", "553", "Z11", "001"] = Field(
        description="证件种类（GA/T 2000.156）：111 居民身份证，414 护照，511 台湾居民来往大陆通行证，"
        "516 港澳居民来往内地通行证，553 外国人永久居留证，Z11 港澳台居民居住证（本大厅的代码）；"
        "单位填 001 统一社会信用代码"
    )
    id_number: Annotated[Line, StringConstraints(max_length=30)] = Field(description="证件号码，校验位会核对")
    phone: Annotated[Line, StringConstraints(max_length=20)] = Field(description="能收短信的手机号")
    handler_name: Annotated[str, StringConstraints(max_length=60)] = Field("", description="经办人姓名；单位申请时必填")
    assurance: Annotated[int, Field(ge=1, le=4)] = Field(
        1,
        description="您的系统对申请人的实名等级负责：1 已注册，2 已实名，3 高级实名，4 数字证书；"
        "不能高于大厅允许您的系统担保的等级，办事指南的 assurances.online 说明事项要求几级",
    )


class ApplicationBody(Body):
    """一份完整的申请。"""

    item_code: Code = Field(description="事项编码")
    version: Annotated[int, Field(ge=1, le=2_000_000_000)] = Field(description="填写时所依据的办事指南版本号")
    situation: dict[str, str] = Field(default_factory=dict, description="情形选择：问题代码 → 选项代码")
    answers: Answers = Field(default_factory=dict, description="申请表的答案，按办事指南的 form.schema 填写")
    materials: Annotated[list[MaterialBody], Field(max_length=200)] = Field(
        default_factory=list, description="上传的材料"
    )
    applicant: ApplicantBody
    declared: bool = Field(description="申请人已经承诺所填内容真实；没有承诺的申请不受理")


class CorrectionsBody(Body):
    """补正的内容：改过的答案，和补正通知要求的新文件。"""

    answers: Answers = Field(default_factory=dict, description="只写改过的答案")
    materials: Annotated[list[MaterialBody], Field(max_length=200)] = Field(
        default_factory=list, description="新上传的材料"
    )


class WithdrawalBody(Body):
    """撤回申请。"""

    reason: Annotated[Line, StringConstraints(max_length=500)] = Field(description="撤回的原因")


def party_of(applicant: ApplicantBody, *, highest: identity.Assurance, today: date) -> identity.Party:
    """The applicant as the application keeps them; refused unless name, number and telephone can be real.

    `highest` is the level for which the system that files may vouch.
    """
    is_person = applicant.kind == "person"
    name = (identity.normal_name if is_person else identity.normal_enterprise_name)(applicant.name)
    phone, handler = identity.normal_mobile(applicant.phone), identity.normal_name(applicant.handler_name)
    number = identity.normal_number(applicant.id_number)
    reasons = {
        "applicant.name": identity.check_name(name) if is_person else identity.check_enterprise_name(name),
        "applicant.id_number": _fault_of_number(applicant, number, today=today),
        "applicant.phone": identity.check_mobile(phone),
        "applicant.assurance": _fault_of_assurance(applicant, highest=highest),
        "applicant.handler_name": None if is_person and not handler else identity.check_name(handler),
    }
    faults = {field: reason for field, reason in reasons.items() if reason}
    if faults:
        raise InvalidInput("申请人的信息有几处要改。", faults=faults)
    return identity.Party(
        kind=identity.PartyKind(applicant.kind),
        name=name,
        id_type=applicant.id_type,
        id_number=number,
        phone=phone,
        handler_name=handler,
        assurance=identity.Assurance(applicant.assurance),
    )


def _fault_of_assurance(applicant: ApplicantBody, *, highest: identity.Assurance) -> str | None:
    if applicant.assurance <= highest:
        return None
    return f"您的系统最高可以担保到 {int(highest)}（{highest.label}）。"


def _fault_of_number(applicant: ApplicantBody, number: str, *, today: date) -> str | None:
    if applicant.kind == "person":
        return identity.check_id_number(applicant.id_type, number, today=today)
    if applicant.id_type != CREDIT_CODE:
        return "单位申请要用统一社会信用代码，证件种类请填 001。"
    return organisations.check_credit_code(number)
