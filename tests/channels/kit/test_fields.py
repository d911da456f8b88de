"""Questions, from Django's forms and from ours."""

import pytest
from django import forms

from citong.channels.kit.fields import Field, Option, field_of, fields_of


class PlaceForm(forms.Form):
    name = forms.CharField(label="场所名称", help_text="和门口招牌一致", max_length=60)
    phone = forms.CharField(label="电话", required=False, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    secret = forms.CharField(label="密码", widget=forms.PasswordInput)
    opens_on = forms.DateField(label="开业日期", required=False)
    street = forms.ChoiceField(label="街道", choices=[("1", "开元街道"), ("2", "鲤中街道")])
    rooms = forms.ChoiceField(label="客房", choices=[("s", "15 间以下"), ("m", "更多")], widget=forms.RadioSelect)
    water = forms.MultipleChoiceField(
        label="用水", required=False, choices=[("tap", "自来水"), ("well", "井水")], widget=forms.CheckboxSelectMultiple
    )
    agree = forms.BooleanField(label="我同意")
    note = forms.CharField(label="说明", widget=forms.Textarea, required=False)
    plan = forms.FileField(label="平面图", required=False)
    version = forms.CharField(widget=forms.HiddenInput)


def test_each_widget_finds_its_kind():
    kinds = {field.name: field.kind for field in fields_of(PlaceForm())}

    assert kinds == {
        "name": "text",
        "phone": "text",
        "secret": "password",
        "opens_on": "date",
        "street": "select",
        "rooms": "radio",
        "water": "checks",
        "agree": "checkbox",
        "note": "textarea",
        "plan": "file",
        "version": "hidden",
    }


def test_what_was_typed_stays_and_what_is_wrong_is_said():
    form = PlaceForm({"name": "", "rooms": "m", "water": ["well"], "agree": "on", "opens_on": "明天"})

    fields = {field.name: field for field in fields_of(form)}

    assert fields["name"].errors
    assert fields["opens_on"].value == "明天"
    assert fields["agree"].value == "on"
    assert [option.checked for option in fields["rooms"].options] == [False, True]
    assert [option.checked for option in fields["water"].options] == [False, True]


def test_a_password_is_never_written_back():
    form = PlaceForm({"secret": "correct horse"})

    assert field_of(form["secret"]).value == ""


def test_the_hint_comes_from_the_form_unless_the_screen_says_another():
    form = PlaceForm()

    assert field_of(form["name"]).hint == "和门口招牌一致"
    assert field_of(form["name"], hint="照营业执照填").hint == "照营业执照填"


def test_attributes_of_the_widget_reach_the_input():
    attrs = field_of(PlaceForm()["name"]).attrs

    assert attrs["maxlength"] == "60"


@pytest.mark.parametrize(
    ("field", "ids"),
    [
        (Field("a.b", "问"), ""),
        (Field("a.b", "问", hint="提示"), "id_a-b_hint"),
        (Field("a.b", "问", hint="提示", errors=("错",)), "id_a-b_hint id_a-b_error"),
        (Field("a.b", "问", errors=("错",)), "id_a-b_error"),
    ],
    ids=["nothing to say", "a hint", "both", "an error"],
)
def test_hint_and_error_are_tied_to_the_input(field, ids):
    assert field.described_by == ids


def test_a_wrong_input_says_so_to_screen_readers():
    field = Field("uscc", "代码", errors=("有误",), attrs={"maxlength": "18"})

    assert field.input_attrs == {"maxlength": "18", "aria-describedby": "id_uscc_error", "aria-invalid": "true"}


def test_a_group_is_drawn_as_one_question():
    field = Field("water", "用水", "checks", options=(Option("tap", "自来水"),))

    assert field.is_group
    assert field.option_type == "checkbox"
    assert field.template == "kit/fields/choices.html"
