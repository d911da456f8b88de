"""The three officers who keep the hall itself, and one another, in order 三员分立.

GB/T 22239-2019, 8.1.5: system, audit and security administration are three roles of their own. Who administers
accounts does not read the people's papers; who grants roles opens no accounts; who audits changes nothing.
"""

from .role import Role

_HANDLING = frozenset({"window", "examiner", "approver", "head", "supervisor", "emergency"})

SYSTEM_ADMINISTRATOR = Role(
    code="system_administrator",
    name="系统管理员",
    about="管部门、岗位、人员、账号、数字证书和接入的系统，看运行情况，准备、批准删除到期的信息。看不到任何办件，不能授予角色。",
    permissions=frozenset(
        {
            *("organisations.keep_structure", "organisations.keep_staff"),
            *("identity.keep_accounts", "identity.keep_clients", "identity.keep_certificates"),
            *("identity.read_staff", "kernel.operate", "kernel.dispose"),
        }
    ),
    apart_from=_HANDLING | {"security_administrator", "auditor"},
)
SECURITY_ADMINISTRATOR = Role(
    code="security_administrator",
    name="安全管理员",
    about="授予和收回角色，准备、批准删除到期的信息。不能开账号，不能给自己授权，看不到任何办件。",
    permissions=frozenset({"identity.grant_roles", "identity.read_staff", "kernel.dispose"}),
    apart_from=_HANDLING | {"system_administrator", "auditor"},
)
AUDITOR = Role(
    code="auditor",
    name="审计管理员",
    about="查审计记录，复核应急查阅。除了写复核意见，什么都不能改。",
    permissions=frozenset({"kernel.read_audit", "identity.read_staff", "cases.review_break_glass"}),
    apart_from=_HANDLING | {"system_administrator", "security_administrator", "business"},
)
