"""`python -m habeas` is `habeas`."""

from habeas.cli import main

if __name__ == "__main__":
    main(prog_name="habeas")
