"""What a read of a brand means for us: its identity, and what it has proved beyond that."""

from collections.abc import Sequence
from datetime import datetime

from onboarding.domain import proof
from onboarding.domain.states import Identity, Machine, Proof
from onboarding.services.looking import Look
from onboarding.services.registry import BrandSeen
from onboarding.services.registry_proofs import Vetting
from onboarding.services.sending import MAIL_KIND
from onboarding.store.brands import Brand


def apply(look: Look, brand: Brand, seen: BrandSeen, vettings: Sequence[Vetting], asked_at: datetime) -> None:
    """Write what was seen of a brand."""
    brand.observed_at = asked_at
    brand.attributes, brand.feedback = dict(seen.attributes), [dict(item) for item in seen.feedback]
    codes = ",".join(e.get("code", "") for item in seen.feedback for e in item.get("errors", []))
    look.found(brand, Machine.IDENTITY, Identity, _identity(seen), reason=codes)
    if brand.identity is not Identity.SCORING:
        mails = [each.status for each in sorted(vettings, key=lambda v: v.created_at) if each.kind == MAIL_KIND]
        shown = proof.seen(brand.entity_type, before=brand.proof, verified=brand.identity.is_good, mails=mails)
        # Their word is told as theirs, so that none of it can be taken for one of ours.
        look.found(brand, Machine.PROOF, Proof, f"mail {mails[-1]}" if shown is Proof.UNKNOWN else shown)
    brand.unknown_words = look.unknown


def _identity(seen: BrandSeen) -> str:
    if seen.deleted:
        return Identity.DELETED
    return Identity.SCORING if seen.scoring else seen.identity
