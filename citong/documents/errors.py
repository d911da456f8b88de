"""What is refused about letters."""

from citong.kernel.errors import Refusal


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
