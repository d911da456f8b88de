"""What is refused about letters, their templates and their service."""

from citong.kernel.errors import InvalidInput, NotPermitted, Refusal


class LetterIncomplete(Refusal):
    """The law asks for more than this letter would say."""

    code = "documents.letter_incomplete"
    status = 422


class LetterNotReady(Refusal):
    """The letter is issued, but its file is not made yet."""

    code = "documents.letter_not_ready"
    status = 503


class AlreadyRevoked(Refusal):
    """Another letter has taken this one's place before."""

    code = "documents.already_revoked"


class CannotReplace(Refusal):
    """A letter can only be replaced by a later one about the same thing."""

    code = "documents.cannot_replace"


class GlyphMissing(Refusal):
    """The fonts cannot write a character, often of a person's name: better no letter than one with a hole in it."""

    code = "documents.glyph_missing"
    status = 503

    def __init__(self, characters: str) -> None:
        named = "、".join(f"{character}（U+{ord(character):04X}）" for character in characters)
        super().__init__(
            f"文书里有字体写不出来的字：{named}，暂时不能生成。",
            remedy="请联系办理单位，我们会先补上字体，再把文书发给您。",
        )


class NotAKeeper(NotPermitted):
    """Only administrators write the texts of letters."""

    code = "documents.not_a_keeper"


class NotAnOfficial(NotPermitted):
    """Only officials record how a letter was served."""

    code = "documents.not_an_official"


class TemplateFaulty(InvalidInput):
    """A template that would print nonsense, or less than the law asks for; `faults` names each line."""

    code = "documents.template_faulty"


class TemplateMoved(Refusal):
    """Somebody else saved or published this template a moment ago."""

    code = "documents.template_moved"


class NothingToChange(Refusal):
    """The text is the one that is in force."""

    code = "documents.nothing_to_change"


class ServiceIncomplete(InvalidInput):
    """What is said about a service cannot be so, or does not prove it; `faults` names each field."""

    code = "documents.service_incomplete"


class NotServed(Refusal):
    """A record stays in the file; it is not served on anybody."""

    code = "documents.not_served"


class NotThisKind(Refusal):
    """A template is tried on letters of its own kind."""

    code = "documents.not_this_kind"
