"""What the chapter on using says is what the command prints and what the run answered."""

import pytest
from network import predict, snapshots
from scenes.film import facts


@pytest.fixture(scope="module")
def run():
    return snapshots.load("digits")


def test_the_command_prints_the_answer_that_the_film_gives(run, capsys):
    probe = facts.using_probe(run)
    index, label = int(run.probe_index[probe]), int(run.probe_labels[probe])
    assert run.probe_set[probe] == "test"
    assert predict.main([str(index)]) == 0
    answer = run.meta["classes"][facts.answer_of(run, probe)]
    assert capsys.readouterr().out.splitlines()[0] == f"test image {index}, labelled {label}: the network says {answer}"


def test_the_mistakes_are_mistakes(run):
    for i in range(facts.SHOWN_MISTAKES):
        index = int(run.mistake_index[i])
        label, answer = int(run.test_labels[index]), int(run.test_outputs[index].argmax())
        assert run.meta["classes"][answer] != label
        said = facts.mistake(run, i, "it takes for")
        assert facts.word(label) in said and said.endswith(facts.name(run, answer))


def test_the_opening_and_the_chapter_on_using_show_images_that_are_read_rightly(run):
    opening, using = facts.opening_probe(run), facts.using_probe(run)
    assert opening != using
    for probe in (opening, using):
        assert run.meta["classes"][facts.answer_of(run, probe)] == run.probe_labels[probe]
