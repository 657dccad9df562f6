"""What is texted, how people agree, and what must be in place: use case, call to action, examples, keywords, set-up."""

import pytest

from onboarding.domain.answers import EntityType, OptInMethod
from onboarding.domain.usecases import all_use_cases, sub_use_cases
from tests.domain.preflight.asking import found, said

KINDS = tuple(sub_use_cases())


@pytest.mark.parametrize(
    "field",
    ["use_case", "description", "opt_in_methods", "message_flow", "opt_out_keywords", "help_keywords", "opt_in_message",
     "opt_out_message", "help_message"],
)  # fmt: skip
def test_each_is_required(field: str) -> None:
    empty: object = () if field == "opt_in_methods" else ""
    assert f"{field}.required" in found(**{field: empty})


@pytest.mark.parametrize("code", all_use_cases())
@pytest.mark.parametrize("entity", EntityType)
def test_a_use_case_is_open_to_the_kinds_of_business_it_names(code: str, entity: EntityType) -> None:
    closed = "use_case.open" in found(use_case=code, entity_type=entity)
    assert closed is (entity not in all_use_cases()[code].entities)


@pytest.mark.parametrize("code", ["TRIAL", "low_volume", "CONVERSATIONAL"])
def test_a_use_case_that_is_not_offered_is_refused(code: str) -> None:
    assert found(use_case=code) == ["use_case.open"]


def test_who_has_not_said_what_kind_of_business_it_is_may_choose_any_use_case() -> None:
    assert found(use_case="CHARITY", entity_type="") == ["entity_type.required"]


@pytest.mark.parametrize("code", all_use_cases())
@pytest.mark.parametrize("count", range(7))
def test_as_many_kinds_are_named_as_the_use_case_asks_for(code: str, count: int) -> None:
    case = all_use_cases()[code]
    changes = {"use_case": code, "entity_type": "NON_PROFIT", "sub_use_cases": KINDS[:count]}
    wrong = "sub_use_cases.count" in found(**changes)
    assert wrong is not (case.sub_least <= count <= case.sub_most)


@pytest.mark.parametrize(
    ("code", "kinds", "words"),
    [
        ("LOW_VOLUME", 0, "at least one kind"),
        ("MIXED", 1, "at least 2 kinds"),
        ("MIXED", 6, "up to 5 kinds"),
        ("MARKETING", 1, "covers one kind"),
    ],
)
def test_the_number_of_kinds_is_said(code: str, kinds: int, words: str) -> None:
    assert words in said("sub_use_cases.count", use_case=code, sub_use_cases=KINDS[:kinds])


@pytest.mark.parametrize("kinds", [("LOW_VOLUME",), ("MARKETING", "MARKETING"), ("MARKETING", "SPAM")])
def test_kinds_are_from_the_list_and_named_once(kinds: tuple[str, ...]) -> None:
    assert found(sub_use_cases=kinds) == ["sub_use_cases.count"]
    assert "from the list" in said("sub_use_cases.count", sub_use_cases=kinds)


@pytest.mark.parametrize("code", all_use_cases())
@pytest.mark.parametrize("given", range(4))
def test_as_many_examples_are_given_as_the_use_case_asks_for(code: str, given: int) -> None:
    texts = {f"sample{i + 1}": "Bakery: your cake is ready." if i < given else "" for i in range(3)}
    assert ("samples.count" in found(use_case=code, **texts)) is (given < all_use_cases()[code].samples)


def test_a_missing_example_is_asked_for_where_it_is_missing() -> None:
    assert "samples.count" in found(use_case="MIXED", sample1="", sample2="Bakery: your cake is ready.", sample3="")
    assert said("samples.count", use_case="MIXED", sample2="", sample3="").startswith("Write at least 2 examples")
    assert said("samples.count", sample1="", sample2="", sample3="").startswith("Write an example")
    assert "samples.count" in found(use_case="", sample1="", sample2="", sample3="")


@pytest.mark.parametrize("methods", [tuple(OptInMethod), ("paper",), ("verbal", "keyword")])
def test_every_way_of_agreeing_may_be_chosen(methods: tuple[str, ...]) -> None:
    assert found(opt_in_methods=methods) == []


def test_a_way_that_we_do_not_know_is_refused() -> None:
    assert found(opt_in_methods=("telepathy",)) == ["opt_in_methods.known"]


def test_a_sign_up_page_is_asked_for_only_when_people_sign_up_on_one() -> None:
    assert found(opt_in_methods=("website",), opt_in_page="") == ["opt_in_page.address"]
    assert found(opt_in_methods=("paper",), opt_in_page="") == []
    assert found(opt_in_methods=("paper",), opt_in_page="example.com") == ["opt_in_page.address"]


@pytest.mark.parametrize("field", ["opt_out_keywords", "help_keywords", "opt_in_keywords"])
@pytest.mark.parametrize(
    "text", ["STOP, QUIT", "STOP;QUIT", "STOP,", ",STOP", "STOP,,QUIT", "STOP\n", "OPT OUT", "ARRÊT"]
)
def test_keywords_are_words_with_commas_and_nothing_else(field: str, text: str) -> None:
    assert found(**{field: text}) == [f"{field}.list"]


@pytest.mark.parametrize(("field", "word"), [("opt_out_keywords", "STOP"), ("help_keywords", "HELP")])
def test_the_universal_word_is_among_the_keywords(field: str, word: str) -> None:
    assert found(**{field: word}) == found(**{field: f"PLEASE,{word.lower()}"}) == []
    assert found(**{field: "PLEASE"}) == found(**{field: f"{word}NOW"}) == [f"{field}.list"]
    assert word in said(f"{field}.list", **{field: "PLEASE"})


@pytest.mark.parametrize(
    ("field", "text", "word"),
    [
        ("help_keywords", "HELP,stop", "STOP"),
        ("opt_in_keywords", "JOIN,END", "END"),
        ("opt_in_keywords", "info", "INFO"),
    ],
)
def test_a_word_means_one_thing_only(field: str, text: str, word: str) -> None:
    assert found(**{field: text}) == ["help_keywords.twice"]
    assert said("help_keywords.twice", **{field: text}).startswith(f"{word} is in another list already.")


def test_sign_up_words_are_not_required() -> None:
    assert found(opt_in_keywords="") == found(opt_in_keywords="CAKE") == []


def test_a_number_and_a_published_policy_must_be_in_place() -> None:
    assert found(has_number=False) == ["number.chosen"]
    assert found(has_policy=False) == ["policy.published"]
