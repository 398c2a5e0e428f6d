"""The page on which the newest beat is seen: one text, nothing from elsewhere."""

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>watch</title>
<style>
:root { color-scheme: dark; font: 16px/1.45 system-ui, sans-serif; background: #14181c; color: #dfe4e8; }
body { margin: 0; display: grid; grid-template-columns: minmax(0, 1fr) 22rem; gap: 1.5rem; padding: 1.5rem; }
@media (max-width: 60rem) { body { grid-template-columns: minmax(0, 1fr); } }
video { width: 100%; background: #000; border-radius: 6px; display: block; }
h1 { font-size: 1rem; font-weight: 600; margin: 0 0 .6rem; display: flex; justify-content: space-between; gap: 1rem; }
#note { font-weight: 400; color: #9aa6b0; }
#text { font-size: 1.15rem; max-width: 46rem; }
#error { background: #3a1f24; border-left: 4px solid #e5707e; padding: .7rem 1rem; border-radius: 0 6px 6px 0;
         margin: 0 0 1rem; overflow-wrap: anywhere; }
#error code { display: block; white-space: pre-wrap; margin-top: .4rem; }
#sound { margin: .6rem 0 0; }
button { font: inherit; color: inherit; background: none; border: 0; text-align: left; cursor: pointer; }
nav button { display: block; width: 100%; padding: .35rem .6rem; border-left: 3px solid transparent; }
nav button:hover, nav button:focus-visible { background: #20262c; }
nav button[aria-current] { border-color: #56b4e9; background: #1c2329; }
nav small { display: block; color: #9aa6b0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
nav .changed b::after { content: " changed"; font-weight: 400; color: #e6b450; }
[hidden] { display: none !important; }
</style>
<main>
  <h1><span id="title"></span><span id="note" role="status"></span></h1>
  <div id="error" role="alert" hidden><b></b> <span></span><code></code></div>
  <video id="film" controls loop playsinline></video>
  <button id="sound" hidden>The browser wants a click before it plays sound: here</button>
  <p id="text"></p>
</main>
<nav id="beats" aria-label="Beats of the chapter"></nav>
<script>
const at = id => document.getElementById(id), film = at("film");
let shown = 0;

async function play() {
  try { await film.play(); }
  catch (refused) {
    if (refused.name !== "NotAllowedError") return;
    film.muted = true;
    at("sound").hidden = false;
    film.play().catch(() => {});
  }
}
at("sound").onclick = () => { film.muted = false; film.currentTime = 0; at("sound").hidden = true; play(); };

function beat(one, current) {
  const button = document.createElement("button"), name = document.createElement("b");
  const text = document.createElement("small");
  name.textContent = one.key;
  text.textContent = one.text;
  button.title = one.text;
  button.classList.toggle("changed", one.changed);
  if (one.key === current) button.setAttribute("aria-current", "true");
  button.append(name, text);
  button.onclick = () => fetch("/draw", { method: "POST", body: one.key });
  return button;
}

const news = new EventSource("/news");
news.onerror = () => { at("note").textContent = "the watch has ended; this page goes on when it runs here again"; };
news.onmessage = event => {
  const state = JSON.parse(event.data);
  document.title = `${state.chapter} ${state.shown || ""}`;
  at("title").textContent = `${state.chapter} \\u203a ${state.shown || ""}`;
  at("note").textContent = state.note || "";
  at("text").textContent = state.text || "";
  at("error").hidden = !state.error;
  const [place, text, code] = at("error").children;
  place.textContent = state.error && state.error.file ? `${state.error.file}, line ${state.error.line}` : "";
  text.textContent = state.error ? state.error.text : "";
  code.textContent = state.error ? state.error.code : "";
  at("beats").replaceChildren(...(state.beats || []).map(one => beat(one, state.key)));
  if (state.film && state.film !== shown) {
    shown = state.film;
    film.src = `/film/${shown}.mp4`;
    play();
  }
};
</script>
</html>
"""
