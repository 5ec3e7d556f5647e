"""python -m clausecmp"""

from .cli import main

if __name__ == "__main__":
    main()
