"""Files on their way to a browser: saved under a safe name, never shown as a page of ours, never kept by others."""

from typing import BinaryIO

from django.http import FileResponse


def download(content: BinaryIO, *, name: str, media_type: str) -> FileResponse:
    """The file, to be saved. What somebody uploaded is not run here, whatever it is."""
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
