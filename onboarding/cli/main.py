"""``onboarding``: the command line.

What a command needs is imported only when it is asked for: a tool of its own, such as ``check``, starts in a fraction of a
second because it loads neither Flask nor SQLAlchemy.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from onboarding.cli.preconditions import CannotStart
from onboarding.settings import SettingsError, from_env

Options = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True)
class Command:
    """A command: ``module:function`` to call with settings and options, or with the options where it stands alone.

    ``options`` adds its options; as text it is a ``module:function``, too. ``misused`` is the exit code for bad usage.
    """

    name: str
    run: str
    help: str
    options: Options | str | None = None
    alone: bool = False
    misused: int = 2


def named(where: str) -> Any:
    """The function that ``module:function`` names, the module being one of this room."""
    module, _, name = where.partition(":")
    return getattr(import_module(f"onboarding.cli.{module}"), name)


def _worker(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "--queues",
        default="registry,reads,mail,documents,pages",
        help="queues, separated by commas; the first go first",
    )
    options.add_argument("--simple", action="store_true", help="work in this process instead of forking (laptops)")


def _db(options: argparse.ArgumentParser) -> None:
    options.add_argument("action", choices=["upgrade", "check", "draft"])
    options.add_argument("message", nargs="?", default="change", help="what a drafted revision does")


def _staff(options: argparse.ArgumentParser) -> None:
    options.add_argument("action", choices=["add"])
    options.add_argument("email")


def _operator(options: argparse.ArgumentParser) -> None:
    options.add_argument("business", help="the business's id, as in its addresses")


def _drift(options: argparse.ArgumentParser) -> None:
    options.add_argument("--days", type=int, default=30, help="how far to look back")


def _credentials(options: argparse.ArgumentParser) -> None:
    options.add_argument("action", choices=["rotate"])


def _rehearse(options: argparse.ArgumentParser) -> None:
    options.add_argument("--scenario", choices=["approve", "decline-fix", "suspend"], default="approve")
    options.add_argument("--json", action="store_true", help="one JSON object a line")
    options.add_argument("--watch", action="store_true", help="leave the work to the running workers")
    options.add_argument("--patience", type=float, default=120.0, help="seconds to wait for each stage")


def _explain(options: argparse.ArgumentParser) -> None:
    options.add_argument("number")
    options.add_argument("recipient")


def _verify(options: argparse.ArgumentParser) -> None:
    options.add_argument(
        "--heads", action="store_true", help="print the last digest of each chain, to be kept elsewhere"
    )
    options.add_argument("--against", metavar="FILE", help="a file of such digests that must still be in the chains")


COMMANDS: tuple[Command, ...] = (
    Command("up", "commands:up", "Start everything on this machine under one supervisor (development)."),
    Command("web", "commands:web", "Serve the web application with gunicorn."),
    Command("worker", "commands:worker", "Work on the queues.", _worker),
    Command("scheduler", "commands:scheduler", "Sweep and poll: rings for work that is due."),
    Command(
        "simulate",
        "simulate:run",
        "Run the practice registry, carriers and handsets.",
        "simulate:add_options",
        alone=True,
    ),
    Command("db", "commands:db", "Migrate or check the database.", _db),
    Command("staff", "commands:staff", "Manage people of the review desk.", _staff),
    Command("operator", "commands:operator", "Choose whose number sends our own texts.", _operator),
    Command("seed", "commands:seed", "Make demo logins and register the operator's business at the simulator."),
    Command("drift", "operating:drift", "List changes that no notice announced, and how late we knew.", _drift),
    Command(
        "credentials",
        "operating:credentials",
        "Change the registry account's key and secret while all runs.",
        _credentials,
    ),
    Command("subscribe", "commands:subscribe", "Ask registry and messaging provider to send us their notices."),
    Command(
        "rehearse",
        "commands:rehearse",
        "Drive one business through everything and prove this deployment.",
        _rehearse,
    ),
    Command("explain", "commands:explain", "Say whether a number may text a recipient now, and why not.", _explain),
    Command(
        "verify-documents",
        "operating:verify_documents",
        "Prove that no published document was changed, and nothing taken out of its history.",
        _verify,
    ),
    Command(
        "classify",
        "classify:run",
        "Say what an inbound text asks for: opt_out, opt_in, help, ambiguous or none.",
        "classify:add_options",
        alone=True,
    ),
    Command("doctor", "commands:doctor", "Say what is wrong with this deployment and how to mend it."),
    Command(
        "check",
        "check:run",
        "Check a registration before it is filed, and say what a reviewer would decline.",
        "check:add_options",
        alone=True,
        misused=3,
    ),
    Command(
        "check-page",
        "check_page:run",
        "Check a privacy policy, terms, a sign-up page or a website, given as HTML.",
        "check_page:add_options",
        alone=True,
        misused=3,
    ),
    Command(
        "translate",
        "translate:run",
        "Say what a reviewer's code or text means and what to do.",
        "translate:add_options",
        alone=True,
    ),
    Command("rules", "rules_page:run", "Print the page of preflight's rules (docs/rules.md).", alone=True),
    Command("states", "commands:states", "Print the page of states and moves (docs/states.md)."),
    Command("shell", "commands:shell", "A Python shell with everything wired up."),
)


class Parser(argparse.ArgumentParser):
    """Refuses with the exit code of the command that is misused."""

    misused = 2

    def error(self, message: str) -> Any:
        """What is wrong, below the usage."""
        self.print_usage(sys.stderr)
        self.exit(self.misused, f"{self.prog}: error: {message}\n")


def parser(only: str | None = None) -> argparse.ArgumentParser:
    """Every command with its help; ``run`` on the result is the ``module:function`` to call.

    With the name of a command, only its options are there: others need what it may not need.
    """
    top = Parser(prog="onboarding", description="Greenlight: gets US business numbers approved for texting.")
    sub = top.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        made = sub.add_parser(command.name, help=command.help, description=command.help)
        made.set_defaults(run=command.run, alone=command.alone)
        made.misused = command.misused
        if only in {None, command.name} and command.options:
            (named(command.options) if isinstance(command.options, str) else command.options)(made)
        if only == command.name:
            top.misused = command.misused
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; settings that are not fit, or a start that cannot be, are told in plain sentences."""
    given = sys.argv[1:] if arguments is None else arguments
    options = parser(next((each for each in given if not each.startswith("-")), "")).parse_args(given)
    try:
        run = named(options.run)
        if options.alone:  # a tool of its own, which asks for none of our settings
            return int(run(options))
        settings = from_env(os.environ)
        named("commands:configure_logging")(settings)
        return int(run(settings, options) or 0)
    except (SettingsError, CannotStart) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except BrokenPipeError:  # who read our lines has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
