"""Authentication+: shows that the contact of a public company speaks for it (contract, section 2.2).

Ordered, the domain of businessContactEmail is checked, a mail with a link and a PIN goes out, the contact answers.
"""

from datetime import timedelta
from typing import Any

from onboarding.simulator import agenda, magic, notices, records, standings
from onboarding.simulator.brand_tables import Vetting
from onboarding.simulator.clock import add_months
from onboarding.simulator.errors import refusal
from onboarding.simulator.tables import Brand
from onboarding.simulator.vetting_kinds import MONTHS
from onboarding.simulator.work import Work

KIND = "AUTHPLUS"
DEADLINE = "deadline"
_DEADLINE = timedelta(days=30)
_BETWEEN_MAILS = timedelta(hours=2)
# Anybody can have an address here, so it shows nothing about a company; these few stand for all (ours).
_FREE_MAIL = ("gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "aol.com", "icloud.com")


def ordered(work: Work, brand: Brand, vetting: Vetting) -> None:
    """Sets a new Authentication+ going."""
    _tell(work, brand, vetting, "VERIFICATION_ADD", "An Authentication+ was ordered.")
    agenda.schedule(work, "authplus_domain", brand.id, timedelta(0), vetting=vetting.seq)
    agenda.schedule(work, "authplus_deadline", brand.id, _DEADLINE, vetting=vetting.seq)


def domain_checked(work: Work, _brand_id: str, details: dict[str, Any]) -> None:
    brand, vetting = subject(work, details)
    if vetting.status != "PENDING":
        return
    domain = brand.fields["businessContactEmail"].rpartition("@")[2].lower()
    if brand.ein == magic.DOMAIN_FAILS or domain in _FREE_MAIL:
        _tell(work, brand, vetting, "DOMAIN_FAILED", f"The domain {domain} could not be shown to be the brand's.")
        fail(work, brand, vetting, "domain", "The domain of the e-mail address could not be shown to be the brand's.")
        return
    _tell(work, brand, vetting, "DOMAIN_VERIFIED", f"The domain {domain} is the brand's.")
    _mail(work, brand, vetting)
    if brand.ein != magic.CONTACT_SILENT:
        agenda.schedule(work, "authplus_answer", brand.id, work.config.paces.contact, vetting=vetting.seq)


def contact_answers(work: Work, _brand_id: str, details: dict[str, Any]) -> None:
    brand, vetting = subject(work, details)
    if vetting.status == "PENDING":
        complete(work, brand, vetting)


def deadline_passes(work: Work, _brand_id: str, details: dict[str, Any]) -> None:
    brand, vetting = subject(work, details)
    if vetting.status == "PENDING":
        fail(work, brand, vetting, DEADLINE, "The contact did not answer within 30 days.")


def expires(work: Work, _brand_id: str, details: dict[str, Any]) -> None:
    brand, vetting = subject(work, details)
    if vetting.status == "ACTIVE":
        _expire(work, brand, vetting)


def complete(work: Work, brand: Brand, vetting: Vetting) -> None:
    """The contact has answered: ACTIVE, and campaigns are taken."""
    vetting.status, vetting.failure, vetting.reasons = "ACTIVE", None, []
    vetting.vetted_at, vetting.valid_until = work.now, add_months(work.now, MONTHS[KIND])
    standings.of(work, brand).email_verified_at = work.now
    _tell(work, brand, vetting, "2FA_VERIFIED", "The contact answered.")
    _tell(work, brand, vetting, "VERIFICATION_COMPLETE", "The Authentication+ is complete.")
    _strike(work, brand)
    agenda.schedule_at(work, "authplus_expires", brand.id, vetting.valid_until, vetting=vetting.seq)


def fail(work: Work, brand: Brand, vetting: Vetting, failure: str, reason: str) -> None:
    vetting.status, vetting.failure, vetting.reasons, vetting.vetted_at = "FAILED", failure, [reason], work.now
    _tell(work, brand, vetting, "VERIFICATION_FAILED", reason)
    _strike(work, brand)


def contact_changed(work: Work, brand: Brand) -> None:
    """A new businessContactEmail: refused with 592 while the old one is asked, ends what the old one has shown."""
    if standings.vetting_with(work, brand, "PENDING", kind=KIND) is not None:
        raise refusal(592, "An Authentication+ of this address is pending.", "businessContactEmail")
    standings.of(work, brand).email_verified_at = None
    active = standings.vetting_with(work, brand, "ACTIVE", kind=KIND)
    if active is not None:
        _expire(work, brand, active)
        _strike(work, brand)


def send_again(work: Work, brand: Brand) -> None:
    """Another mail to the contact; refuses with 565 when none is pending, 592 within two hours of the last one."""
    pending = standings.vetting_with(work, brand, "PENDING", kind=KIND)
    if pending is None or work.now >= pending.created_at + _DEADLINE:
        raise refusal(565, "There is no Authentication+ to send again; order anew.", "vettingClass")
    if pending.mailed_at is None or work.now < pending.mailed_at + _BETWEEN_MAILS:
        raise refusal(592, "The mail is sent once in two hours at most.", "brandId")
    _mail(work, brand, pending)


def subject(work: Work, details: dict[str, Any]) -> tuple[Brand, Vetting]:
    """Whom a happening on the agenda is about."""
    vetting = work.session.get_one(Vetting, details["vetting"])
    return records.brand(work, vetting.brand_id), vetting


def _mail(work: Work, brand: Brand, vetting: Vetting) -> None:
    vetting.mailed_at = work.now
    notices.about_vetting(work, brand, vetting, "BRAND_EMAIL_2FA_SEND", "The mail to the contact was sent.")


def _expire(work: Work, brand: Brand, vetting: Vetting) -> None:
    vetting.status, vetting.expired_at = "EXPIRED", work.now
    _tell(work, brand, vetting, "VERIFICATION_EXPIRED", "The Authentication+ has expired.")


def _strike(work: Work, brand: Brand) -> None:
    """One Authentication+ at a time is under way, so what is still to come is all of this one."""
    agenda.cancel(work, brand.id, "authplus_domain", "authplus_answer", "authplus_deadline", "authplus_expires")


def _tell(work: Work, brand: Brand, vetting: Vetting, event: str, description: str) -> None:
    notices.about_vetting(work, brand, vetting, f"BRAND_AUTHPLUS_{event}", description)
