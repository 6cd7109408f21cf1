"""A piece of evidence as pages show it: a link, or a file with its size and fingerprint."""

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tracker.files.kinds import KINDS
from tracker.models import Evidence, Upload
from tracker.presenters.dates import as_day, day_text
from tracker.presenters.tombstones import of_piece

MOST_SHOWN = 3
KIND_OF_TYPE = {kind.media_type: kind for kind in KINDS.values()}


@dataclass(frozen=True)
class FileView:
    """Arguments of `components/file.html`; see there."""

    name: str
    kind: str
    size: str
    sha256: str
    erased_on: str = ""

    @property
    def fingerprint(self) -> str:
        return self.sha256[:12]


@dataclass(frozen=True)
class ChosenFile:
    """A file in a row of a form, before it is published: what it hides, and where else it is shown."""

    view: FileView
    uid: str
    warnings: list[str]
    must_be_looked_at: bool
    same_as: int | None
    shown_in: list[dict[str, str]]


def chosen_file(upload: Upload, same_as: int | None) -> ChosenFile:
    """Return a file of `queries.uploads.files_to_choose`. `same_as` is an earlier row with the same bytes."""
    shown = [
        {"url": entry.get_absolute_url(), "label": str(entry)}
        for entry in upload.shown_in[:MOST_SHOWN]
    ]
    must = upload.must_be_looked_at
    return ChosenFile(file_view(upload), str(upload.uid), warnings_of(upload), must, same_as, shown)


def file_view(upload: Upload) -> FileView:
    erased = day_text(as_day(upload.erased_at)) if upload.erased_at else ""
    kind = str(KINDS[upload.kind].label)
    return FileView(upload.name, kind, filesizeformat(upload.size), upload.sha256, erased)


def piece_view(piece: Evidence) -> dict[str, Any]:
    """Return a piece of evidence as `components/piece.html` takes it."""
    # Whoever may not read its title may not read the name of its file either.
    gone = of_piece(piece)
    upload = None if gone else piece.upload
    address = piece.url if upload is None else "" if upload.is_erased else upload.get_absolute_url()
    return {
        "title": gone or piece.title,
        "url": address,
        "on": piece.fact_date,
        "relation": piece.relation,
        "file": file_view(upload) if upload else None,
        "link_note": "" if gone else link_note(piece),
    }


def recorded_piece(told: dict[str, Any]) -> dict[str, Any]:
    """Return a piece as the history wrote it down. A file has no address there: its entry has."""
    file = None
    if "sha256" in told:
        kind = KIND_OF_TYPE.get(told["type"])
        label = str(kind.label) if kind else told["type"]
        file = FileView(told["name"], label, filesizeformat(told["size"]), told["sha256"])
    return {
        "title": told["title"],
        "url": told.get("url", ""),
        "relation": told["relation"],
        "file": file,
        "link_note": "",
    }


def link_note(piece: Evidence) -> str:
    """Say what came of asking a link, where it was asked."""
    if piece.link_checked_at is None:
        return ""
    sentence = {
        Evidence.LinkState.ANSWERS: _("answered on %(day)s"),
        Evidence.LinkState.MOVED: _("had moved on %(day)s"),
        Evidence.LinkState.GONE: _("was gone on %(day)s"),
        Evidence.LinkState.NO_ANSWER: _("did not answer on %(day)s"),
    }.get(Evidence.LinkState(piece.link_state), "")
    return sentence % {"day": day_text(as_day(piece.link_checked_at))} if sentence else ""


def warnings_of(upload: Upload) -> list[str]:
    """Return in sentences what a file holds that its sender may not see."""
    return [sentence for warning in upload.warnings if (sentence := _warning(warning))]


def _warning(warning: dict[str, Any]) -> str:
    count = warning.get("count", 0)
    names = ", ".join(_("“%(name)s”") % {"name": name} for name in warning.get("names", []))
    match warning["code"]:
        case "hidden_sheet":
            count = len(warning["names"])
            return ngettext(
                "This workbook has %(count)d hidden sheet: %(names)s. Readers can open it.",
                "This workbook has %(count)d hidden sheets: %(names)s. Readers can open them.",
                count,
            ) % {"count": count, "names": names}
        case "hidden_lines":
            return ngettext(
                "It has %(count)d hidden row or column. Readers can show it.",
                "It has %(count)d hidden rows or columns. Readers can show them.",
                count,
            ) % {"count": count}
        case "tracked":
            sentence = ngettext(
                "It keeps %(count)d tracked change, with what stood there before.",
                "It keeps %(count)d tracked changes, with what stood there before.",
                count,
            ) % {"count": count}
        case "comment":
            sentence = ngettext(
                "It has %(count)d comment.", "It has %(count)d comments.", count
            ) % {"count": count}
        case "hidden_slide":
            return ngettext(
                "It has %(count)d hidden slide.", "It has %(count)d hidden slides.", count
            ) % {"count": count}
        case "notes":
            return ngettext(
                "%(count)d slide has speaker notes.", "%(count)d slides have speaker notes.", count
            ) % {"count": count}
        case "embedded":
            return ngettext(
                "It has %(count)d other file inside, which was not looked through.",
                "It has %(count)d other files inside, which were not looked through.",
                count,
            ) % {"count": count}
        case "unread":
            return _("It is too large to be looked through whole.")
        case "author":
            return _("It names who wrote it: %(names)s.") % {"names": names}
        case _:
            return ""
    return f"{sentence} {_('It names: %(names)s.') % {'names': names}}" if names else sentence
