"""ILACS Desktop: start the window, or run one command without it."""

import sys

from ilacs_desktop.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
