// Draw, and the network answers: its input, hidden activations and outputs follow each stroke.

const net = new Network(DATA.try), side = DATA.try.side, words = DATA.try.words;
const get = id => document.getElementById(id), all = selector => [...document.querySelectorAll(`#try ${selector}`)];
const board = get("draw"), pen = board.getContext("2d", { willReadFrequently: true });
const seen = get("seen"), neurons = all("[data-neuron]"), outputs = all("[data-output]");
const PEN = 0.085;      // of the board's side
const state = { image: null, across: 0, down: 0, inverted: false, speaks: false, neuron: null, output: null, at: [0.5, 0.5] };

// --- from values to looks, as in the film --------------------------------------------------------

const roles = Object.fromEntries(["background", "panel", "ink", "positive", "negative", "activation"].map(name =>
  [name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim().match(/[0-9a-f]{2}/gi).map(h => parseInt(h, 16))]));
const WHITE = [255, 255, 255], STEEPNESS = 2.2, HOT = 0.85;

function blend(one, other, share) { return one.map((value, k) => value + (other[k] - value) * share); }
function glow(value) { return value ** STEEPNESS / (value ** STEEPNESS + (1 - value) ** STEEPNESS); }
function fill(value) {
  const share = glow(value), warm = blend(roles.panel, roles.activation, Math.min(share / HOT, 1));
  return blend(warm, WHITE, Math.max(share - HOT, 0) / (1 - HOT));
}
function signed(value, scale) {
  return blend(roles.background, value > 0 ? roles.positive : roles.negative, Math.min(Math.abs(value) / scale, 1));
}
function rgb(colour) { return `rgb(${colour.map(Math.round).join(" ")})`; }
function paint(canvas, colours) {
  const small = new OffscreenCanvas(side, side), pixels = new ImageData(side, side);
  colours.forEach((colour, k) => pixels.data.set([...colour, 255], 4 * k));
  small.getContext("2d").putImageData(pixels, 0, 0);
  const to = canvas.getContext("2d");
  to.imageSmoothingEnabled = false;
  to.drawImage(small, 0, 0, canvas.width, canvas.height);
}

// --- what the network gets and says ----------------------------------------------------------------

function input() {      // the image, moved and inverted
  const moved = new Float32Array(side * side);
  if (state.image) state.image.forEach((value, k) => {
    const row = Math.floor(k / side) + state.down, column = k % side + state.across;
    if (row >= 0 && row < side && column >= 0 && column < side) moved[row * side + column] = value;
  });
  return state.inverted ? moved.map(value => 1 - value) : moved;
}

function update() {
  const image = input(), run = net.forward(image), output = state.output ?? run.answer;
  neurons.forEach((button, k) => {
    button.style.background = rgb(fill(run.h[k]));
    button.setAttribute("aria-pressed", k === state.neuron);
    button.setAttribute("aria-label", said(words.neuron, { neuron: k + 1, value: figure(run.h[k], 2) }));
    button.title = button.getAttribute("aria-label");
  });
  outputs.forEach((button, k) => {
    button.querySelector("i").style.width = `${100 * run.o[k]}%`;
    button.querySelector("output").textContent = figure(run.o[k], 2);
    button.classList.toggle("answer", k === run.answer);
    button.setAttribute("aria-pressed", k === state.output);
  });
  drawSeen(image, run, output);
  drawEdges(run, output);
  get("try").dataset.answer = DATA.try.classes[run.answer];
}

function drawSeen(image, run, output) {
  let values = null, text = state.image ? said(words.output, { answer: DATA.try.classes[run.answer] }) : words.nothing;
  if (state.neuron !== null) {
    values = net.adds(run, state.neuron);
    text = said(words.wakes, { neuron: state.neuron + 1 });
  } else if (state.speaks) {
    values = net.speaks(run, output);
    text = said(words.speaks, { answer: DATA.try.classes[output] });
  }
  if (values) {
    const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
    paint(seen, [...values].map(value => signed(value, scale)));
  } else paint(seen, [...image].map(value => [255 * value, 255 * value, 255 * value]));
  get("told").textContent = text;
}

function drawEdges(run, output) {      // what each hidden neuron adds to the output's sum
  const canvas = get("edges"), box = canvas.getBoundingClientRect(), pixels = devicePixelRatio, to = canvas.getContext("2d");
  Object.assign(canvas, { width: box.width * pixels, height: box.height * pixels });
  to.scale(pixels, pixels);
  const middle = (element, edge) => {
    const own = element.getBoundingClientRect();
    return [own[edge] - box.left, own.top + own.height / 2 - box.top];
  };
  const pushes = [...run.h].map((value, k) => value * net.wHO[output * net.hidden + k]);
  const scale = pushes.reduce((most, push) => Math.max(most, Math.abs(push)), 1e-9), target = middle(outputs[output], "left");
  pushes.forEach((push, k) => {
    const share = Math.abs(push) / scale, from = middle(neurons[k], "right");
    to.beginPath();
    to.moveTo(...from);
    to.bezierCurveTo(from[0] + 40, from[1], target[0] - 40, target[1], ...target);
    to.globalAlpha = 0.15 + 0.85 * share;
    to.lineWidth = 0.5 + 4 * share;
    to.strokeStyle = rgb(push > 0 ? roles.positive : roles.negative);
    to.stroke();
  });
}

function figure(value, decimals) { return value.toFixed(decimals).replace(".", DATA.try.figures.decimal); }
function count(value) { return String(value).replace(/\B(?=(\d{3})+$)/g, DATA.try.figures.thousands); }
function said(text, values) { return text.replace(/\{(\w+)\}/g, (_, name) => values[name]); }

// --- drawing by hand, and by keys -------------------------------------------------------------------

function place(event) {
  const box = board.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}
function stroke(to) {
  pen.lineCap = pen.lineJoin = "round";
  pen.lineWidth = PEN * board.width;
  pen.strokeStyle = "#fff";
  pen.beginPath();
  pen.moveTo(...state.at.map(share => share * board.width));
  pen.lineTo(...to.map(share => share * board.width));
  pen.stroke();
  state.at = to;
  get("here").hidden = true;
  look();
}
let waiting = false;
function look() {      // once a picture, however many strokes come in between
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; read(); });
}
function read() {
  const { width, height } = board, ink = new Float64Array(width * height), drawn = pen.getImageData(0, 0, width, height).data;
  for (let k = 0; k < ink.length; k++) ink[k] = drawn[4 * k + 3] / 255;
  Object.assign(state, { image: normalized(ink, width, side), across: 0, down: 0 });
  update();
}
board.addEventListener("pointerdown", event => {
  event.preventDefault();
  board.focus({ preventScroll: true });
  board.setPointerCapture(event.pointerId);
  state.at = place(event);
  stroke(state.at);
});
board.addEventListener("pointermove", event => {
  if (board.hasPointerCapture(event.pointerId)) for (const one of event.getCoalescedEvents?.() ?? [event]) stroke(place(one));
});
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
board.addEventListener("keydown", event => {
  const step = KEYS[event.key];
  if (!step) return;
  event.preventDefault();
  const to = state.at.map((share, k) => Math.min(Math.max(share + step[k] / side, 0), 1));
  if (event.shiftKey) stroke(to);
  state.at = to;
  board.style.setProperty("--x", to[0]);
  board.style.setProperty("--y", to[1]);
});

// --- tools --------------------------------------------------------------------------------------------

function clear() {
  pen.clearRect(0, 0, board.width, board.height);
  get("here").hidden = false;
  Object.assign(state, { image: null, across: 0, down: 0, inverted: false, neuron: null, output: null });
}
const tools = {
  clear() { clear(); },
  invert() { state.inverted = !state.inverted; },
  speak() { Object.assign(state, { speaks: !state.speaks, neuron: null }); },
};
get("try").addEventListener("click", event => {
  const button = event.target.closest("button");
  if (!button) return;
  const { tool, move, neuron, output, example } = button.dataset;
  if (tool) tools[tool]();
  if (move) { const [across, down] = move.split(" ").map(Number); state.across += across; state.down += down; }
  if (neuron) state.neuron = state.neuron === Number(neuron) ? null : Number(neuron);
  if (output) Object.assign(state, { output: state.output === Number(output) ? null : Number(output), neuron: null, speaks: true });
  if (example) { clear(); state.image = examples[example]; }
  for (const name of ["invert", "speak"]) {
    document.querySelector(`[data-tool=${name}]`).setAttribute("aria-pressed", name === "invert" ? state.inverted : state.speaks);
  }
  update();
});
const examples = DATA.try.examples.map(text => Float32Array.from(bytesOf(text), grey => grey / 255));
all("[data-example]").forEach((button, k) => {
  button.setAttribute("aria-label", `${k + 1}`);
  paint(button.firstChild, [...examples[k]].map(value => [255 * value, 255 * value, 255 * value]));
});
function scrub() {
  const moment = Number(get("moment").value), updates = DATA.try.updates[moment];
  net.at(moment);
  get("updates").textContent = said(updates ? words.after : words.before, { updates: count(updates) });
  update();
}
get("moment").addEventListener("input", scrub);
addEventListener("resize", update);
state.image = examples[0];
scrub();
