"""Posts of a department: who holds them since when; created, renamed, ended."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from citong.channels.kit.guards import permitted
from citong.organisations import facade as organisations

from ...screens import official, sent, show, today
from ...structure_forms import PostCreation, PostRenaming
from .forms import fill_in

keepers = permitted(organisations.P.KEEP_STAFF)


@keepers
def posts(request: HttpRequest, department_id: int) -> HttpResponse:
    """The posts of a department, and who holds each since when and until when."""
    context = {
        "body": organisations.department_by_id(department_id),
        "posts": list(organisations.posts_with_holders(department_id, on=today())),
    }
    return show(request, "desk/keeping/posts.html", context)


@keepers
def creation(request: HttpRequest, department_id: int) -> HttpResponse:
    """A department gains a post."""
    body = organisations.department_by_id(department_id)
    form = PostCreation(sent(request))

    def create() -> None:
        organisations.create_post(department_id, **form.cleaned_data, by=official(request), at=timezone.now())

    return fill_in(
        request,
        form,
        verb=create,
        title=f"{body.short_name}新设岗位",
        go="设岗位",
        then="设了以后：安排人员上岗；办理流程要用到它的，由业务管理员写进流程。",
        said="岗位已经设了。",
        back=_posts(department_id),
    )


@keepers
def renaming(request: HttpRequest, post_id: int) -> HttpResponse:
    """A post is called otherwise."""
    post = organisations.post_by_id(post_id)
    form = PostRenaming(sent(request), initial={"name": post.name})

    def rename() -> None:
        organisations.rename_post(post_id, **form.cleaned_data, by=official(request), at=timezone.now())

    return fill_in(
        request,
        form,
        verb=rename,
        title=f"{post.department.short_name}的“{post.name}”改名",
        go="保存",
        then="保存后：只是叫法变了，职责和担任的人不变。",
        said="已经改名。",
        back=_posts(post.department_id),
    )


@keepers
@require_POST
def ending(request: HttpRequest, post_id: int) -> HttpResponse:
    """Nobody is appointed to this post any more."""
    post = organisations.end_post(post_id, by=official(request), at=timezone.now())
    messages.success(request, "岗位已经撤了。办理流程里还写着它的，请业务管理员改流程。")
    return redirect("desk:posts", post.department_id)


def _posts(department_id: int) -> str:
    return reverse("desk:posts", args=[department_id])
