"""How files come in: to disk in small chunks, never into memory, and not without limit."""

import io
import logging

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.db import DatabaseError

log = logging.getLogger(__name__)


class FilesToDisk(TemporaryFileUploadHandler):
    """Write each file to a temporary one. What is too large is counted to its end and not written.

    So its form can say how large it was and keep all the rest. One that the disk does not take is marked
    `is_lost`: the form says that too. Nobody who is not signed in makes us write anything.
    """

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        """Refuse a request that no honest form makes before it is read."""
        if content_length > settings.UPLOAD_MAX_REQUEST_BYTES:
            raise RequestDataTooBig

    def new_file(self, *args, **kwargs):
        if not self._is_somebody():
            raise SkipFile
        self._received = 0
        try:
            super().new_file(*args, **kwargs)
        except OSError:
            log.exception("A file that came in has no place on the disk")
            self.file = UploadedFile(io.BytesIO(), self.file_name, self.content_type)
            self.file.is_lost = True

    def receive_data_chunk(self, raw_data, start):
        self._received += len(raw_data)
        if self._received > settings.UPLOAD_MAX_BYTES or getattr(self.file, "is_lost", False):
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError:
            log.exception("A file that came in could not be written")
            self.file.is_lost = True

    def _is_somebody(self):
        try:
            return self.request.user.is_authenticated
        except (AttributeError, DatabaseError):
            return False
