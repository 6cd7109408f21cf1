"""What a password must be, besides Django's own rules (see AUTH_PASSWORD_VALIDATORS)."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LONGEST = 128


class MaximumLengthValidator:
    """Refuse what is so long that only a program would send it."""

    def __init__(self, max_length=LONGEST):
        self.max_length = max_length

    def validate(self, password, user=None):
        if len(password) > self.max_length:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self):
        return ngettext(
            "Your password can have at most %(count)d character.",
            "Your password can have at most %(count)d characters.",
            self.max_length,
        ) % {"count": self.max_length}


class SiteWordsValidator:
    """Refuse a password made of this site's own words, which are the first that anybody tries."""

    WORDS = (
        "gobierno abierto",
        "open government",
        "plan de accion",
        "action plan",
        "contrasena",
        "password",
        "secretariado",
        "secretariat",
        "compromiso",
        "commitment",
        "gobierno",
        "government",
        "onda",
    )
    # Characters that must be left when the site's words are taken away.
    LEFT_OVER = 6

    def validate(self, password, user=None):
        rest = re.sub(r"[\W\d_]", "", password.lower().replace("ó", "o").replace("ñ", "n"))
        without = rest
        for word in self.WORDS:
            without = without.replace(word.replace(" ", ""), "")
        if without != rest and len(without) < self.LEFT_OVER:
            raise ValidationError(
                _("This password is made of words of this site. Choose other words."),
                code="password_of_site_words",
            )

    def get_help_text(self):
        return _("Your password can’t be made of this site’s own words.")
