// A slide plays when it comes, and stands at its last picture. Keys: S sound, N notes, and those of steps.js.
"use strict";
const movie = get("movie"), steps = new Steps(SLIDES.length, show);
let presenter = null, shown = null;

function show(at) {
  const slide = SLIDES[at], bytes = Uint8Array.from(atob(slide.movie), letter => letter.charCodeAt(0));
  if (shown) URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(new Blob([bytes], { type: "video/mp4" }));
  movie.poster = `data:image/jpeg;base64,${slide.poster}`;
  movie.src = shown;
  movie.play().catch(() => {});
  get("place").textContent = `${slide.title}: ${slide.text}`;
  get("number").textContent = steps.place;
  tell();
}

function tell() {      // the presenter's window: what is said, and what comes next
  if (!presenter || presenter.closed) return;
  const slide = SLIDES[steps.at], next = SLIDES[steps.at + 1], page = presenter.document;
  const paragraph = (name, text) => Object.assign(page.createElement(name), { textContent: text });
  page.title = WORDS.notes;
  page.body.style.cssText = "font: 28px/1.5 system-ui; margin: 2rem; background: #fff; color: #000";
  page.body.replaceChildren(paragraph("h2", `${steps.place}  ${slide.title}`), paragraph("p", slide.text));
  if (next) {
    const picture = Object.assign(page.createElement("img"), { src: `data:image/jpeg;base64,${next.poster}`, alt: next.text });
    picture.style.width = "50%";
    page.body.append(paragraph("h3", WORDS.next), picture, paragraph("p", next.text));
  }
}
function openNotes() {
  presenter = open("", "notes", "width=900,height=700");
  if (!presenter) return;
  presenter.addEventListener("keydown", event => { steps.key(event); keys(event); });
  tell();
}
function hear() {
  movie.muted = !movie.muted;
  get("sound").setAttribute("aria-pressed", !movie.muted);
}
function keys(event) {
  if (event.key === "s") hear();
  if (event.key === "n") openNotes();
}
addEventListener("keydown", keys);
get("on").addEventListener("click", () => steps.by(1));
get("back").addEventListener("click", () => steps.by(-1));
get("sound").addEventListener("click", hear);
get("presenter").textContent = WORDS.notes;
get("presenter").addEventListener("click", openNotes);
steps.begin();
