from hypothesis import given
from hypothesis import strategies as st

from portal_bot.papers.limits import MEGABYTE, USUAL, Limits, strictest, too_large

LIMITS = st.integers(1, 2**40) | st.sampled_from([1, 1024, 6 * MEGABYTE, MEGABYTE // 2, 1023])


def value(shown: str) -> float:
    number, unit = shown.split()
    if unit == "byte":
        return float(number.replace(".", ""))
    return float(number.replace(",", ".")) * {"KB": 1024, "MB": MEGABYTE}[unit]


@given(LIMITS, st.integers(1, 2**40) | st.integers(1, 100_000))
def test_a_size_over_the_limit_never_looks_like_the_limit(limit: int, over: int) -> None:
    size, most = too_large(limit + over, limit)
    assert size != most
    assert value(size) > value(most)
    assert size.split()[1] == most.split()[1]


@given(LIMITS, st.integers(1, 2**40))
def test_both_are_rounded_to_the_nearest(limit: int, over: int) -> None:
    for exact, shown in zip((limit + over, limit), too_large(limit + over, limit), strict=True):
        number, unit = shown.split()
        if unit == "byte":
            assert value(shown) == exact
            continue
        one = {"KB": 1024, "MB": MEGABYTE}[unit]
        step = 10 ** -len(number.partition(",")[2]) * one
        assert abs(value(shown) - exact) <= step / 2 + 1e-6 * exact


def test_the_usual_sizes() -> None:
    six = 6 * MEGABYTE
    assert too_large(six + 1, six) == ("6.291.457 byte", "6.291.456 byte")
    assert too_large(six + 10_486, six) == ("6,01 MB", "6,00 MB")
    assert too_large(7 * MEGABYTE, six) == ("7,0 MB", "6,0 MB")
    assert too_large(2000, 1500) == ("2,0 KB", "1,5 KB")
    assert too_large(11, 10) == ("11 byte", "10 byte")


def test_the_strictest_is_what_all_of_them_take() -> None:
    one = Limits(max_bytes=5, max_files=9, types=("pdf", "jpg"), whose="một")
    two = Limits(max_bytes=8, max_files=2, types=("jpg", "png"), max_total=30, whose="hai")
    assert strictest([one, two], "cả hai") == Limits(5, 2, ("jpg",), 30, "cả hai")
    assert strictest([], "không") == USUAL
