"""Mails are derived from moves: one for each change that matters, to each member once, erased once they are sent."""

from onboarding.domain.reasons import from_code
from onboarding.services import telling
from onboarding.services.ports import Unavailable
from onboarding.store.mails import Mail
from onboarding.store.moves import Move
from tests.world import World


def subjects(world: World) -> list[str]:
    return [letter.subject.split(" –")[0] for letter in world.letterbox.letters]


def live(world: World, email: str = "owner@example.com") -> int:
    registration_id = world.approved(owner_id=world.user(email))
    world.pass_days(9)
    return registration_id


def test_the_owner_is_told_of_each_change_that_matters(world: World) -> None:
    live(world)
    assert len(subjects(world)) == len(set(subjects(world))) == 5


def test_a_move_is_told_once_however_often_it_is_worked_on(world: World) -> None:
    live(world)
    before = len(world.letterbox.letters)
    with world.transaction() as session:
        for record in session.query(Move).all():
            assert telling.tell(session, record.id, world.ports.words, world.settings) == 0
    world.drain()
    assert len(world.letterbox.letters) == before


def test_a_mail_links_to_the_page_and_names_the_business(world: World) -> None:
    registration_id = live(world)
    public = world.registration(registration_id).business.public_id
    for letter in world.letterbox.letters:
        assert f"/b/{public}" in letter.text
        assert f"/b/{public}" in letter.html
        assert "Rehearsal Bakery" in letter.subject


def test_markup_in_a_name_stays_text_in_the_mail(world: World) -> None:
    registration_id = world.complete(world.business(world.user("owner@example.com"), name="<b>Pie & Co</b>"))
    world.submit(registration_id)
    world.drain()
    [letter] = world.letterbox.letters
    assert "<b>Pie & Co</b>" in letter.subject
    assert "<b>Pie" not in letter.html


def test_a_mail_server_that_is_down_loses_no_mail(world: World) -> None:
    registration_id = world.complete(world.business(world.user("owner@example.com")))
    world.letterbox.failures = [Unavailable("mail server: down")] * 3
    world.submit(registration_id)
    for _ in range(5):
        world.drain()
        world.wait(60)
    assert len(world.letterbox.letters) == 1


def test_the_body_is_erased_once_an_outside_server_has_it(world: World) -> None:
    world.letterbox.keeps = False
    registration_id = world.complete(world.business(world.user("owner@example.com")))
    world.submit(registration_id)
    world.drain()
    with world.reading() as session:
        mail = session.query(Mail).one()
    assert (mail.text, mail.html, mail.sent_at is not None) == ("", "", True)
    assert world.letterbox.letters[0].text != ""


def test_a_decline_is_told_with_its_reason_in_our_words(world: World) -> None:
    world.approved(ein="99-0000122", owner_id=world.user("owner@example.com"))
    world.pass_days(6)
    last = world.letterbox.letters[-1]
    assert from_code("CR3002").say.msgid in last.text
    assert "CR3002" not in last.text, "codes are for the status page, beside our words"
