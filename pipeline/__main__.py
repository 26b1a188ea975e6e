"""``python -m pipeline`` is ``quoth``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
