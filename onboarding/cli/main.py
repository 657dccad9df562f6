"""``onboarding``: the command line."""

import argparse
import os
import sys
from collections.abc import Sequence

from onboarding.cli import commands, operating, simulate
from onboarding.cli.preconditions import CannotStart
from onboarding.settings import SettingsError, from_env


def parser() -> argparse.ArgumentParser:
    """Every command with its help; ``run`` on the result is the function to call."""
    top = argparse.ArgumentParser(
        prog="onboarding", description="Greenlight: gets US business numbers approved for texting."
    )
    sub = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: object, text: str) -> argparse.ArgumentParser:
        made = sub.add_parser(name, help=text, description=text)
        made.set_defaults(run=run, alone=False)
        return made

    command("up", commands.up, "Start everything on this machine under one supervisor (development).")
    command("web", commands.web, "Serve the web application with gunicorn.")
    worker = command("worker", commands.worker, "Work on the queues.")
    worker.add_argument(
        "--queues",
        default="registry,reads,mail,documents,pages",
        help="queues, separated by commas; the first go first",
    )
    worker.add_argument("--simple", action="store_true", help="work in this process instead of forking (laptops)")
    command("scheduler", commands.scheduler, "Sweep and poll: rings for work that is due.")
    practice = command("simulate", simulate.run, "Run the practice registry, carriers and handsets.")
    practice.set_defaults(alone=True)
    simulate.add_options(practice)

    database = command("db", commands.db, "Migrate or check the database.")
    database.add_argument("action", choices=["upgrade", "check", "draft"])
    database.add_argument("message", nargs="?", default="change", help="what a drafted revision does")

    staff = command("staff", commands.staff, "Manage people of the review desk.")
    staff.add_argument("action", choices=["add"])
    staff.add_argument("email")
    operator = command("operator", commands.operator, "Choose whose number sends our own texts.")
    operator.add_argument("business", help="the business's id, as in its addresses")
    command("seed", commands.seed, "Make demo logins and register the operator's business at the simulator.")
    drifted = command("drift", operating.drift, "List changes that no notice announced, and how late we knew.")
    drifted.add_argument("--days", type=int, default=30, help="how far to look back")
    account = command(
        "credentials", operating.credentials, "Change the registry account's key and secret while all runs."
    )
    account.add_argument("action", choices=["rotate"])
    command("subscribe", commands.subscribe, "Ask registry and messaging provider to send us their notices.")

    rehearse = command(
        "rehearse", commands.rehearse, "Drive one business through everything and prove this deployment."
    )
    rehearse.add_argument("--scenario", choices=["approve", "decline-fix", "suspend"], default="approve")
    rehearse.add_argument("--json", action="store_true", help="one JSON object a line")
    rehearse.add_argument("--watch", action="store_true", help="leave the work to the running workers")
    rehearse.add_argument("--patience", type=float, default=120.0, help="seconds to wait for each stage")

    explain = command("explain", commands.explain, "Say whether a number may text a recipient now, and why not.")
    explain.add_argument("number")
    explain.add_argument("recipient")
    command("doctor", commands.doctor, "Say what is wrong with this deployment and how to mend it.")
    command("states", commands.states, "Print the page of states and moves (docs/states.md).")
    command("shell", commands.shell, "A Python shell with everything wired up.")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; settings that are not fit, or a start that cannot be, are told in plain sentences."""
    options = parser().parse_args(arguments)
    try:
        if options.alone:  # a tool of its own, which asks for none of our settings
            return int(options.run(options))
        settings = from_env(os.environ)
        commands.configure_logging(settings)
        return int(options.run(settings, options) or 0)
    except (SettingsError, CannotStart) as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
