"""Every event that a notice may tell of, by category (contract, section 5)."""

CATEGORIES = ("BRAND", "CAMPAIGN", "CSP", "INCIDENCE", "VETTING")

_BRAND = {
    "BRAND_ADD": "A brand was added.",
    "BRAND_UPDATE": "A brand was edited.",
    "BRAND_DELETE": "A brand was deleted.",
    "BRAND_REVET": "A brand is being scored again.",
    "BRAND_IDENTITY_STATUS_UPDATE": "A brand's identity status was settled.",
    "BRAND_APPEAL_ADD": "An appeal was filed.",
    "BRAND_APPEAL_COMPLETE": "An appeal was decided.",
    "BRAND_MOCK_OTP": "The PIN of a mock sole proprietor, in place of a text.",
    "BRAND_OTP_VERIFIED": "A sole proprietor gave the right PIN.",
}
_CAMPAIGN = {
    "CAMPAIGN_ADD": "A campaign was registered.",
    "CAMPAIGN_UPDATE": "A campaign was edited.",
    "CAMPAIGN_BILLED": "A campaign was billed for a further month.",
    "CAMPAIGN_EXPIRED": "A campaign has expired.",
    "CAMPAIGN_RESUBMISSION": "The carriers' terms of a campaign were worked out anew.",
    "CAMPAIGN_NUDGE": "The upstream partner was reminded of a campaign.",
    "CAMPAIGN_SHARE_ADD": "A campaign was shared with the upstream partner.",
    "CAMPAIGN_SHARE_ACCEPT": "The upstream partner accepted a campaign.",
    "CAMPAIGN_SHARE_DELETE": "The upstream partner declined a campaign.",
    "CAMPAIGN_DCA_COMPLETE": "A campaign has an aggregator for each carrier.",
    "MNO_CAMPAIGN_OPERATION_REVIEW": "A carrier is reviewing a campaign.",
    "MNO_CAMPAIGN_OPERATION_APPROVED": "A carrier registered a campaign.",
    "MNO_CAMPAIGN_OPERATION_REJECTED": "A carrier rejected a campaign.",
    "MNO_CAMPAIGN_OPERATION_SUSPENDED": "A carrier suspended a campaign.",
    "MNO_CAMPAIGN_OPERATION_UNSUSPENDED": "A carrier no longer suspends a campaign.",
}
_CSP = {"CSP_ACTIVE": "The account is active.", "CSP_SUSPEND": "The account is suspended."}
_INCIDENCE = {"MNO_COMPLAINT": "A carrier complains of a campaign."}
_VETTING = {
    "EVP_REPORT_SCORE": "A vetting has its score.",
    "EVP_REPORT_FAIL": "A vetting failed.",
    "EVP_REPORT_IMPORT": "A vetting was imported.",
    "EVP_REPORT_EXPIRE": "A vetting has expired.",
    "BRAND_AUTHPLUS_VERIFICATION_ADD": "An Authentication+ has begun.",
    "BRAND_AUTHPLUS_DOMAIN_VERIFIED": "The domain of the contact's address is the company's.",
    "BRAND_AUTHPLUS_DOMAIN_FAILED": "The domain of the contact's address is not the company's.",
    "BRAND_AUTHPLUS_2FA_VERIFIED": "The contact gave the right PIN.",
    "BRAND_AUTHPLUS_VERIFICATION_COMPLETE": "An Authentication+ is complete.",
    "BRAND_AUTHPLUS_VERIFICATION_FAILED": "An Authentication+ failed.",
    "BRAND_AUTHPLUS_VERIFICATION_EXPIRED": "An Authentication+ has expired.",
    "BRAND_EMAIL_2FA_SEND": "The contact was sent a link and a PIN.",
}
_BY_CATEGORY = dict(zip(CATEGORIES, (_BRAND, _CAMPAIGN, _CSP, _INCIDENCE, _VETTING), strict=True))

# By event: its category and what it tells.
EVENTS = {event: (category, text) for category, events in _BY_CATEGORY.items() for event, text in events.items()}
