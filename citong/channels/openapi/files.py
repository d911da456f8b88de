"""Handing in files, before the application that they belong to."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile

from citong.kernel.files import take

from .answers import FileAnswer
from .edge import too_large
from .tags import FILES
from .tokens import Token, system_of

router = Router(tags=[FILES], auth=Token())


@router.post("/files", response={201: FileAnswer}, summary="上传文件")
def hand_in_file(request: HttpRequest, file: File[UploadedFile]) -> Status[FileAnswer] | HttpResponse:
    """上传一个材料文件（multipart/form-data，字段名 file）。得到的 key 只有上传的系统自己能用。"""
    if (file.size or 0) > settings.MAX_UPLOAD_BYTES:
        return too_large()
    upload = take(file.chunks(), name=file.name or "", by=system_of(request), at=timezone.now())
    return Status(
        201,
        FileAnswer(key=str(upload.key), name=upload.name, size=upload.file.size, digest=upload.file.digest),
    )
