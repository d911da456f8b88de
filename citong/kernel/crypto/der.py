"""The little of DER (ITU-T X.690) that keys, signatures and ciphertexts need; what is not canonical is refused."""

from dataclasses import dataclass

INTEGER, BITS, OCTETS, NULL, OID, SEQUENCE = 0x02, 0x03, 0x04, 0x05, 0x06, 0x30
LONGEST_LENGTH = 4


class NotDer(ValueError):
    """The bytes are not the DER that was expected."""


def element(tag: int, content: bytes) -> bytes:
    """Tag, length, content."""
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def sequence(*parts: bytes) -> bytes:
    """Elements in their order."""
    return element(SEQUENCE, b"".join(parts))


def integer(number: int) -> bytes:
    """A number that is not negative, in the fewest bytes."""
    return element(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def octets(content: bytes) -> bytes:
    """Bytes as they are."""
    return element(OCTETS, content)


def bits(content: bytes) -> bytes:
    """Whole bytes as a string of bits."""
    return element(BITS, b"\0" + content)


def oid(dotted: str) -> bytes:
    """An object identifier such as 1.2.156.10197.1.301."""
    first, second, *others = map(int, dotted.split("."))
    return element(OID, b"".join(map(_base128, (first * 40 + second, *others))))


@dataclass
class Reader:
    """Reads elements one after the other; says NotDer as soon as something does not fit."""

    content: bytes
    position: int = 0

    @classmethod
    def of_sequence(cls, content: bytes) -> "Reader":
        """The inside of bytes that are one sequence and nothing else."""
        outer = cls(content)
        inner = outer.sequence()
        outer.expect_end()
        return inner

    def next_tag(self) -> int | None:
        """The tag that comes next; None at the end."""
        return self.content[self.position] if self.position < len(self.content) else None

    def take(self, tag: int) -> bytes:
        """The content of the next element, which must carry this tag."""
        if self.next_tag() != tag:
            raise NotDer(f"expected tag {tag:#04x} at byte {self.position}, found {self.next_tag()}")
        start = self._after_length()
        return self.content[start : self.position]

    def element(self) -> bytes:
        """The next element as it stands, with its tag and length."""
        start, tag = self.position, self.next_tag()
        if tag is None:
            raise NotDer("the bytes end too early")
        self.take(tag)
        return self.content[start : self.position]

    def sequence(self) -> "Reader":
        """The inside of the sequence that comes next."""
        return Reader(self.take(SEQUENCE))

    def integer(self) -> int:
        """A number that is not negative and is written in the fewest bytes."""
        content = self.take(INTEGER)
        if not content or content[0] & 0x80 or (len(content) > 1 and not content[0] and not content[1] & 0x80):
            raise NotDer("an integer is negative or not in the fewest bytes")
        return int.from_bytes(content, "big")

    def octets(self) -> bytes:
        """Bytes as they are."""
        return self.take(OCTETS)

    def bits(self) -> bytes:
        """A string of bits that are whole bytes."""
        content = self.take(BITS)
        if content[:1] != b"\0":
            raise NotDer("a string of bits does not end with a byte")
        return content[1:]

    def expect(self, encoded: bytes) -> None:
        """Exactly this element."""
        end = self.position + len(encoded)
        if self.content[self.position : end] != encoded:
            raise NotDer(f"expected {encoded.hex()} at byte {self.position}")
        self.position = end

    def expect_end(self) -> None:
        """Nothing follows."""
        if self.position != len(self.content):
            raise NotDer(f"{len(self.content) - self.position} bytes too many")

    def _after_length(self) -> int:
        """Read a length, move behind the content, and return where the content begins."""
        start = self.position + 2
        size = int.from_bytes(self.content[self.position + 1 : start], "big")
        if size >= 0x80:
            length = self.content[start : start + (size & 0x7F)]
            start, size, width = start + (size & 0x7F), int.from_bytes(length, "big"), size & 0x7F
            if not 0 < width <= LONGEST_LENGTH or size < 0x80 or not length[0]:
                raise NotDer("a length is not in the fewest bytes")
        if start + size > len(self.content):
            raise NotDer("the bytes end too early")
        self.position = start + size
        return start


def _base128(number: int) -> bytes:
    groups = [number & 0x7F]
    while number := number >> 7:
        groups.append(number & 0x7F | 0x80)
    return bytes(reversed(groups))
