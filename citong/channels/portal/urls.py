"""The addresses of the portal."""

from django.urls import URLPattern, URLResolver, path, register_converter

from citong.channels.kit import elder

from .views import (
    about,
    accounts,
    agreeing,
    answering,
    applying,
    attaching,
    certificates,
    checking,
    correcting,
    hearing,
    home,
    items,
    joint,
    mandates,
    own_account,
    packages,
    partners,
    privacy,
    progress,
    searching,
    sign_on,
    space,
)


class Code:
    """A code of an item, a topic or a material: letters, digits, and what stands between them."""

    regex = r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class CaseNumber(Code):
    """The number of a case: twenty digits and a check character."""

    regex = r"[0-9]{20}[0-9A-Z]"


register_converter(Code, "code")
register_converter(CaseNumber, "number")

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.front, name="home"),
    path("elder/", elder.switch, name="elder"),
    path("items/", items.browse, name="items"),
    path("search/", searching.search, name="search"),
    path("search/suggest/", searching.suggest, name="suggest"),
    path("items/<code:code>/", items.guide, name="guide"),
    path("items/<code:code>/materials/<code:material>/sample/", items.sample, name="sample"),
    path("packages/", packages.browse, name="packages"),
    path("packages/<slug:package>/", packages.guide, name="package"),
    path("packages/<slug:package>/apply/", applying.start_package, name="start_package"),
    path("sign-in/", accounts.sign_in, name="sign_in"),
    path("sign-in/certificate/", certificates.sign_in, name="certificate_sign_in"),
    path("certificates/<int:authority_id>.cer", certificates.authority, name="authority"),
    path("certificates/<int:authority_id>.crl", certificates.revoked, name="revoked"),
    path("certificates/status/", certificates.status, name="certificate_status"),
    path("sign-in/with/<slug:partner>/", partners.depart, name="partner_depart"),
    path("sign-in/with/<slug:partner>/back/", partners.back, name="partner_back"),
    path("sign-in/with/<slug:partner>/leave/", partners.leave, name="partner_leave"),
    path("oidc/authorize", sign_on.authorize, name="authorize"),
    path("oidc/resume/", sign_on.resume, name="resume"),
    path("oidc/consent/", sign_on.consent, name="consent"),
    path("oidc/logout", sign_on.logout, name="site_logout"),
    path("oidc/logout/confirm/", sign_on.leave_here, name="leave_here"),
    path("my/sites/", sign_on.sites, name="sites"),
    path("my/sites/<int:consent_id>/withdraw/", sign_on.withdraw_site, name="withdraw_site"),
    path("sign-out/", accounts.sign_out, name="sign_out"),
    path("sign-in/agreement/", agreeing.accept, name="accept"),
    path("sign-in/code/", accounts.sign_in_code, name="sign_in_code"),
    path("recover/", accounts.recover, name="recover"),
    path("demo/telephone/", accounts.demo_telephone, name="demo_telephone"),
    path("sign-up/", accounts.sign_up, name="sign_up"),
    path("sign-up/enterprise/", accounts.sign_up_enterprise, name="sign_up_enterprise"),
    path("apply/<code:code>/start/", applying.start, name="start"),
    path("apply/<int:draft_id>/situation/", applying.situation, name="situation"),
    path("apply/<int:draft_id>/form/<code:page>/", answering.page, name="page"),
    path("apply/<int:draft_id>/form/<code:page>/live/", answering.live, name="live"),
    path("apply/<int:draft_id>/materials/", attaching.materials, name="materials"),
    path("apply/<int:draft_id>/materials/<code:material>/upload/", attaching.upload, name="upload"),
    path("apply/<int:draft_id>/files/<int:file_id>/", attaching.file, name="draft_file"),
    path("apply/<int:draft_id>/files/<int:file_id>/remove/", attaching.remove, name="remove_file"),
    path("apply/<int:draft_id>/check/", checking.check, name="check"),
    path("apply/<int:draft_id>/renew/", checking.renew, name="renew"),
    path("apply/<int:draft_id>/discard/", applying.discard, name="discard"),
    path("apply/<int:draft_id>/done/", checking.done, name="done"),
    path("my/account/", own_account.account, name="account"),
    path("my/account/password/", own_account.password, name="password"),
    path("my/account/confirm/", own_account.confirm, name="confirm_phone"),
    path("my/account/phone/", own_account.phone, name="phone"),
    path("my/account/phone/old/", own_account.ask_old_phone, name="ask_old_phone"),
    path("my/account/level/", own_account.level, name="level"),
    path("my/account/licence/", own_account.licence, name="licence"),
    path("my/account/close/", own_account.close, name="close_account"),
    path("my/mandates/", mandates.overview, name="mandates"),
    path("my/mandates/for/", mandates.switch, name="for_whom"),
    path("my/mandates/child/", mandates.child, name="mandate_child"),
    path("my/mandates/new/<slug:mandate_kind>/", mandates.new, name="mandate_new"),
    path("my/mandates/<int:mandate_id>/", mandates.mandate, name="mandate"),
    path("my/mandates/<int:mandate_id>/papers/<slug:which>/", mandates.paper, name="mandate_paper"),
    path("my/mandates/<int:mandate_id>/<slug:deed>/", mandates.act, name="mandate_act"),
    path("my/", space.overview, name="space"),
    path("my/messages/", space.messages, name="messages"),
    path("my/looks/", privacy.looks, name="looks"),
    path("my/copy/", privacy.copy, name="copy"),
    path("my/copy/file/", privacy.copy_file, name="copy_file"),
    path("my/messages/<int:notice_id>/", space.message, name="message"),
    path("my/cases/<number:number>/", space.case, name="case"),
    path("my/cases/<number:number>/letters/<int:letter_id>/", space.letter, name="letter"),
    path("my/cases/<number:number>/materials/<int:material_id>/", space.material, name="case_material"),
    path("my/cases/<number:number>/withdraw/", space.withdraw, name="withdraw"),
    path("my/cases/<number:number>/correct/", correcting.correct, name="correct"),
    path("my/cases/<number:number>/hearing/", hearing.hearing, name="hearing"),
    path("my/joint/<number:joint_number>/", joint.joint, name="joint"),
    path("my/joint/<number:joint_number>/letters/<int:joint_letter_id>/", joint.letter, name="joint_letter"),
    path("my/joint/<number:joint_number>/correct/", joint.correct, name="joint_correct"),
    path("my/joint/<number:joint_number>/withdraw/", joint.withdraw, name="joint_withdraw"),
    path("progress/", progress.progress, name="progress"),
    path("about/accessibility/", about.accessibility, name="accessibility"),
    path("about/agreement/", about.agreement, name="agreement"),
    path("about/privacy/", about.privacy, name="privacy"),
    path("robots.txt", about.robots, name="robots"),
]
