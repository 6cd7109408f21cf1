import copy

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ledger.models import Recorded


class UserManager(BaseUserManager):
    use_in_migrations = True

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_superuser(self, email, password=None, name="", **fields):
        """Create whoever runs the site. Called by `manage.py createsuperuser`."""
        from accounts.actions import users

        user = users.create_operator(email=email, name=name or email.split("@")[0])
        user.set_password(password)
        user.save(update_fields=["password"])
        return user


class User(Recorded, AbstractBaseUser):
    """A person who signs in by e-mail. What they may do follows from their memberships alone.

    `is_operator` lets somebody run the site (organisations, people, memberships). It gives no
    voice: an operator without a membership cannot write a word into the record.
    """

    # Neither e-mail nor name: a person is never part of the public record.
    RECORDED = ("is_active", "is_operator")

    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(_("language"), max_length=5, default="es")
    is_active = models.BooleanField(_("can sign in"), default=True)
    is_operator = models.BooleanField(_("runs the site"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_one_account_per_email",
                violation_error_message=_("This address already has an account."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        """Keep addresses in lower case: people sign in with what they type."""
        super().clean()
        self.email = self.email.lower()

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @property
    def is_staff(self):
        """Django's admin asks this; our admin site asks its own rule (see `tracker.admin`)."""
        return self.is_operator

    @property
    def is_superuser(self):
        return False

    def has_perm(self, perm, obj=None):
        """Return False: rights come from memberships, not from Django's permission table."""
        return False

    def has_module_perms(self, app_label):
        return False

    @cached_property
    def all_memberships(self):
        """Return the memberships of all times, loaded once per request."""
        return list(self.memberships.select_related("organisation").order_by("pk"))

    def in_name_of(self, slug):
        """Return the same person with the rights of one of their organisations alone, or None."""
        own = [m for m in self.all_memberships if m.organisation.slug == slug]
        if not own:
            return None
        person = copy.copy(self)
        person.all_memberships = own
        return person

    def memberships_on(self, day):
        """Return the memberships in force on a date. Without an active account there are none."""
        if not self.is_active:
            return []
        return [membership for membership in self.all_memberships if membership.in_force(day)]

    @property
    def organisations_led(self):
        """Return the organisations whose members this person keeps today as their lead."""
        memberships = self.memberships_on(timezone.now().date())
        return [membership.organisation for membership in memberships if membership.is_lead]

    def acts_for(self, organisations, day):
        """Return those of some organisations that this person acts for on a date, each once."""
        mine = {membership.organisation_id for membership in self.memberships_on(day)}
        return [each for each in dict.fromkeys(organisations) if each.pk in mine]

    def membership_in(self, organisation_id, day):
        """Return the membership of one organisation in force on a date, or None."""
        for membership in self.memberships_on(day):
            if membership.organisation_id == organisation_id:
                return membership
        return None
