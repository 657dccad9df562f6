"""The description: who sends, who gets the texts, and why (dossier 5.3, 30886)."""

from onboarding.domain.answers import Answers
from onboarding.domain.drafting.words import about, name, people


def description(answers: Answers) -> str:
    """Sender, recipients, purpose; nothing while the name or what is sent is not known."""
    who = name(answers)
    if not who or not answers.use_case:
        return ""
    if answers.use_case == "M2M":
        owned = f" They belong to {who}, which makes loans itself." if answers.direct_lending else ""
        return (
            f"{who} uses these texts between its own sensors, machines and controllers, for device status, alarms and "
            f"maintenance. No person gets any of them.{owned}"
        )
    lends = f" {who} makes loans itself and texts its own borrowers only." if answers.direct_lending else ""
    known = (
        f" {answers.legal_name} does business as {answers.display_name}."
        if answers.legal_name and answers.display_name and answers.display_name not in answers.legal_name
        else ""
    )
    return (
        f"{who} texts {people(answers)} who agreed to it about {about(answers)}. Each of them asked for these texts first "
        f"and can stop them at any time.{lends}{known}"
    )
