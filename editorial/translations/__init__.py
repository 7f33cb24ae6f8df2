"""Keep the languages in step: which Dutch a translation was made from, and what readers get."""
