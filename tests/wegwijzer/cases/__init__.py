"""People as they come, whom they should contact first, what they are entitled to, and why."""

from tests.wegwijzer.cases.adults import ADULTS
from tests.wegwijzer.cases.children import CHILDREN
from tests.wegwijzer.cases.crimes import CRIMES
from tests.wegwijzer.cases.work import WORK

CASES = (*CHILDREN, *CRIMES, *WORK, *ADULTS)
