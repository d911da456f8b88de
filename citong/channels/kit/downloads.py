"""Files on their way to a browser: under a safe name, never run as a page of ours, never kept by others."""

from typing import BinaryIO

from django.http import FileResponse


def download(content: BinaryIO, *, name: str, media_type: str) -> FileResponse:
    """The file, to be saved. What somebody uploaded is not run here, whatever it is."""
    answer = _private(FileResponse(content, as_attachment=True, filename=name, content_type=media_type))
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def shown(content: BinaryIO, *, name: str, media_type: str) -> FileResponse:
    """The file, to be looked at in its place on a page (headers.shown_beside); only for pictures and PDF."""
    return _private(FileResponse(content, filename=name, content_type=media_type))


def _private(answer: FileResponse) -> FileResponse:
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
