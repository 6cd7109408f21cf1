"""Photos and pictures, saved anew: turned upright, and without anything but what is seen."""

import io
import threading
import zlib

from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from tracker.files.refusals import Refused

MOST_PIXELS = 50_000_000
FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
QUALITY = {
    "JPEG": {"quality": 90},
    "PNG": {"optimize": False},
    "WEBP": {"quality": 90},
}
BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, KeyError, IndexError, zlib.error)

# Asked below, before a single pixel is read; Pillow's own limit would only warn.
Image.MAX_IMAGE_PIXELS = None
# A large picture takes 200 MB of memory while it is open: one at a time in each process.
_one_at_a_time = threading.Lock()


def saved_anew(file, code):
    """Return a picture of the same kind with its pixels alone, as a file. Raises Refused."""
    with _one_at_a_time:
        try:
            return _save(_pixels(file, FORMATS[code]), FORMATS[code])
        except BROKEN:
            raise Refused(_("This picture is damaged, or is not what its name says.")) from None


def _pixels(file, form):
    """Open a picture and return it upright, in the colours that every screen shows."""
    file.seek(0)
    image = Image.open(file, formats=[form])
    if image.width * image.height > MOST_PIXELS:
        raise Refused(
            _("This picture has more than %(limit)d million pixels. Make it smaller.")
            % {"limit": MOST_PIXELS // 1_000_000}
        )
    if getattr(image, "n_frames", 1) > 1:
        raise Refused(_("This picture moves. Send a still one."))
    image.load()
    # Each step copies only where it must: a copy of a large picture is 150 MB.
    ImageOps.exif_transpose(image, in_place=True)
    profile = image.info.get("icc_profile")
    is_transparent = image.has_transparency_data and form != "JPEG"
    if profile:
        image = _in_common_colours(image, profile)
    mode = "RGBA" if is_transparent else "L" if image.mode in ("1", "L") else "RGB"
    if image.mode != mode:
        image = image.convert(mode)
    image.info = {}  # comments, EXIF with its place, XMP, thumbnails
    return image


def _in_common_colours(image, profile):
    """Return the picture in sRGB, so that it needs no profile; as it is where the profile is broken."""
    if image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        common = ImageCms.createProfile("sRGB")
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, own, common, outputMode="RGB")
    except (ImageCms.PyCMSError, *BROKEN):
        return image


def _save(image, form):
    saved = io.BytesIO()
    image.save(saved, form, **QUALITY[form])
    saved.seek(0)
    return File(saved)
