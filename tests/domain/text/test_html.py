"""An HTML page as a reviewer meets it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.domain.text import html_limits
from onboarding.domain.text.html import Anchor, Input, Page
from onboarding.domain.text.html_limits import MOST


def one(markup: str) -> Input:
    (found,) = Page(markup).inputs
    return found


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("One<br>Two", "One\nTwo"),
        ("<b>bo</b>ld and <i>it</i>alic", "bold and italic"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<table><tr><td>Mobile</td><td>Nobody</td></tr></table>", "Mobile\nNobody"),
        ("<h1>Privacy</h1>We care.", "Privacy\nWe care."),
        ("a &amp; b &lt;c&gt; &eacute; &#8220;d&#8221;", "a & b <c> é “d”"),
        ("<p>  many \n  spaces\t</p>", "many spaces"),
        ("<script>alert('x')</script>seen<style>p{}</style>", "seen"),
        ("<body><p>seen</p><noscript>no</noscript><template>no</template><iframe>no</iframe>", "seen"),
        ("<body><p>seen</p><svg><title>no</title><text>no</text></svg>", "seen"),
        ("<head><title>Tab</title><meta content='no'></head><body>seen</body>", "seen"),
        ("<!-- hidden -->seen<!-- > -->", "seen"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("<p>We do <b>not</b> share <i>it</i></p>Next", "We do not share it\nNext"),
        ("<div>one <span>two</span></div><span>three</span>", "one two\nthree"),
        ("<table><tr><td>a <a>b</a></td><td>c</td></tr></table>", "a b\nc"),
        ("<p>We never sell,\n  rent or\r\n\tshare it</p>", "We never sell, rent or share it"),
        ("<label>Text me <input> yes</label>", "Text me\nyes"),
        ("<p hidden>seen all the same</p>", "seen all the same"),
        ("", ""),
        ("no markup at all", "no markup at all"),
        ("<<<>>>", "<<<>>>"),
        ("a\x00b", "ab"),
    ],
)
def test_what_can_be_read_is_read_a_line_a_block(markup: str, text: str) -> None:
    assert Page(markup).text == text


def test_the_title_is_what_the_tab_says() -> None:
    assert Page("<title>\n Blue  Door </title><p>x").title == "Blue Door"
    assert Page("<p>x").title == ""


def test_links_are_told_with_their_words_and_whether_they_stand_at_the_foot() -> None:
    page = Page(
        '<a href="/privacy">Privacy <b>policy</b></a><a name="x">anchor</a><footer><a href="/terms">Terms</a></footer>'
        '<div class="site-footer"><p><a href="mailto:a@b.example">Mail</a></p></div>'
    )
    assert page.anchors == (
        Anchor("Privacy policy", "/privacy", in_footer=False),
        Anchor("anchor", "", in_footer=False),
        Anchor("Terms", "/terms", in_footer=True),
        Anchor("Mail", "mailto:a@b.example", in_footer=True),
    )


@pytest.mark.parametrize(
    ("markup", "label"),
    [
        ('<label for="m">Mobile number</label><input id="m">', "Mobile number"),
        ("<label>Mobile number <input></label>", "Mobile number"),
        ('<input placeholder="Mobile number">', "Mobile number"),
        ('<input aria-label="Mobile number">', "Mobile number"),
        ("<form><input> Mobile number</form>", "Mobile number"),
        ("<div><span>Mobile number</span><div><input></div></div>", "Mobile number"),
        ('<input id="m"><p>far</p><label for="m">Mobile number</label>', "Mobile number"),
        ("<form><input></form>", ""),
    ],
)
def test_a_field_is_told_with_what_stands_beside_it(markup: str, label: str) -> None:
    assert one(markup).label == label


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<input>", "text"),
        ('<input type="TEL">', "tel"),
        ('<input type="checkbox">', "checkbox"),
        ("<select><option>a</select>", "select"),
        ("<textarea></textarea>", "textarea"),
    ],
)
def test_the_kind_of_a_field(markup: str, kind: str) -> None:
    assert one(markup).kind == kind


@pytest.mark.parametrize("kind", ["hidden", "submit", "button", "image", "reset", "SUBMIT"])
def test_what_nobody_fills_in_is_no_field(kind: str) -> None:
    assert Page(f'<input type="{kind}"><button>Send</button>').inputs == ()


def test_a_field_knows_whether_it_is_checked_required_and_in_which_form() -> None:
    page = Page(
        '<form><input name="Phone" id="P1" type="tel" required></form>'
        '<form><input type="checkbox" checked><input type="checkbox" aria-required="true"></form><input>'
    )
    assert [(each.name.strip(), each.is_checked, each.is_required, each.form) for each in page.inputs] == [
        ("phone p1", False, True, 1),
        ("", True, False, 2),
        ("", False, True, 2),
        ("", False, False, 0),
    ]
    assert page.forms == 2


def test_what_comes_after_the_limit_is_not_looked_at() -> None:
    page = Page("<p>begin</p>" + "x" * MOST + "<p>end</p>")
    assert page.text.startswith("begin")
    assert "end" not in page.text


def test_scripts_do_not_count_toward_the_limit() -> None:
    assert Page("<script>" + "x" * (2 * MOST) + "</script><p>seen</p>").text == "seen"


def test_a_script_without_an_end_hides_the_rest_from_everybody() -> None:
    assert Page("<p>seen</p><script>var a = '<p>not seen</p>'").text == "seen"
    assert Page("<p>seen</p><STYLE>p{} <p>not seen</p>").text == "seen"


@pytest.mark.parametrize(
    "tag", ["div", "b", "a", "font", "form", "table", "x-y", "span", "svg", "select", "button", "ul"]
)
def test_deep_nesting_is_cut_before_it_is_parsed(tag: str) -> None:
    deep = f"<p>begin</p>{f'<{tag}>' * 50_000}end"
    bounded = html_limits.bounded(deep)
    assert bounded.count(f"<{tag}>") <= html_limits._DEEPEST
    assert Page(deep).text.startswith("begin")


@pytest.mark.parametrize("tag", ["p", "br", "li", "input", "td", "option", "img", "hr"])
def test_a_long_row_of_elements_that_do_not_nest_is_read_to_its_end(tag: str) -> None:
    assert html_limits.bounded(f"<{tag}>" * 5_000 + "end").endswith("end")


def test_a_long_page_of_closed_elements_is_read_to_its_end() -> None:
    assert Page("<div><b>word</b></div>" * 5_000 + "<p>end</p>").text.endswith("end")


def test_ends_without_a_beginning_close_nothing() -> None:
    deep = "</b>" * 1_000 + "<div></p>" * 1_000 + "end"
    assert html_limits.bounded(deep).count("<div>") <= html_limits._DEEPEST


@pytest.mark.parametrize(
    "piece",
    ["<", "<a href='", "<!--", "&#x10FFFF;", "&amp", "</", "<a ", "<p><table>", "<![CDATA[", "<?xml", "<input value=", "<b></i>",
     "<script", "<select><option>", "<math><mi>", "\x00", "<!DOCTYPE", "<form><form>", "<a><a>", "<title>", "<plaintext>"],
)  # fmt: skip
def test_hostile_markup_becomes_some_page(piece: str) -> None:
    page = Page("<p>begin</p>" + piece * 300)
    assert page.text.startswith("begin")
    assert isinstance(page.inputs, tuple)
    assert isinstance(page.title, str)


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<form>", "</form>", "<input type=tel>", "<label>", "</label>", "<a href=x>",
             "</a>", "<table>", "<tr>", "<td>", "</table>", "<b>", "</i>", "<script>", "</script>", "<!--", "-->", "<svg>"]
        ),
        st.text(max_size=8),
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(MARKUP)
def test_any_markup_is_read(markup: str) -> None:
    page = Page(markup)
    assert "\n\n" not in page.text
    assert all(line == " ".join(line.split()) for line in page.text.splitlines())
    assert len(page.inputs) <= markup.count("<input")
    assert len(page.anchors) <= 2 * markup.count("<a ")
    assert all(0 <= each.form <= page.forms for each in page.inputs)
