"""How django-allauth's second factors behave here: an app with codes, passkeys, recovery codes."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.authorization.second_factor import must_have_second_factor

# What counts as a second factor; recovery codes only stand in for one.
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Adapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "This code is not right, or was used already. Wait for the next one and type that."
        ),
        "cannot_delete_authenticator": _(
            "You need a second factor. Add another one before you remove this one."
        ),
        "cannot_generate_recovery_codes": _(
            "Recovery codes stand in for a second factor. Set one up first."
        ),
    }

    def get_totp_issuer(self):
        return "Onda"

    def _get_site_name(self):
        return "Onda"

    def build_totp_svg(self, url):
        """Return the code to photograph as markup that stands in the page itself."""
        import qrcode
        from qrcode.image.svg import SvgPathImage

        image = qrcode.make(url, image_factory=SvgPathImage)
        return SafeString(image.to_string(encoding="unicode"))

    def can_delete_authenticator(self, authenticator):
        """Return whether something is left where a second factor is needed."""
        user = authenticator.user
        if not must_have_second_factor(user, timezone.now().date()):
            return True
        others = Authenticator.objects.filter(user=user, type__in=KINDS)
        return others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user, type):  # noqa: A002 -- named by allauth
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey %(number)s") % {"number": number}
