"""A question on a form, ready to be drawn; from a Django form or from the form definition of an item."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django import forms
from django.forms.boundfield import BoundField

# Which partial draws which kind; inputs of one line share one.
_TEMPLATES = {
    "textarea": "textarea",
    "select": "select",
    "radio": "choices",
    "checks": "choices",
    "checkbox": "checkbox",
    "file": "file",
    "hidden": "hidden",
}
_GROUPS = {"radio", "checks"}
_KINDS_OF_WIDGETS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.RadioSelect, "radio"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.DateInput, "date"),
)


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    value: str
    label: str
    checked: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """A question with its label, hint, present answer, and what is wrong with that answer.

    `kind` is text, tel, email, number, date, password, search, textarea, select, radio, checks (several answers),
    checkbox (yes or no), file or hidden. `width` is "", half or short. `check_url` is asked by HTMX after each change
    and answers with this same partial, drawn anew. `attrs` go onto the input as they are.
    """

    name: str
    label: str
    kind: str = "text"
    value: str = ""
    hint: str = ""
    errors: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    required: bool = True
    width: str = ""
    check_url: str = ""
    attrs: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Of the input, or of the first answer of a group, where the error summary leads."""
        return "id_" + self.name.replace(".", "-")

    @property
    def template(self) -> str:
        """The partial that draws this kind."""
        return f"kit/fields/{_TEMPLATES.get(self.kind, 'input')}.html"

    @property
    def is_group(self) -> bool:
        """Whether several inputs share one question, which is then a legend."""
        return self.kind in _GROUPS

    @property
    def option_type(self) -> str:
        """The kind of input of one answer in a group."""
        return "checkbox" if self.kind == "checks" else "radio"

    @property
    def described_by(self) -> str:
        """The ids of the hint and the error, which a screen reader says after the label."""
        ids = [f"{self.id}_hint"] if self.hint else []
        return " ".join([*ids, f"{self.id}_error"] if self.errors else ids)

    @property
    def input_attrs(self) -> dict[str, str]:
        """Everything that the input carries beside its name, id and value."""
        said = {"aria-describedby": self.described_by, "aria-invalid": "true" if self.errors else ""}
        return {**self.attrs, **{name: value for name, value in said.items() if value}}


def field_of(bound: BoundField, *, hint: str = "", width: str = "", check_url: str = "") -> Field:
    """A field of a Django form, as the partial wants it."""
    kind = _kind_of(bound)
    options = _options_of(bound) if kind in {"radio", "checks", "select"} else ()
    return Field(
        name=bound.html_name,
        label=str(bound.label or ""),
        kind=kind,
        value=_value_of(bound, kind),
        hint=hint or str(bound.help_text),
        errors=tuple(str(error) for error in bound.errors),
        options=options,
        required=bound.field.required,
        width=width,
        check_url=check_url,
        attrs=_attrs_of(bound),
    )


def fields_of(form: forms.BaseForm) -> tuple[Field, ...]:
    """All fields of a Django form, in its order."""
    return tuple(field_of(bound) for bound in form)


def _kind_of(bound: BoundField) -> str:
    widget = bound.field.widget
    for widget_class, kind in _KINDS_OF_WIDGETS:
        if isinstance(widget, widget_class):
            return kind
    return getattr(widget, "input_type", None) or "text"


def _options_of(bound: BoundField) -> tuple[Option, ...]:
    chosen = bound.value()
    values = (
        {str(one) for one in chosen} if isinstance(chosen, list | tuple) else {str("" if chosen is None else chosen)}
    )
    choices = getattr(bound.field.widget, "choices", ())
    return tuple(Option(str(value), str(label), checked=str(value) in values) for value, label in choices)


def _value_of(bound: BoundField, kind: str) -> str:
    if kind in {"file", "password"}:
        return ""
    if kind == "checkbox":
        return "on" if bound.value() else ""
    shown = bound.field.widget.format_value(bound.value())
    return shown if isinstance(shown, str) else ""


def _attrs_of(bound: BoundField) -> dict[str, str]:
    attrs = {**bound.field.widget.attrs}
    return {name: str(value) for name, value in attrs.items() if value not in (False, None)}
