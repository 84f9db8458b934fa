"""Which thread may speak to PDFium now? One at a time: it is made for a single one.

A page drawn on the screen while a job reads or prints another PDF ended the program without a word.
Whoever opens a document holds `alone` until it is closed, with all that came from it.
"""

import threading
from typing import Final

alone: Final = threading.RLock()
