// The film and what follows it: captions, chapters, transcript. All that carries data-seconds goes there when it is chosen.
"use strict";
const film = document.getElementById("film");
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const track = film.addTextTrack("captions", CAPTIONS, DATA.language);
for (const [begin, end, text] of DATA.captions) track.addCue(new VTTCue(begin, end, text));
track.mode = "hidden";      // until the viewer turns them on in the player

function seek(seconds) {
  film.currentTime = seconds + 0.01;
  film.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  film.play().catch(() => {});       // a browser may want another click first
}
document.addEventListener("click", event => {
  const chosen = event.target.closest("[data-seconds]");
  if (chosen) seek(Number(chosen.dataset.seconds));
});

// of buttons in the order of the film, the one whose moment it is
class Following {
  constructor(buttons, moved = () => {}) {
    this.buttons = [...buttons];
    this.begins = this.buttons.map(button => Number(button.dataset.seconds));
    this.moved = moved;
  }
  follow(seconds) {
    const now = this.buttons[this.begins.findLastIndex(begin => begin <= seconds)];
    if (now === this.now) return;
    this.now?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
    this.now = now;
    if (now) this.moved(now);
  }
}

function bring(line) {      // into sight, in the panel that it is in, unless someone reads there
  const panel = line.closest("[role=tabpanel]");
  if (panel.hidden || panel.matches(":hover") || panel.contains(document.activeElement)) return;
  const place = line.getBoundingClientRect().top - panel.getBoundingClientRect().top;
  panel.scrollBy({ top: place - panel.clientHeight / 3, behavior: calm.matches ? "auto" : "smooth" });
}
const followed = [new Following(document.querySelectorAll("#chapters button")),
                  new Following(document.querySelectorAll("#lines button"), bring)];
function onMoment(show) {      // whenever the film is at another moment, show(seconds)
  for (const kind of ["timeupdate", "seeked"]) film.addEventListener(kind, () => show(film.currentTime));
}
onMoment(seconds => followed.forEach(one => one.follow(seconds)));

const tabs = [...document.querySelectorAll("[role=tab]")];
function choose(tab) {
  for (const one of tabs) {
    one.setAttribute("aria-selected", one === tab);
    one.tabIndex = one === tab ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = one !== tab;
  }
}
tabs.forEach((tab, k) => {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const next = tabs.at((k + step) % tabs.length);
    choose(next);
    next.focus();
  });
});
