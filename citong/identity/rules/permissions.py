"""What there is to do with accounts, systems and roles."""

from enum import StrEnum


class P(StrEnum):
    """The permissions of this module."""

    KEEP_ACCOUNTS = "identity.keep_accounts"
    KEEP_CLIENTS = "identity.keep_clients"
    KEEP_CERTIFICATES = "identity.keep_certificates"
    VOUCH = "identity.vouch"
    HELP = "identity.help"
    READ_STAFF = "identity.read_staff"
    GRANT_ROLES = "identity.grant_roles"


PERMISSION_NAMES = {
    P.KEEP_ACCOUNTS: "开通、停用、恢复工作人员账号",
    P.KEEP_CLIENTS: "让别的系统接入，停用接入",
    P.KEEP_CERTIFICATES: "签发、挂失、注销数字证书，信任别处的证书机构",
    P.VOUCH: "在窗口核验证件，提高实名等级",
    P.HELP: "社区代办：经本人同意，代本人提交申请",
    P.READ_STAFF: "看人员、岗位、账号和授权",
    P.GRANT_ROLES: "授予和收回角色",
}
