"""Words that were typed into the box of a list, with a place among them."""

from django.http import QueryDict

from directory.geography.places import find_place_in_words
from directory.service_list.filters import MAX_QUESTION_LENGTH


def with_place_in_words(asked: QueryDict) -> tuple[QueryDict, str]:
    """Return what was asked with a place among its words as the place, and the words for it.

    A place that was typed or chosen stays; the box for one that was emptied is none.
    """
    is_chosen = asked.get("municipality", "") and "place" not in asked
    words = "" if asked.get("place", "").strip() or is_chosen else asked.get("q", "")
    found = find_place_in_words(words[:MAX_QUESTION_LENGTH])
    if found is None:
        return asked, ""
    changed = asked.copy()
    changed["q"], changed["place"] = found.rest, found.words
    return changed, found.words
