"""Find services by words: a text index a language, compounds, stems, typing errors, phrases."""
