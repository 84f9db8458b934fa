"""Does a number of eighteen places prove itself an ID number? Asked of every number of a list."""

from calendar import isleap

_OLDEST_YEAR = "1880"  # as `identifiers` has it

# days of every year and of leap years, as four digits
_LEAP_DAY = "0229"
_DAYS = frozenset(
    f"{month:02}{day:02}"
    for month, days in enumerate((31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), 1)
    for day in range(1, days + 1)
)


def is_sound_id(number: str) -> bool:
    """Answer as `identifiers.id_number` does, for 18 narrow characters and many of them.

    The weights are the powers of two mod 11, and 13 is 2 mod 11: so the digits, read to the base
    of thirteen, have the weighted sum of their number.
    """
    day, year = number[10:14], number[6:10]
    if day not in _DAYS or year < _OLDEST_YEAR or (day == _LEAP_DAY and not isleap(int(year))):
        return False
    return "10X98765432"[2 * int(number[:17], 13) % 11] == number[17].upper()
