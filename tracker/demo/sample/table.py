"""Who takes part in a synthetic plan: organisations of every side, one person each."""

from dataclasses import dataclass

from tracker.demo import people

SIDES = {"agency": "Dependencia", "cso": "Organización", "reviewer": "Revisión"}


@dataclass(frozen=True)
class Speaker:
    """An organisation and the person who acts for it."""

    organisation: object
    person: object


class Table:
    """The secretariat and the speakers of a plan, entered through the actions."""

    def __init__(self, slug, commitments, opened, since):
        """Enter so many organisations as suit the number of commitments."""
        self._slug, self._since, self._opened = slug, since, opened
        self._loader = people.open_loader(opened, name=slug)
        self.secretariat = self._enter("secretariat", "Secretaría", 1)
        self.agencies = self._many("agency", 3 + min(commitments // 10, 60))
        self.watchers = self._many("cso", 3 + min(commitments // 20, 40))
        (self.reviewer,) = self._many("reviewer", 1)
        loader = people.lay_down_rights(self._loader, opened)
        people.close_account(loader, self.secretariat.person, opened)

    def _many(self, kind, count):
        return [self._enter(kind, SIDES[kind], number) for number in range(1, count + 1)]

    def _enter(self, kind, name, number):
        slug = f"{self._slug}-{kind}-{number}"
        row = {
            "slug": slug,
            "name_es": f"{name} de muestra {number}",
            "name_en": f"Sample {kind} {number}",
            "acronym": f"{kind[:3].upper()}{number}",
            "kind": kind,
        }
        organisation = people.enter_organisation(row, self._loader, self._opened, is_example=True)
        account = {
            "email": f"{slug}@{people.DOMAIN}",
            "name": f"Persona {kind} {number}",
            "language": "es",
            "role": "lead",
            "since": self._since,
        }
        person = people.enter_person(account, organisation, self._loader, self._opened)
        return Speaker(organisation, person)
