"""The curve of SM2 (GB/T 32918.5) and arithmetic on its points, in Python alone.

It serves where OpenSSL cannot, and as a second opinion in tests. It is not constant in time.
"""

from collections.abc import Iterable, Sequence
from functools import cache

P = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_FFFFFFFF_00000000_FFFFFFFF_FFFFFFFF
A = P - 3
B = 0x28E9FA9E_9D9F5E34_4D5A9E4B_CF6509A7_F39789F5_15AB8F92_DDBCBD41_4D940E93
N = 0xFFFFFFFE_FFFFFFFF_FFFFFFFF_FFFFFFFF_7203DF6B_21C6052B_53BBF409_39D54123
GENERATOR = (
    0x32C4AE2C_1F198119_5F990446_6A39C994_8FE30BBF_F2660BE1_715A4589_334C74C7,
    0xBC3736A2_F4F6779C_59BDCEE3_6B692153_D0A9877C_C62A4740_02DF32E5_2139F0A0,
)
SIZE = 32
WINDOW_BITS = 4
WINDOWS = 64

# x and y of a point that is not infinity.
Point = tuple[int, int]
# X, Y, Z with x = X/Z², y = Y/Z³: sums without division. Infinity has Z = 0.
Projective = tuple[int, int, int]

INFINITY: Projective = (1, 1, 0)


def is_on_curve(point: Point) -> bool:
    """Whether the coordinates are of the field and fit the equation; there is no smaller subgroup to fall into."""
    x, y = point
    return 0 <= x < P and 0 <= y < P and (y * y - (x * x + A) * x - B) % P == 0


def times_generator(scalar: int) -> Point | None:
    """The generator so many times; None for infinity."""
    return _plain(_times_generator(scalar))


def times(point: Point, scalar: int) -> Point | None:
    """A point so many times; None for infinity."""
    return _plain(_times(point, scalar))


def combined(generators: int, point: Point, points: int) -> Point | None:
    """The generator so many times and the point so many times, added; None for infinity."""
    total = _plain(_times(point, points))
    first = _times_generator(generators)
    return _plain(first if total is None else _add(first, total))


def _times_generator(scalar: int) -> Projective:
    total = INFINITY
    for row in _rows_of_generator():
        digit = scalar & 15
        if digit:
            total = _add(total, row[digit - 1])
        scalar >>= WINDOW_BITS
    return total


def _times(point: Point, scalar: int) -> Projective:
    multiples, total = _first_multiples(point), INFINITY
    for window in reversed(range(WINDOWS)):
        for _ in range(WINDOW_BITS):
            total = _double(total)
        digit = scalar >> (window * WINDOW_BITS) & 15
        if digit:
            total = _add(total, multiples[digit - 1])
    return total


@cache
def _rows_of_generator() -> Sequence[Sequence[Point]]:
    """Row w holds the first fifteen multiples of the generator times 16^w."""
    rows, base = [], GENERATOR
    for _ in range(WINDOWS):
        row = _first_multiples(base)
        rows.append(row)
        (base,) = _affine([_double(_lifted(row[8 - 1]))])
    return rows


def _first_multiples(point: Point) -> Sequence[Point]:
    multiples = [_lifted(point)]
    for _ in range(14):
        multiples.append(_add(multiples[-1], point))
    return _affine(multiples)


def _lifted(point: Point) -> Projective:
    return (*point, 1)


def _plain(point: Projective) -> Point | None:
    return _affine([point])[0] if point[2] else None


def _affine(points: Iterable[Projective]) -> Sequence[Point]:
    inverses = [(x, y, pow(z, -1, P)) for x, y, z in points]
    return [(x * i * i % P, y * i * i * i % P) for x, y, i in inverses]


def _double(point: Projective) -> Projective:
    x, y, z = point
    delta, gamma = z * z % P, y * y % P
    beta = x * gamma % P
    alpha = 3 * (x - delta) * (x + delta) % P
    doubled = (alpha * alpha - 8 * beta) % P
    return doubled, (alpha * (4 * beta - doubled) - 8 * gamma * gamma) % P, 2 * y * z % P


def _add(left: Projective, right: Point) -> Projective:
    x, y, z = left
    if not z:
        return _lifted(right)
    square = z * z % P
    h, r = (right[0] * square - x) % P, (right[1] * z * square - y) % P
    if not h:
        return INFINITY if r else _double(left)
    hh = h * h % P
    hhh, v = h * hh % P, x * hh % P
    total = (r * r - hhh - 2 * v) % P
    return total, (r * (v - total) - y * hhh) % P, z * h % P
