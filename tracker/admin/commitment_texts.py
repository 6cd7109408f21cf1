import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.admin.forms import ActionForm
from accounts.models import Organisation
from tracker.actions.commitment_texts import adopt_text
from tracker.admin.base import CommitmentField, FrameAdmin, PlanOfCommitmentFilter


class CommitmentTextForm(ActionForm):
    # Made when the form is first shown, so that one that is sent twice adopts once.
    uid = forms.CharField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
    commitment = CommitmentField(label=_("commitment"))
    agreed_by = forms.ModelMultipleChoiceField(
        Organisation.objects.all(),
        required=False,
        label=_("agreed by"),
        help_text=_("The organisations with a seat at the table that agreed to this wording."),
    )

    extra = (*ActionForm.extra, "uid")

    def form_uid(self):
        """Return the form's own identifier, or None where a sending lost it."""
        try:
            return uuid.UUID(self.cleaned_data["uid"])
        except ValueError:
            return None

    def narrow(self):
        """Offer the organisations with a seat at the commitment's table."""
        if "commitment" not in self.fields:
            return
        self.fields["commitment"].narrow(self.user)
        reference = self.data.get("commitment") or self.initial.get("commitment") or ""
        slug, _slash, number = str(reference).partition("/")
        seated = Organisation.objects.none()
        if number.strip().isdecimal() and len(number) < 6:
            seated = Organisation.objects.filter(
                seats__commitment__plan__slug=slug.strip(), seats__commitment__number=int(number)
            ).distinct()
        self.fields["agreed_by"].queryset = seated


class CommitmentTextAdmin(FrameAdmin):
    """Versions of the official wording. A new wording is a new version; none is ever changed."""

    form = CommitmentTextForm
    list_display = ("commitment", "number", "adopted_date", "source")
    list_display_links = ("commitment", "number")
    list_filter = (PlanOfCommitmentFilter,)
    search_fields = ("commitment__title_es", "commitment__title_en", "body_es", "body_en")
    plan_path = "commitment__plan"
    filtered_by = ("commitment__id__exact",)
    view_on_site = False

    def get_fieldsets(self, request, obj=None):
        names = ("adopted_date", ("body_es", "body_en"), "source", ("reason_es", "reason_en"))
        number = ("number",) if obj else ()
        return ((None, {"fields": ("commitment", *number, *names, "agreed_by")}),)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("commitment__plan__secretariat")

    def add(self, by, fields, form):
        return adopt_text(by=by, uid=form.form_uid(), **fields)
