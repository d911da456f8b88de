"""The roles of those who handle applications. They come with a post; some may be granted beyond it."""

from .role import Role

_OF_EVERY_DESK = {"cases.read", "cases.read_whole", "office.read", "documents.record_service"}

WINDOW = Role(
    code="window",
    name="窗口受理",
    about="在窗口预审、收件、受理，核验证件，登记缴费和送达。随窗口受理岗而来。",
    permissions=frozenset({*_OF_EVERY_DESK, "cases.receive", "cases.issue", "cases.lead_joint", "identity.vouch"}),
    is_granted=False,
)
EXAMINER = Role(
    code="examiner",
    name="审查",
    about="看材料，提审查意见，办听证、核查等特别程序，向别的单位征求意见。随审查岗而来。",
    permissions=frozenset({*_OF_EVERY_DESK, "cases.examine", "cases.issue", "office.send"}),
    is_granted=False,
)
APPROVER = Role(
    code="approver",
    name="审批",
    about="作出准予或者不予的决定，签发文书，代表本单位答复会签和督办。随审批岗而来。",
    permissions=frozenset(
        {*_OF_EVERY_DESK, "cases.examine", "cases.decide", "cases.issue", "office.send", "office.answer"}
    ),
    is_granted=False,
)
HEAD = Role(
    code="head",
    name="单位负责人",
    about="批准延长期限，撤回办错的步骤，改派工作，作重大决定。随单位负责人岗而来。",
    permissions=frozenset(
        {
            *_OF_EVERY_DESK,
            *("cases.examine", "cases.decide", "cases.issue", "cases.lead", "cases.lead_joint", "cases.reassign"),
            *("office.send", "office.answer", "office.supervise_for_government"),
            "organisations.hand_over_for_others",
        }
    ),
    is_granted=False,
)
SUPERVISOR = Role(
    code="supervisor",
    name="监督",
    about="电子监察：看办件和时限，改派积压的工作，交办督办，审查办事指南的体检结果。随监督岗而来，看本单位；要看别的单位，另外授权。",
    permissions=frozenset(
        {
            *("cases.read", "cases.read_whole", "cases.reassign", "office.read", "office.supervise"),
            "catalogue.examine_guides",
        }
    ),
)
EMERGENCY = Role(
    code="emergency",
    name="应急查阅",
    about="急需时打开权限以外的一个办件，一小时，要写理由；承办单位和监督人员当场知道，事后由审计管理员复核。",
    permissions=frozenset({"cases.break_glass"}),
)
HELPER = Role(
    code="helper",
    name="社区代办员",
    about="街道、社区的工作人员，经本人逐件同意，代居民在网上提交申请。只看得到自己代办的那一件。",
    permissions=frozenset({"identity.help"}),
)
BUSINESS = Role(
    code="business",
    name="业务管理员",
    about="管事项、办理流程、一件事、文书模板和工作日历。看不到办件的内容。随管理岗而来，管本单位；管全厅的，另外授权。",
    permissions=frozenset(
        {
            *("catalogue.keep_items", "catalogue.keep_routes", "catalogue.keep_packages", "catalogue.keep_topics"),
            *("documents.keep_templates", "organisations.keep_calendar", "organisations.hand_over_for_others"),
            *("cases.reroute", "office.read", "office.answer", "office.supervise_for_centre"),
        }
    ),
)
