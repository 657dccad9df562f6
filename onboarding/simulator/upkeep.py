"""What the account does with a running campaign: new terms, a nudge (contract, section 3)."""

from typing import Any

from onboarding.simulator import campaigns, carrier_terms, notices, records
from onboarding.simulator.campaign_fields import read_mno_ids
from onboarding.simulator.errors import refusal
from onboarding.simulator.networks import ATT, DCAS, OSR_BITS
from onboarding.simulator.reading import Fields
from onboarding.simulator.tables import Campaign
from onboarding.simulator.work import Work

NUDGES = {"APPEAL_REJECTION": "DECLINED", "REVIEW": "PENDING"}
_LONGEST_NUDGE = 1024


def resubmit(work: Work, campaign: Campaign, body: dict[str, Any]) -> dict[str, Any]:
    """Works out the terms anew, of the carriers named or of all; refuses with 501, 509. It is no appeal."""
    fields = Fields(body)
    named = read_mno_ids(fields, body)
    fields.finish()
    brand, use_case = campaigns.qualify(work, campaign.brand_id, campaign.fields["usecase"])
    fresh = carrier_terms.carrier_terms(brand, use_case)
    campaign.terms = campaign.terms | {network: fresh[network] for network in map(str, named or fresh)}
    work.session.flush()
    text = f"The carriers' terms of campaign {campaign.id} were worked out anew."
    notices.about_campaign(work, campaign, brand, "CAMPAIGN_RESUBMISSION", text)
    return {"campaignId": campaign.id, "mnoMetadata": campaign.terms}


def nudge(work: Work, campaign: Campaign, body: dict[str, Any]) -> str:
    """Reminds the upstream partner, who may do what they like with it; refuses with 501, and 592 when there is nothing to remind of."""
    fields = Fields(body)
    intent = fields.choice("nudgeIntent", NUDGES, required=True)
    text = fields.text("description", 1, _LONGEST_NUDGE)
    fields.finish()
    last = records.last_share(work, campaign.id)
    if last is None or last.status != NUDGES[intent or ""]:
        raise refusal(592, f"Nothing above is {NUDGES[intent or '']}.", "nudgeIntent")
    brand = records.brand(work, campaign.brand_id)
    notices.about_campaign(
        work, campaign, brand, "CAMPAIGN_NUDGE", text or f"{intent} of campaign {campaign.id}.", dca=last.upstream
    )
    return f"{DCAS[last.upstream]} was reminded."


def osr_attributes(work: Work, campaign: Campaign, registered: set[int]) -> dict[str, Any]:
    """The campaign in the shared number registry; `registered` names the carriers on which it is active."""
    return {
        "msg_class": campaign.terms[str(ATT)]["msgClass"],
        "status": sum(1 << OSR_BITS[network] for network in registered),
        "brand_id": records.brand(work, campaign.brand_id).id,
    }
