"""Personal data: found in any text, however it is written, and hidden where a text must be shown all the same."""

from __future__ import annotations

from generator.personal.numbers import Datum
from generator.personal.numbers import masked
from generator.personal.numbers import personal_data
from generator.personal.numbers import personal_data_in_address
from generator.personal.seen import may_hold_personal_data

__all__ = ["Datum", "masked", "may_hold_personal_data", "personal_data", "personal_data_in_address"]
