"""Help for everybody: the rules that preflight checks, in plain words, each with an address of its own."""

import flask
from flask import Blueprint, render_template

from onboarding.domain.preflight import catalogue, page_catalogue
from onboarding.domain.preflight.rule import Family
from onboarding.domain.reasons import reason
from onboarding.domain.reference import table
from onboarding.domain.words import Message, msg

bp = Blueprint("help", __name__, url_prefix="/help")

Answer = flask.typing.ResponseReturnValue

FAMILIES = {**catalogue.FAMILIES, **page_catalogue.FAMILIES}
NAMES: dict[Family, Message] = {
    Family.IDENTITY: msg("Who you are"),
    Family.CONTACT: msg("How people reach you"),
    Family.USE_CASE: msg("What you text about"),
    Family.DESCRIPTION: msg("The description"),
    Family.CALL_TO_ACTION: msg("How people agree to your texts"),
    Family.SAMPLES: msg("Example texts"),
    Family.FLAGS: msg("The boxes about what your texts contain"),
    Family.REPLIES: msg("Automatic replies"),
    Family.CONTENT: msg("Subjects that carriers forbid"),
    Family.LANGUAGE: msg("English"),
    Family.SETUP: msg("Before you send it"),
    Family.PRIVACY: msg("Your privacy policy"),
    Family.TERMS: msg("Your texting terms"),
    Family.OPT_IN_PAGE: msg("Your sign-up page"),
    Family.WEBSITE: msg("Your website"),
}


@bp.get("/rules")
def rules() -> Answer:
    """Every rule by family; a finding links to its rule by ``/help/rules#<rule id>``."""
    families = [{"id": family, "name": NAMES[family], "rules": own} for family, own in FAMILIES.items()]
    return render_template("help/rules.html", families=families, unknowable=_unknowable())


def _unknowable() -> dict[Message, list[Message]]:
    """Why nobody can know something beforehand, and what a reviewer would say then."""
    found: dict[Message, list[Message]] = {}
    for id_, row in table("unknowable").items():
        if isinstance(row, dict):
            found.setdefault(msg(row["why"]), []).append(reason(id_).say)
    return found
