"""The sign-up form as a snippet for the owner's own website: plain HTML that posts to the page that we host."""

from html import escape

from onboarding.domain.documents.content import BOXES, Content
from onboarding.domain.documents.frame_words import frame_words
from onboarding.domain.documents.kinds import Language
from onboarding.domain.documents.writing import clause_html


def snippet(content: Content, address: str, language: Language) -> str:
    """A form without scripts or styles. Our page shows what was typed once more before anything is recorded."""
    body, words = content.bodies[language], frame_words(language)
    target = escape(address + ("?lang=es" if language is Language.SPANISH else ""))
    boxes = "\n".join(
        f'  <p><label><input type="checkbox" name="purpose" value="{name}"> {escape(clause.text)}</label></p>'
        for name in content.purposes
        if (clause := body.clause(BOXES[name]))
    )
    return (
        f'<form method="post" action="{target}">\n'
        f'  <p><label>{escape(words["phone_label"])} <input type="tel" name="phone" autocomplete="tel"></label></p>\n'
        f"{boxes}\n"
        f"  {clause_html(body, 'beside', 'adults_only', 'read_both')}\n"
        f"  <p><button>{escape(words['button'])}</button></p>\n"
        f"</form>\n"
    )
