"""Start the web workspace on the data that lies beside this file; takes what ``planner serve`` takes."""

from planner.launch import main  # first: from here on, Ctrl-C ends it without a word

if __name__ == "__main__":
    import sys
    from pathlib import Path

    sys.exit(main(["serve", str(Path(__file__).parent / "data"), *sys.argv[1:]]))
