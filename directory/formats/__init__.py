"""Pure functions over text: telephone numbers, opening hours, street addresses, folded letters."""
