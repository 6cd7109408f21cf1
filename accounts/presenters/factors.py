"""Somebody's second factors, as they see them themselves."""

from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.urls import reverse


@dataclass(frozen=True)
class Passkey:
    name: str
    since: object
    used_at: object
    remove_url: str

    @classmethod
    def of(cls, authenticator):
        return cls(
            name=authenticator.wrap().name,
            since=authenticator.created_at,
            used_at=authenticator.last_used_at,
            remove_url=reverse("mfa_remove_webauthn", args=[authenticator.pk]),
        )


@dataclass(frozen=True)
class Factors:
    """`app` is the one with codes; `codes_left` is None where there are no recovery codes."""

    app: object = None
    passkeys: list[Passkey] = field(default_factory=list)
    codes_left: int | None = None

    @property
    def is_set_up(self):
        return bool(self.app or self.passkeys)

    @classmethod
    def of(cls, authenticators):
        by_type = {}
        for authenticator in authenticators:
            by_type.setdefault(authenticator.type, []).append(authenticator)
        codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
        return cls(
            app=next(iter(by_type.get(Authenticator.Type.TOTP, [])), None),
            passkeys=[Passkey.of(one) for one in by_type.get(Authenticator.Type.WEBAUTHN, [])],
            codes_left=len(codes[0].wrap().get_unused_codes()) if codes else None,
        )
