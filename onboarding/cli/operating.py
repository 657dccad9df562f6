"""Commands for the operator's day: what notices missed, and new credentials."""

import argparse
import getpass
import os
import sys
from datetime import timedelta
from pathlib import Path

from onboarding.cli.commands import built
from onboarding.services import credentials as accounts
from onboarding.services import drift as drifts
from onboarding.services import proving_documents
from onboarding.services.work import reading, transaction
from onboarding.settings import Settings


def drift(settings: Settings, options: argparse.Namespace) -> int:
    """Changes that no notice announced, newest first, with the longest time that we were without them."""
    with built(settings) as ports, reading(ports) as session:
        found = drifts.missed(session, ports.clock.now(), within=timedelta(days=options.days))
    for row in found.rows:
        moved = f"{row.machine}: {row.before} → {row.after}"
        late = drifts.in_words(row.late)
        print(f"{row.at:%Y-%m-%d %H:%M:%S}  {row.object_id:<16} {moved:<40} at most {late} late  ({row.business})")
    if not found.rows:
        print(f"Every change of the last {options.days} days was announced by a notice.")
        return 0
    print(
        f"{len(found.rows)} changes were announced by no notice; known at most {drifts.in_words(found.median)} late in "
        f"half of them, {drifts.in_words(found.longest)} in the worst. Do notices reach us? onboarding subscribe"
    )
    return 0


def credentials(settings: Settings, _options: argparse.Namespace) -> int:
    """Put a new key and secret in force: from REGISTRY_NEW_KEY and REGISTRY_NEW_SECRET, or asked for."""
    key = os.environ.get("REGISTRY_NEW_KEY") or input("New API key: ").strip()
    secret = os.environ.get("REGISTRY_NEW_SECRET") or getpass.getpass("New API secret: ")
    with built(settings) as ports:
        try:
            with transaction(ports) as session:
                accounts.rotate(session, ports.vault, key, secret, by="cli", at=ports.clock.wall())
        except ValueError as problem:
            sys.stderr.write(f"{problem}\n")
            return 2
    print(
        "In force with the next request of each process; notices signed with the old secret are taken for one more day."
    )
    return 0


def verify_documents(settings: Settings, options: argparse.Namespace) -> int:
    """Prove every chain of published documents; 1 when a byte, a link or an end does not fit."""
    with built(settings) as ports:
        chains = proving_documents.prove(ports)
    wrong = [fault for chain in chains for fault in chain.faults]
    if options.against:
        try:
            noted = dict(
                line.split(maxsplit=1) for line in Path(options.against).read_text("utf-8").splitlines() if line
            )
        except (OSError, ValueError) as error:
            sys.stderr.write(f"{options.against} can't be read as lines of a document and its digest: {error}\n")
            return 2
        wrong += proving_documents.against(chains, noted)
    if options.heads:
        for chain in chains:
            print(f"{chain.document} {chain.head}")
    for fault in wrong:
        sys.stderr.write(f"{fault.document}, link {fault.sequence}: {fault.what}\n")
    if not options.heads:
        links = sum(chain.length for chain in chains)
        print(
            f"{len(chains)} documents with {links} publications: {'all as they were made' if not wrong else 'NOT as they were made'}."
        )
    return 1 if wrong else 0
