"""How the hall runs: what is stuck, what waits, which jobs ran, what could not be delivered."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.guards import permitted
from citong.documents import facade as documents
from citong.kernel import gauges, jobs, outbox
from citong.kernel.permissions import P
from citong.notices import facade as notices

from ..screens import official, show

SIZE = 50
operators = permitted(P.OPERATE)
# What the hall does by itself, in words.
WORDS = {
    "citong.identity.jobs.renew_lists_of_revoked": "更新证书的注销列表",
    "citong.identity.jobs.forget_what_nobody_signed": "清理没有签的登录口令",
    "citong.identity.jobs.revoke_certificates_of_who_has_left": "注销离岗人员的证书",
    "citong.catalogue.jobs.keep_search_current": "更新事项的搜索索引",
    "citong.catalogue.jobs.forget_what_was_looked_for": "清理半年前的搜索记录",
    "citong.kernel.audit.seal_new_entries": "封存审计记录",
    "citong.kernel.limits.forget_old_allowances": "清理试错次数",
    "citong.kernel.rotation.rewrite_stale_values": "换了密钥的，把旧数据重新加密",
    "citong.journeys.accounts.send_the_code": "发短信验证码",
    "citong.journeys.accounts.tell_of_recovery": "通知密码重设了",
    "citong.journeys.accounts.tell_the_old_telephone": "通知原来的手机号：号码换了",
    "citong.journeys.accounts.tell_of_higher_level": "通知实名等级提高了",
    "citong.journeys.accounts.tell_of_lower_level": "通知实名等级降低了",
    "citong.journeys.accounts.throw_drafts_away": "账号注销，清掉没有提交的草稿",
    "citong.journeys.mandates.ask_for_the_answer": "通知有一项授权等着同意",
    "citong.journeys.mandates.tell_both_of_the_mandate": "通知双方：授权生效",
    "citong.journeys.mandates.tell_both_of_the_end": "通知双方：授权结束",
    "citong.identity.jobs.end_mandates_that_are_over": "结束到期的授权",
    "citong.identity.jobs.let_old_proofs_run_out": "证件过期的，降低实名等级",
    "citong.identity.jobs.forget_codes": "清理用过的验证码",
    "citong.identity.jobs.end_sessions_that_are_over": "结束到期的登录",
    "citong.identity.jobs.forget_old_sessions": "清理半年前的登录",
    "citong.journeys.doors.tell_of_new_device": "通知新设备登录",
    "citong.journeys.doors.sign_out_elsewhere": "退出以后，别的网站也跟着退出",
    "citong.journeys.doors.tell_of_changed_factor": "通知登录方式变了",
    "citong.notices.jobs.carry_waiting_notices": "发短信",
    "citong.identity.jobs.tell_sites_of_ended_sessions": "通知其他网站：有人退出了",
    "citong.identity.jobs.clear_tokens": "清理过期的登录令牌",
    "citong.documents.jobs.render_waiting_letters": "生成文书",
    "citong.identity.jobs.forget_old_exports": "删掉到期的个人信息导出",
    "citong.journeys.personal.gather_what_is_kept": "整理要导出的个人信息",
    "citong.catalogue.jobs.look_through_guides": "办事指南体检",
    "demo.jobs.simulate_history": "生成演示办件",
    "citong.journeys.permit.acknowledge_receipt": "发收件通知",
    "citong.journeys.permit.ask_for_corrections": "发补正通知",
    "citong.journeys.permit.explain_turning_away": "发不予受理通知",
    "citong.journeys.permit.confirm_acceptance": "发受理通知",
    "citong.journeys.permit.announce_special_procedure": "发特别程序通知",
    "citong.journeys.permit.announce_end_of_pause": "发恢复计时通知",
    "citong.journeys.permit.write_decision": "出决定书",
    "citong.journeys.permit.close_decided_case": "办结并通知",
    "citong.journeys.permit.confirm_withdrawal": "发撤回通知",
    "citong.cases.jobs.accept_what_nobody_answered": "逾期没有告知的，视为受理",
    "citong.cases.jobs.close_what_nobody_brought": "逾期没有补来的，办结",
    "citong.cases.jobs.review_without_what_nobody_brought": "审查中要补的到期没有补来，接着审查",
    "citong.cases.jobs.end_hearings_nobody_asked_for": "没有人要求的听证，记为放弃",
    "citong.cases.jobs.renew_what_expired_undecided": "到期没有决定的延续，视为准予",
    "citong.journeys.intake.ask_for_supplements": "发预审补件通知",
    "citong.journeys.intake.ask_for_originals": "通知交原件",
    "citong.journeys.intake.explain_failed_pre_review": "发预审不通过通知",
    "citong.journeys.intake.acknowledge_originals": "发收到原件的通知",
    "citong.journeys.intake.explain_that_no_licence_is_needed": "发不需要许可的通知",
    "citong.journeys.intake.explain_sending_back": "发退件通知",
    "citong.journeys.procedures.announce_extension": "发延长期限通知",
    "citong.journeys.procedures.ask_for_additions": "发审查补正通知",
    "citong.journeys.procedures.tell_that_the_review_goes_on": "通知没有补来、接着审查",
    "citong.journeys.procedures.write_to_interested_party": "告知利害关系人",
    "citong.journeys.procedures.tell_of_right_to_a_hearing": "告知听证权利",
    "citong.journeys.procedures.call_to_hearing": "发听证通知",
    "citong.journeys.procedures.file_hearing_record": "存听证笔录",
    "citong.journeys.procedures.file_inspection_record": "存核查记录",
    "citong.journeys.procedures.ask_for_payment": "发缴费通知",
    "citong.journeys.procedures.confirm_payment": "通知缴费已收到",
    "citong.journeys.endings.tell_of_certificates": "通知证照已做好",
    "citong.journeys.endings.explain_lapse": "发逾期办结通知",
    "citong.journeys.endings.explain_termination": "发终止办理通知",
    "citong.journeys.endings.explain_voiding": "发作废的通知，撤销已经发出的文书",
    "citong.journeys.endings.revoke_what_was_told": "撤销办错的文书并通知",
    "citong.journeys.endings.file_proof_of_service": "存送达回证",
    "citong.cases.jobs.move_cases_to_approved_routes": "在办的件改走批准了的新流程",
    "citong.journeys.staffing.end_what_rested_on_the_post": "收回离岗人员的授权",
    "citong.journeys.staffing.revoke_certificates_of_who_has_left": "注销离岗人员的证书",
    "citong.journeys.staffing.tell_whose_case_was_opened": "通知有人应急查阅",
    "citong.journeys.linked.open_case_above": "转报的件在上级受理",
    "citong.journeys.linked.send_opinion_up": "出转报函并通知",
    "citong.journeys.linked.report_decision_below": "把上级的决定告诉下级",
    "citong.journeys.linked.report_withdrawal_below": "把上级的撤回告诉下级",
    "citong.journeys.linked.report_termination_below": "把上级的终止告诉下级",
    "citong.journeys.linked.report_lapse_below": "把上级的逾期办结告诉下级",
    "citong.journeys.linked.pass_result_on": "通知申请人上级的结果",
    "citong.journeys.joint.acknowledge_all": "发一件事的收件通知书",
    "citong.journeys.joint.ask_for_originals": "一件事：通知交原件",
    "citong.journeys.joint.acknowledge_originals_of_all": "一件事：发收到原件的通知",
    "citong.journeys.joint.ask_once_for_corrections": "一件事：一次通知补正",
    "citong.journeys.joint.confirm_acceptance_of_all": "一件事：发受理通知书",
    "citong.journeys.joint.tell_what_stands_still": "一件事：告知哪一项停下来",
    "citong.journeys.joint.tell_extension_of_all": "一件事：发延长期限通知",
    "citong.journeys.joint.tell_all_outcomes": "一件事：告知各项结果",
    "citong.journeys.joint.confirm_delivery_of_all": "一件事：登记送达并通知",
    "citong.journeys.joint.confirm_withdrawal_of_all": "一件事：发撤回通知",
    "citong.journeys.joint.tell_end_of_all": "一件事：告知已经结束",
    "citong.journeys.joint.go_on_after_decision": "一件事：决定以后接着办别的项",
    "citong.journeys.joint.go_on_after_closing": "一件事：一项办结以后接着办",
    "citong.journeys.joint.go_on_after_withdrawal": "一件事：一项撤回以后接着办",
    "citong.journeys.joint.go_on_after_termination": "一件事：一项终止以后接着办",
    "citong.journeys.joint.go_on_after_lapse": "一件事：一项逾期以后接着办",
    "citong.journeys.joint.go_on_after_upper_result": "一件事：上级决定以后接着办",
    "citong.journeys.joint.move_last_day_on": "一件事：一项停止计时，最后一天顺延",
    "citong.journeys.joint.settle_last_day": "一件事：一项恢复计时，重算最后一天",
    "citong.journeys.joint.move_last_day_back": "一件事：撤销停止计时，重算最后一天",
    "citong.journeys.calendar.recompute_wholes": "日历变了，重算一件事的期限",
    "citong.journeys.calendar.recompute_due_dates": "日历变了，重算期限",
    "citong.journeys.calendar.recompute_office_terms": "日历变了，重算会签和督办的期限",
    "citong.office.jobs.remind_of_countersignings": "提醒快到期的会签",
    "citong.office.jobs.count_agreed_silence": "会签到期，把沉默算作同意",
    "citong.office.jobs.mark_overdue_tasks": "标出超期的督办",
}


@operators
def operations(request: HttpRequest) -> HttpResponse:
    """What an operator looks at in the morning."""
    stuck = list(outbox.stuck_deliveries()[:SIZE])
    runs, under_way = list(jobs.last_runs()), jobs.under_way()
    letters, texts = list(documents.letters_in_trouble()[:SIZE]), list(notices.undeliverable_notices()[:SIZE])
    context = {
        "is_well": bool(runs) and not any((stuck, letters, texts, *(run.error for run in runs))),
        "stuck": [(delivery, WORDS.get(delivery.handler, delivery.handler)) for delivery in stuck],
        "waiting": outbox.waiting_count(),
        "jobs": [(run, WORDS.get(run.name, run.name), run.name in under_way) for run in runs],
        "letters": letters,
        "notices": texts,
        "simulation": _simulation(),
    }
    return show(request, "desk/duty/operations.html", context)


@operators
@require_POST
def send_again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """A stuck delivery gets another ten attempts."""
    if outbox.send_again(delivery_id, by=official(request), at=timezone.now()):
        messages.success(request, "已经重新排上，马上再送。")
    else:
        messages.warning(request, "这一条已经送到，或者已经有人重新排上了。")
    return redirect("desk:operations")


def _simulation() -> dict[str, int] | None:
    """How far the demonstration has come; None where nothing is made up."""
    if not settings.DEMO:
        return None
    return {"simulated": gauges.read("demo/simulated"), "planned": gauges.read("demo/planned")}
