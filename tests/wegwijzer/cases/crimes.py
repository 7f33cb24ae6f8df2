"""People who are forced to commit crimes, accused or detained."""

from tests.wegwijzer.always_answer import EVENING
from tests.wegwijzer.cases.case import (
    COMENSHA,
    KEERPUNT,
    LEGAL_DESK,
    LISTENING,
    VEILIG_THUIS_MINORS,
    Case,
)

CRIMES = (
    Case(
        "a Dutch man of 22 forced to run drugs in Roermond",
        "a lawyer before any statement; under 23 Keerpunt; no police, however late it is",
        LEGAL_DESK,
        KEERPUNT,
        {"age": "young_adult", "residence_status": "dutch", "exploitation": "criminal_exp"},
        place="GM0957",
        moment=EVENING,
        open_now=LISTENING,
        rights={"bedenktijd": "no", "niet-gestraft": "only_if", "zorg": "yes"},
    ),
    Case(
        "a man of 40 who grows cannabis for others, without papers, with nowhere to sleep at night",
        "forced crimes: a lawyer; a place to sleep is looked for beside, never by the police",
        LEGAL_DESK,
        "comensha-opvang",
        {
            "age": "adult",
            "residence_status": "third_no_permit",
            "exploitation": "criminal_exp",
            "need": "shelter",
        },
        moment=EVENING,
        open_now=LISTENING,
        rights={"rechten-zonder-papieren": "yes"},
    ),
    Case(
        "a woman of 30 who must beg",
        "begging is a kind of forced crime",
        LEGAL_DESK,
        COMENSHA,
        {"age": "adult", "exploitation": "begging"},
        open_now=COMENSHA,
    ),
    Case(
        "a woman in prison",
        "detained: a lawyer",
        LEGAL_DESK,
        COMENSHA,
        {"age": "adult", "situation": "detained"},
        open_now=COMENSHA,
    ),
    Case(
        "a money mule of 19 who is accused",
        "accused and under 23: a lawyer, and Keerpunt to chat with",
        LEGAL_DESK,
        KEERPUNT,
        {"age": "young_adult", "situation": "accused", "exploitation": "criminal_exp"},
        open_now=COMENSHA,
    ),
    Case(
        "a mother of a boy of 15 who must run drugs",
        "someone near a child who is not accused: Veilig Thuis, that answers day and night",
        VEILIG_THUIS_MINORS,
        KEERPUNT,
        {"age": "minor", "audience": "near", "exploitation": "criminal_exp"},
        moment=EVENING,
    ),
)
