// One slide at a time: it plays when it comes, and stands at its last picture. Keys: arrows, space, page keys; S sound, N notes.
"use strict";
const get = id => document.getElementById(id), movie = get("movie");
let at = Math.min(Math.max(Number(location.hash.slice(1)) - 1 || 0, 0), SLIDES.length - 1), presenter = null, shown = null;

function show(next) {
  at = Math.min(Math.max(next, 0), SLIDES.length - 1);
  const slide = SLIDES[at], bytes = Uint8Array.from(atob(slide.movie), letter => letter.charCodeAt(0));
  if (shown) URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
  movie.poster = `data:image/jpeg;base64,${slide.poster}`;
  movie.src = shown;
  movie.play().catch(() => {});
  get("place").textContent = `${slide.title}: ${slide.text}`;
  get("number").textContent = `${at + 1} / ${SLIDES.length}`;
  history.replaceState(null, "", `#${at + 1}`);
  tell();
}

function tell() {      // the presenter's window: what is said, and what comes next
  if (!presenter || presenter.closed) return;
  const slide = SLIDES[at], next = SLIDES[at + 1], page = presenter.document;
  const paragraph = (name, text) => Object.assign(page.createElement(name), { textContent: text });
  page.title = WORDS.notes;
  page.body.style.cssText = "font: 28px/1.5 system-ui; margin: 2rem; background: #fff; color: #000";
  page.body.replaceChildren(paragraph("h2", `${at + 1} / ${SLIDES.length}  ${slide.title}`), paragraph("p", slide.text));
  if (next) {
    const picture = Object.assign(page.createElement("img"), { src: `data:image/jpeg;base64,${next.poster}`, alt: next.text });
    picture.style.width = "50%";
    page.body.append(paragraph("h3", WORDS.next), picture, paragraph("p", next.text));
  }
}
function openNotes() {
  presenter = open("", "notes", "width=900,height=700");
  if (!presenter) return;
  presenter.addEventListener("keydown", keys);
  tell();
}
function hear() {
  movie.muted = !movie.muted;
  get("sound").setAttribute("aria-pressed", !movie.muted);
}
function keys(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }[event.key];
  if (event.target.tagName === "BUTTON" && event.key === " ") return;
  if (step) { event.preventDefault(); show(at + step); }
  if (event.key === "Home") show(0);
  if (event.key === "End") show(SLIDES.length - 1);
  if (event.key === "s") hear();
  if (event.key === "n") openNotes();
}
addEventListener("keydown", keys);
document.querySelector("main").addEventListener("click", () => show(at + 1));
get("on").addEventListener("click", () => show(at + 1));
get("back").addEventListener("click", () => show(at - 1));
get("sound").addEventListener("click", hear);
get("presenter").textContent = WORDS.notes;
get("presenter").addEventListener("click", openNotes);
show(at);
