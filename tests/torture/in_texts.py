"""What people write: scripts, pronunciations, palettes and subjects, in every encoding, of every type and size."""

from functools import cache
from pathlib import Path


from network.errors import UserError as NetworkError
from scenes.film.errors import UserError
from scenes.film.narration.script import Script
from scenes.film.voice import voice
from scenes.kit import theme
from scenes.scratch import subject
from scenes.scratch.film import FILM
from torture.trial import Trial, damaged, one_of

REFUSALS = (UserError, NetworkError, theme.BadTheme)
VALUES = ("3", "-1.5", "true", "[]", "{}", "''", '" "', "nan", "1979-05-27", "[[1]]", '["a"]', "{a = 'b'}", "9" * 5000, '"' + "x" * 10 ** 6 + '"',
          "[" * 3000 + "]" * 3000, "'é'", '"\\u0000"', '"\\n"', "0x1F", "inf", '"{"', '"}"', '"{{}}"', '"[low]"', '"[low] [low] x"', '"[]"',
          "'''a\nb'''", "{a={a={a={a=1}}}}", "[{a=1}]", '"\u202e"', '"\ufeff"', '"\u2028"')
ENCODINGS = {"UTF-8": "utf-8", "with a BOM": "utf-8-sig", "Latin-1": "latin-1", "UTF-16": "utf-16", "Windows": "cp1252", "UTF-32": "utf-32"}
PLACEHOLDERS = ("{train_count:,}", "{train_count:.2f}", "{}", "{0}", "{hidden!r}", "{hidden.real}", "{hidden[0]}", "{hidden:{inputs}}", "{ hidden }",
                "{hidden:capital}", "{hiden}", "{hidden:plural}", "{{hidden}}", "{hidden", "hidden}", "{hidden:>99999999}", "{__class__}", "{hidden:one}")


def written(text: str, rng, path: Path) -> tuple[str, bool]:
    """Write a text in some encoding, some of its bytes damaged or not; (what was done, whether it is still that text)."""
    what = one_of(rng, ENCODINGS)
    content = text.encode(ENCODINGS[what], "replace")
    ends = one_of(rng, ("\n", "\r\n", "\r"))
    if ends != "\n" and rng.random() < 0.3 and what == "UTF-8":
        content, what = content.replace(b"\n", ends.encode()), f"{what}, ends {ends!r}"
    whole = what in ("UTF-8", "with a BOM", "UTF-8, ends '\\r\\n'")
    if rng.random() < 0.3:
        damage, content = damaged(content, rng)
        what, whole = f"{what}, {damage}", False
    path.write_bytes(content)
    return what, whole


@cache
def facts() -> dict[str, str]:
    return dict.fromkeys(FILM.facts(FILM.runs.load(FILM.runs.folder)), "seven")


@cache
def scripts() -> dict[str, str]:
    return {code: (FILM.scripts / f"{code}.toml").read_text(encoding="utf-8") for code in ("en", "de", "es")}


def used(path: Path) -> dict[str, dict[str, str]]:
    """All that a film takes from a script."""
    script = Script.load(path, "en")
    for chapter in [name for name in script.tables if name != "film"]:
        script.title(chapter)
        script.written(chapter)
        script.lines(chapter, facts())
        for key in script.chapter(chapter):
            if key != "title":
                script.marks(chapter, key, facts())
    for chapter, texts in script.screen.items():
        for key in texts:
            script.text(chapter, key, facts())
    for key in script.page:
        script.page_text(key, facts())
    for key in script.film:
        script.film_text(key, facts())
    _ = script.name, script.language
    return script.tables


def a_script(rng, folder) -> Trial:
    text, name = scripts()[one_of(rng, scripts())], ""
    text = text[:int(rng.integers(1000, 20000))].rpartition("\n\n")[0] + "\n"
    if rng.random() < 0.7:
        lines = text.split("\n")
        place = one_of(rng, [i for i, line in enumerate(lines) if " = " in line])
        key = lines[place].partition(" = ")[0]
        added = one_of(rng, ("value", "placeholder", "table", "constants"))
        value = one_of(rng, VALUES) if added != "placeholder" else f'"Of {one_of(rng, PLACEHOLDERS)} words."'
        if added in ("table", "constants"):
            lines.append(one_of(rng, ("[screen]", "[choices]", "[page]", "[film]", "[constants]", "[terms]", "[film.a]", "[[film]]", "[a.b.c]")) +
                         f"\n{one_of(rng, ('language', 'title', 'sources', 'x'))} = {value}")
        else:
            lines[place] = f"{key} = {value}"
        text, name = "\n".join(lines), f"{added} {value[:40]}"
    how, whole = written(text, rng, folder / "s.toml")

    def right(tables):
        return all(isinstance(text, str) for lines in tables.values() for text in lines.values())
    return Trial(f"{name}, {how}", lambda: used(folder / "s.toml"), right, REFUSALS, whole and not name and text.count('"""') % 2 == 0)


def a_palette(rng, folder) -> Trial:
    key = one_of(rng, (*theme.ROLES, "Ink", "colour", '"ü"'))
    good = {'"#56B4E9"', '"#fff"', '"red"', '"#56B4E980"'}
    value = one_of(rng, (*good, *VALUES, '"#56B4E"', '"rgb(1,2,3)"', '"#GGGGGG"', "0x56B4E9", "[0.1, 0.2, 0.3]", "[86, 180, 233]", '"BLUE_E"', '"none"'))
    path = folder / "p.toml"
    how, whole = written(f'# Farbe für grüne Ränder\n{key} = {value}\n', rng, path)

    def read():
        return theme.read_palette(path)

    def right(palette):
        for name in theme.ROLES:
            if theme.ManimColor(getattr(palette, name)).to_rgba()[3] != 1:
                return False
        return all(isinstance(getattr(palette, name), str) for name in theme.ROLES)
    return Trial(f"{key} = {value[:40]}, {how}", read, right, REFUSALS, whole and key in theme.ROLES and value == '"#56B4E9"')


def a_pronunciation(rng, folder) -> Trial:
    key, value = one_of(rng, ("delta", '"a b"', '"("', '""', '"\\\\1"', '"ü"')), one_of(rng, (*VALUES, '"/dˈɛltə/"', '"del ta"', r'"\\1"', r'"\\g<0>"'))
    path = folder / "pronunciation.toml"
    how, whole = written(f"{key} = {value}\n", rng, path)

    def read():
        from scenes.film.voice.speech import respell
        return respell("A delta ( is a delta.", voice.pronunciations(path))
    return Trial(f"{key} = {value[:40]}, {how}", read, lambda text: isinstance(text, str), REFUSALS)


def a_subject(rng, folder) -> Trial:
    key = one_of(rng, (*subject.WORDS, "classes", "colour", '"ü"'))
    value = one_of(rng, (*VALUES, '"Schuh"', '["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]', '["a", ""]', "[1, 2]"))
    path = folder / "subject.toml"
    rest = "".join(f'{word} = "{word}ß"\n' for word in ("singular", "plural") if word != key)
    how, whole = written(f"{rest}{key} = {value}\n", rng, path)

    def read():
        made = subject.of(path, "other")
        made.check(10, path)
        return made

    def right(made):
        own = made.own["en"]
        names = own.get("classes", [])
        words = [own[word] for word in own if word != "classes"] + list(names)
        return isinstance(names, list) and all(isinstance(word, str) and word.strip() for word in words)
    return Trial(f"{key} = {value[:40]}, {how}", read, right, REFUSALS, whole and value == '"Schuh"' and key in subject.WORDS)


KINDS = {"script": a_script, "palette": a_palette, "pronunciation": a_pronunciation, "subject": a_subject}
