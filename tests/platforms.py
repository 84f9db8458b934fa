"""What may a test not expect of the system it runs on?"""

import ctypes
import sys

WINDOWS = sys.platform == "win32"
# Wine runs Windows programs elsewhere; some of what Windows promises it only nods to
WINE = WINDOWS and hasattr(ctypes.windll.ntdll, "wine_get_version")
