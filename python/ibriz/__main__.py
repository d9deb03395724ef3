"""`python -m ibriz` is the command line."""

from ibriz.cli import main

if __name__ == "__main__":
    main()
