"""The options of extraction, as keywords of every function that extracts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from os import PathLike


class Reading(TypedDict, total=False):
    """How a text is read: what decides which entities there are and what they mean."""

    region: str | None
    """The country (ISO 3166) whose telephone numbers are read without a country code, and whose dinar, pound or riyal
    is meant where nothing else is said."""
    names: str | None
    """The guideline that names follow: `anercorp` (the default), `aqmar`, or `none` for those of `lexicon` alone."""
    model: str | PathLike[str] | None
    """The file of another model of names, as `ibriz train` writes it."""
    lexicon: Mapping[str, Sequence[str]] | None
    """Names by label that are always found, with proclitics and in every spelling."""
    reference: Any
    """When the texts were written, one date or datetime for all or a column of them: what «أمس» is counted from."""
    prefer: Literal["past", "future"] | None
    """Whether a day or month of which nothing else is said is the last before the reference or the next after it."""
    week_start: Literal["monday", "sunday", "saturday"]
    """The day with which weeks begin."""
    day_first: bool
    """Whether 3/4/2017 is the third of April (as it is if nothing is said) or the fourth of March."""
    hijri_method: Literal["umm_al_qura", "civil"]
    """How Hijri days become Gregorian ones: by the printed calendar of Umm al-Qura, or by arithmetic."""


class ExtractOptions(Reading, total=False):
    """How a text is read, and what of it is given."""

    nested: bool
    """Whether entities inside others are given too, with their `parent`."""
