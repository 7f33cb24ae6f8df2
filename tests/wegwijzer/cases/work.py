"""People who are exploited at work or in a household."""

from tests.wegwijzer.always_answer import EVENING, WEEKEND
from tests.wegwijzer.cases.case import COMENSHA, FAIRWORK, FAIRWORK_WAGES, ONLY_112, POLICE, Case

WORK = (
    Case(
        "a woman without papers in a nail salon in Almere",
        "without papers FairWork, which is not the government; never the Labour Authority",
        FAIRWORK,
        COMENSHA,
        {"age": "adult", "residence_status": "third_no_permit", "exploitation": "labour"},
        place="GM0034",
        open_now=COMENSHA,
        rights={"rechten-zonder-papieren": "yes", "loon": "yes", "bedenktijd": "only_if"},
    ),
    Case(
        "a greenhouse worker from Romania in Westland who is not paid",
        "exploited at work: FairWork, then CoMensha",
        FAIRWORK,
        COMENSHA,
        {"age": "adult", "residence_status": "eu", "exploitation": "labour", "need": "wages"},
        place="GM1783",
        open_now=COMENSHA,
        rights={"loon": "yes", "opvang-wmo": "only_if", "bedenktijd": "only_if"},
    ),
    Case(
        "an au pair who may not leave the house",
        "servitude is a kind of exploitation at work, and her permit depends on the host family",
        FAIRWORK,
        COMENSHA,
        {"age": "young_adult", "residence_status": "permit_depends", "exploitation": "domestic"},
        open_now=COMENSHA,
        rights={"bedenktijd": "only_if", "eu-burgers": "no"},
    ),
    Case(
        "a driver who does not say his papers and is not paid, in the evening",
        "wages: FairWork; at night nobody but 112, and when CoMensha opens",
        FAIRWORK_WAGES,
        COMENSHA,
        {"age": "adult", "residence_status": "unknown", "need": "wages"},
        moment=EVENING,
        open_now=ONLY_112,
        rights={"loon": "yes"},
    ),
    Case(
        "a Polish temp worker who wants to report her agency",
        "the Labour Authority takes reports; FairWork advises first, outside the government",
        "arbeidsinspectie-melden",
        FAIRWORK,
        {
            "age": "adult",
            "residence_status": "eu",
            "exploitation": "labour",
            "need": "police_report",
        },
        open_now=COMENSHA,
    ),
    Case(
        "a worker without papers who wants to report",
        "without papers never the Labour Authority, which works with the aliens police",
        FAIRWORK,
        COMENSHA,
        {
            "age": "adult",
            "residence_status": "third_no_permit",
            "exploitation": "labour",
            "need": "police_report",
        },
        open_now=COMENSHA,
    ),
    Case(
        "somebody from Ukraine in a slaughterhouse",
        "Ukraine is taken along with other permits; FairWork takes all papers",
        FAIRWORK,
        COMENSHA,
        {"age": "adult", "residence_status": "ukraine", "exploitation": "labour"},
        open_now=COMENSHA,
        rights={"opvang-wmo": "only_if"},
    ),
    Case(
        "a seasonal worker on a visa with nowhere to sleep on Saturday",
        "no bed at the weekend: the police may find an emergency place, which is not certain",
        POLICE,
        COMENSHA,
        {"age": "adult", "residence_status": "visa", "exploitation": "labour", "need": "shelter"},
        moment=WEEKEND,
    ),
)
