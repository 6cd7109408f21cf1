from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.actions.second_factor import reset_from_command_line
from accounts.models import User


class Command(BaseCommand):
    help = "Take away the second factor of whoever runs the site and lost it."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, email, **options):
        user = User.objects.filter(email__iexact=email, is_operator=True).first()
        if user is None:
            raise CommandError(
                f"Nobody who runs the site has the address {email}. For anybody else, use the administration."
            )
        try:
            reset_from_command_line(user=user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write("The second factor was taken away; the next sign-in asks for a new one.")
