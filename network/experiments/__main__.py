"""`python -m network.experiments`: makes experiments.npz."""
from network.errors import run_main
from network.experiments.command import main

if __name__ == "__main__":
    run_main(main)
