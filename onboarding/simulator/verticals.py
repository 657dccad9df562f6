"""The registry's 23 lines of business and the categories of a decline."""

VERTICALS = {
    "AGRICULTURE": "Agriculture",
    "COMMUNICATION": "Media and communication",
    "CONSTRUCTION": "Construction, materials and trades",
    "EDUCATION": "Education",
    "ENERGY": "Energy and utilities",
    "ENTERTAINMENT": "Entertainment",
    "FINANCIAL": "Financial services",
    "GAMBLING": "Gambling and lottery",
    "GOVERNMENT": "Government services and agencies",
    "HEALTHCARE": "Healthcare and life sciences",
    "HOSPITALITY": "Hospitality and travel",
    "HUMAN_RESOURCES": "Staffing and human resources",
    "INSURANCE": "Insurance",
    "LEGAL": "Legal",
    "MANUFACTURING": "Manufacturing",
    "NGO": "Non-profit organizations",
    "POLITICAL": "Political",
    "POSTAL": "Postal and delivery",
    "PROFESSIONAL": "Professional services",
    "REAL_ESTATE": "Real estate",
    "RETAIL": "Retail and consumer products",
    "TECHNOLOGY": "Information technology",
    "TRANSPORTATION": "Transportation and logistics",
}

REJECTION_CATEGORIES = (
    "BRAND_INCONSISTENCIES",
    "CALL_TO_ACTION",
    "CAMPAIGN_DESCRIPTION_OR_ATTRIBUTES",
    "DISALLOWED_CONTENT",
    "MANDATORY_MESSAGE_TERMINOLOGY",
    "PRIVACY_POLICY",
    "SAMPLE_MESSAGE",
    "TERMS_AND_CONDITIONS",
    "OTHER",
)
