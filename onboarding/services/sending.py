"""Carrying a wish to the registry: the network step of a filing, with no transaction open.

The outcome says what was taken or refused; anything unclear raises Unavailable and is tried again later. Before a second
try we look: by reference id where the registry takes one, by comparing with the state read before the first try where it
does not (invariant 3).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onboarding.domain.chain import Step
from onboarding.domain.drafting.replies import pin_texts
from onboarding.domain.fees import dollars
from onboarding.domain.filing import CLEARED_OF_BRAND, CLEARED_OF_CAMPAIGN, campaign_edit
from onboarding.domain.states import Identity
from onboarding.services.errands import Errand
from onboarding.services.ports import AlreadyKnown, Messaging, NotFound, Problem, Refused, Unavailable
from onboarding.services.registry import Registry


@dataclass(frozen=True)
class Outcome:
    """What became of a wish: taken (with the registry's id and, for a campaign, its carriers) or refused.

    ``asked_monthly``: nothing was filed, since the registry asks so many cents a month, more than the owner agreed to.
    ``found``: it was there already, from a try whose answer was lost. ``gone``: it is not there, and nothing was asked for.
    """

    registry_id: str = ""
    carriers: Sequence[int] = ()
    problems: Sequence[Problem] = ()
    asked_monthly: int = 0
    found: bool = False
    gone: bool = False

    @property
    def refused(self) -> bool:
        """Was it turned down for good?"""
        return bool(self.problems)


PRICE_ROSE = "PRICE_ROSE"  # the code of our own refusal in the reason catalogue


class CannotDecide(Exception):
    """Nobody but a person can say whether the request was carried out; it is never repeated by itself."""


def read_before(errand: Errand, registry: Registry) -> dict[str, Any] | None:
    """The state to compare with after an unclear failure; None for steps that carry a reference id or repeat safely."""
    if errand.step is Step.SHARE:
        seen = registry.read_sharing(errand.campaign_id)
        return {"status": seen.status, "shared_at": seen.shared_at}
    if errand.step is Step.REVET_BRAND:
        brand = registry.read_brand(errand.brand_id)
        return {"identity": _known(brand.identity), "scoring": brand.scoring}
    if errand.step is Step.ORDER_MAIL:
        return {"vettings": _mails(errand, registry)}
    return None


def send(errand: Errand, registry: Registry, messaging: Messaging) -> Outcome:
    """Carry out one wish. Raises Unavailable (try later), Misconfigured, CannotDecide."""
    try:
        return _STEPS[errand.step](errand, registry, messaging)
    except Refused as refusal:
        return Outcome(problems=refusal.problems)


def _file_brand(errand: Errand, registry: Registry, _messaging: Messaging) -> Outcome:
    found = registry.find_brand(errand.reference) if errand.tried_before else None
    if found is not None:
        return Outcome(found, found=True)
    if errand.look_only:
        return _GONE
    try:
        return Outcome(registry.create_brand(errand.content.brand | _named(errand)))
    except AlreadyKnown:
        return Outcome(_looked_up(registry.find_brand(errand.reference), errand), found=True)


_GONE = Outcome(gone=True)


def _named(errand: Errand) -> dict[str, Any]:
    """The reference id; and the mark of a mock, which is free, where a rehearsal meets a real registry."""
    return {"referenceId": errand.reference} | ({"mock": True} if errand.mock else {})


def _file_campaign(errand: Errand, registry: Registry, _messaging: Messaging) -> Outcome:
    found = registry.find_campaign(errand.reference) if errand.tried_before else None
    if found is not None:
        return Outcome(found, _carriers_of(found, registry), found=True)
    if errand.look_only:
        return _GONE
    terms = registry.terms(errand.brand_id, errand.use_case)
    if terms.monthly_cents > errand.agreed_monthly_cost:
        words = f"{dollars(terms.monthly_cents)} asked a month, {dollars(errand.agreed_monthly_cost)} agreed to"
        return Outcome(problems=(Problem(PRICE_ROSE, words),), asked_monthly=terms.monthly_cents)
    request = errand.content.campaign | {"brandId": errand.brand_id, "referenceId": errand.reference}
    try:
        registry_id, carriers = registry.create_campaign(request)
    except AlreadyKnown:
        return Outcome(_looked_up(registry.find_campaign(errand.reference), errand), terms.carriers, found=True)
    return Outcome(registry_id, carriers)


def _carriers_of(campaign_id: str, registry: Registry) -> list[int]:
    """The carriers that take part in a campaign whose creation was not answered; none of one that has ended since."""
    try:
        terms = registry.carrier_terms(campaign_id)
    except (Refused, NotFound):
        return []
    return sorted(network for network, row in terms.items() if row.get("qualify", True))


def _looked_up(found: str | None, errand: Errand) -> str:
    if found is None:
        raise Unavailable(f"the registry knows reference {errand.reference} but does not show its record yet")
    return found


def _edit_brand(errand: Errand, registry: Registry, _messaging: Messaging) -> Outcome:
    # The same edit twice is the same edit. What is empty now has to be emptied there, too.
    registry.edit_brand(errand.brand_id, dict.fromkeys(CLEARED_OF_BRAND) | errand.content.brand)
    return Outcome(errand.brand_id)


def _revet_brand(errand: Errand, registry: Registry, _messaging: Messaging) -> Outcome:
    if errand.tried_before and errand.before is not None:
        now = registry.read_brand(errand.brand_id)
        if now.scoring or _known(now.identity) != _known(errand.before["identity"]):
            return Outcome(errand.brand_id, found=True)
        raise CannotDecide("the first request for a new identity check may have been carried out; it costs a fee")
    if errand.look_only:
        return _GONE
    registry.revet_brand(errand.brand_id)
    return Outcome(errand.brand_id)


def _send_pin(errand: Errand, registry: Registry, _messaging: Messaging) -> Outcome:
    """A PIN is free, and the newest one counts, so that sending it twice does no harm."""
    try:
        return Outcome(registry.send_pin(errand.brand_id, *pin_texts(errand.provider)))
    except Refused as refusal:
        # 506: verified already, which is what we want. 557 after lost answers: those codes did arrive.
        if refusal.has(506) or (refusal.has(557) and errand.tried_before):
            return Outcome(errand.brand_id)
        if refusal.has(557):
            raise Unavailable("the registry has sent too many codes to this mobile", wait=_AN_HOUR) from None
        raise


_AN_HOUR = 3600.0


def _mails(errand: Errand, registry: Registry) -> list[str]:
    """The Authentication+ vettings that the registry knows of a brand."""
    return sorted(each.vetting_id for each in registry.vettings(errand.brand_id) if each.kind == MAIL_KIND)


MAIL_PARTNER, MAIL_KIND = "AEGIS", "AUTHPLUS"


def _order_mail(errand: Errand, registry: Registry, _messaging: Messaging) -> Outcome:
    """Chargeable; the registry refuses a second order while one is pending or good (525, 592)."""
    if errand.tried_before and errand.before is not None:
        new = set(_mails(errand, registry)) - set(errand.before["vettings"])
        if new:
            return Outcome(min(new), found=True)
    if errand.look_only:
        return _GONE
    try:
        return Outcome(registry.order_vetting(errand.brand_id, MAIL_PARTNER, MAIL_KIND).vetting_id)
    except Refused as refusal:
        new = set(_mails(errand, registry)) - set((errand.before or {}).get("vettings", ()))
        if refusal.has(525, 592) and new:  # the order before was carried out, and its list was late
            return Outcome(min(new), found=True)
        raise


def _retire_campaign(errand: Errand, registry: Registry, _messaging: Messaging) -> Outcome:
    try:
        registry.deactivate_campaign(errand.campaign_id)  # deactivating again is the same deactivation
    except Refused as refusal:
        raise CannotDecide(f"the replaced campaign could not be ended: {refusal}") from None  # no owner can mend that
    return Outcome(errand.campaign_id)


def _known(identity: str) -> str:
    """A word that we know. One that we do not know proves no change: Unavailable, so that the brand is looked at again."""
    if identity and identity.lower() not in set(Identity):
        raise Unavailable(f"the registry shows an identity status that nobody knows: {identity!r}")
    return identity


def _edit_campaign(errand: Errand, registry: Registry, _messaging: Messaging) -> Outcome:
    edit = dict.fromkeys(CLEARED_OF_CAMPAIGN) | campaign_edit(errand.content.campaign)
    registry.edit_campaign(errand.campaign_id, edit)
    return Outcome(errand.campaign_id)


def _share(errand: Errand, registry: Registry, _messaging: Messaging) -> Outcome:
    if errand.tried_before and errand.before is not None:
        now = registry.read_sharing(errand.campaign_id)
        if now.shared_at != errand.before["shared_at"]:  # each share has its time; a strange status proves nothing
            return Outcome(errand.campaign_id, found=True)
    if errand.look_only:
        return _GONE
    registry.share(errand.campaign_id, errand.upstream)
    return Outcome(errand.campaign_id)


def _attach_number(errand: Errand, _registry: Registry, messaging: Messaging) -> Outcome:
    if messaging.attachment(errand.e164).campaign_id not in {"", errand.campaign_id}:
        messaging.detach(errand.e164)  # a number serves one campaign at a time (dossier 2.3)
    messaging.attach(errand.e164, errand.campaign_id)  # attaching again is the same attachment
    return Outcome(errand.e164)


_STEPS = {
    Step.FILE_BRAND: _file_brand,
    Step.FILE_CAMPAIGN: _file_campaign,
    Step.EDIT_BRAND: _edit_brand,
    Step.REVET_BRAND: _revet_brand,
    Step.SEND_PIN: _send_pin,
    Step.ORDER_MAIL: _order_mail,
    Step.EDIT_CAMPAIGN: _edit_campaign,
    Step.RETIRE_CAMPAIGN: _retire_campaign,
    Step.SHARE: _share,
    Step.ATTACH_NUMBER: _attach_number,
}
