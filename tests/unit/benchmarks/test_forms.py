import pytest

from benchmarks.forms import fields_of

PAGE = """
<form><input type="hidden" name="next" value="/"><button>Español</button></form>
<form method="post">
  <input type="hidden" name="csrfmiddlewaretoken" value="secret">
  <input type="radio" name="completion" value="limited">
  <input type="radio" name="completion" value="complete" checked>
  <textarea name="text"></textarea><input name="evidence_url" value="">
</form>
"""


def test_fields_are_those_of_the_form_in_which_people_write():
    assert fields_of(PAGE) == {
        "csrfmiddlewaretoken": "secret",
        "completion": "complete",
        "text": "",
        "evidence_url": "",
    }


def test_a_page_without_a_form_is_said_to_have_none():
    with pytest.raises(LookupError, match="shows no form"):
        fields_of("<p>Sign in first.</p>")
