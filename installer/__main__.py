"""Sets up IKdesk on a machine that has only Python and git, and starts what you ask for.

Needs nothing but the standard library, and tells in one sentence when Python itself is too old. So this file is
written for old Pythons too; everything else here is for 3.11 and newer.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the one place that has to know
    sys.exit("IKdesk trenger Python 3.11 eller nyere. Dette er Python " + sys.version.split()[0] + ".")

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120 - old Pythons

# Only now is Python known to be new enough to read the rest.
from installer.commands import main

if __name__ == "__main__":
    sys.exit(main())
