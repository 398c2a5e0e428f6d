"""What the narration says of the run: every number comes from a key of a snapshot, none is typed."""


def facts(pixels, digits) -> dict[str, str]:
    """Placeholder -> text, from the snapshots of the small net and of the real one.

    A percentage reads as "93.1 percent", a count as "60,000"; the voice speaks both as a person would.
    """
    said = {}
    for name, run in (("pixels", pixels), ("digits", digits)):
        meta = run.meta
        said |= {
            f"{name}_inputs": count(meta["inputs"]),
            f"{name}_hidden": count(meta["hidden"]),
            f"{name}_outputs": count(meta["outputs"]),
            f"{name}_epochs": count(meta["epochs"]),
            f"{name}_learn_rate": f"{meta['learn_rate']:g}",
            f"{name}_train_images": count(meta["data"]["train"]),
            f"{name}_test_images": count(meta["data"]["test"]),
            f"{name}_learning_accuracy": percent(run.accuracy_learning[-1]),
            f"{name}_train_accuracy": percent(run.accuracy_train[-1]),
            f"{name}_test_accuracy": percent(run.accuracy_test[-1]),
        }
    return said


def percent(share: float) -> str:
    """0.9312 -> "93.1 percent"."""
    return f"{100 * share:.1f} percent"


def count(number: int) -> str:
    """60000 -> "60,000"."""
    return f"{number:,}"
