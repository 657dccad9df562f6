"""A complete and plausible registration: what rehearsals file and the operator's seed is told from."""

from onboarding.domain.answers import Answers, EntityType, OptInMethod
from onboarding.domain.drafting.drafts import with_drafts
from onboarding.domain.drafting.story import message_flow


def example_answers() -> Answers:
    """A complete and plausible registration."""
    told = Answers(
        entity_type=EntityType.PRIVATE_PROFIT,
        legal_name="Rehearsal Bakery, LLC",
        display_name="Rehearsal Bakery",
        vertical="HOSPITALITY",
        street="12 Main Street",
        city="Lakeland",
        state="FL",
        zip_code="33811",
        phone="(863) 555-0188",
        email="hello@rehearsal-bakery.example",
        website="https://www.rehearsal-bakery.example",
        use_case="LOW_VOLUME",
        sub_use_cases=("CUSTOMER_CARE", "ACCOUNT_NOTIFICATION"),
        description="Rehearsal Bakery texts customers who ordered a cake about pickup times and answers their questions.",
        opt_in_methods=(OptInMethod.WEBSITE.value,),
        opt_in_page="https://www.rehearsal-bakery.example/texts",
        sample1="Rehearsal Bakery: Hi [first name], your cake is ready for pickup until 6 PM. Reply STOP to opt out.",
        sample2="Rehearsal Bakery: Yes, we bake gluten-free on Fridays. Reply STOP to opt out.",
    )
    return with_drafts(told.with_changes({"message_flow": message_flow(told)}))
