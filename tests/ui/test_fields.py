"""A field shows what its input says: title, limit, whether it may be left out; and never loses what was typed."""

from flask import Flask

from saas.kit.i18n import _l
from saas.kit.inputs import Field, Input, Line
from saas.kit.web.forms import Form


class Note(Input):
    """An input for these tests."""

    title: Line = Field(title=_l("Title"), description="What it is about")
    words: Line = Field("", title=_l("Words"))


def shown(house: Flask, form: Form[Note], call: str) -> str:
    with house.test_request_context():
        return house.jinja_env.from_string('{% from "ui/forms.html" import field, bare_field, summary, form as around %}' + call).render(form=form)


def test_label_help_and_limit_come_from_the_input(house: Flask) -> None:
    page = shown(house, Form(Note), '{{ field(form, "title") }}')
    assert ">Title</label>" in page and "What it is about" in page and 'maxlength="200"' in page


def test_what_may_be_left_out_is_marked_and_what_may_not_is_not(house: Flask) -> None:
    assert "optional" in shown(house, Form(Note), '{{ field(form, "words") }}')
    assert "optional" not in shown(house, Form(Note), '{{ field(form, "title") }}')


def test_an_error_stands_in_the_summary_and_on_the_field_in_the_same_words(house: Flask) -> None:
    with house.test_request_context():
        form = Form(Note, {"words": "<kept>"})
        form.attempt(lambda given: given)
    page = shown(house, form, '{{ summary(form) }}{{ field(form, "title") }}{{ field(form, "words") }}')
    assert page.count("Fill this in.") == 2
    assert 'href="#field-title"' in page and 'aria-describedby="field-title-wrong field-title-help"' in page
    assert "&lt;kept&gt;" in page


def test_a_password_is_never_sent_back(house: Flask) -> None:
    assert "hunter2" not in shown(house, Form(Note, {"title": "hunter2"}), '{{ field(form, "title", "password") }}')


def test_a_post_carries_the_token_and_a_search_does_not(house: Flask) -> None:
    assert "csrf_token" in shown(house, Form(Note), '{% call around("/x") %}{% endcall %}')
    assert "csrf_token" not in shown(house, Form(Note), '{% call around("/x", method="get") %}{% endcall %}')
