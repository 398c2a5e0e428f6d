// The film's network, and how a drawing becomes an image like those that it learned from.

function bytesOf(text) {      // one by one: Uint8Array.from takes twenty times as long
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let k = 0; k < letters.length; k++) bytes[k] = letters.charCodeAt(k);
  return bytes;
}

class Network {
  constructor({ sizes: [inputs, hidden, outputs], side, pixels, weights }) {
    Object.assign(this, { inputs, hidden, outputs, pixels, area: side * side });
    this.all = new Float32Array(bytesOf(weights).buffer);
    this.length = this.all.length / (hidden * inputs + hidden + outputs * hidden + outputs);
    this.at(this.length - 1);
  }

  at(moment) {        // the weights at a logged moment, from now on
    const { inputs, hidden, outputs } = this;
    let place = moment * this.all.length / this.length;
    const next = count => this.all.subarray(place, place += count);
    [this.wIH, this.bIH, this.wHO, this.bHO] = [hidden * inputs, hidden, outputs * hidden, outputs].map(next);
  }

  forward(image) {    // grey values 0..1 of a whole image
    const x = Float32Array.from(this.pixels, pixel => image[pixel]);
    const hPre = layer(this.wIH, x, this.bIH), h = hPre.map(sigmoid), o = layer(this.wHO, h, this.bHO).map(sigmoid);
    return { x, hPre, h, o, answer: o.indexOf(Math.max(...o)) };
  }

  // how much less of an output's sum there would be if a pixel were black, for each pixel of the image
  speaks({ x, hPre, h }, output) {
    const values = new Float32Array(this.area);
    for (let i = 0; i < this.inputs; i++) {
      if (!x[i]) continue;
      let change = 0;
      for (let k = 0; k < this.hidden; k++) {
        change += this.wHO[output * this.hidden + k] * (h[k] - sigmoid(hPre[k] - this.wIH[k * this.inputs + i] * x[i]));
      }
      values[this.pixels[i]] = change;
    }
    return values;
  }

  // what each pixel adds to a hidden neuron's sum
  adds({ x }, neuron) {
    const values = new Float32Array(this.area);
    for (let i = 0; i < this.inputs; i++) values[this.pixels[i]] = this.wIH[neuron * this.inputs + i] * x[i];
    return values;
  }
}

function layer(weights, x, bias) {
  return bias.map((start, row) => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += weights[row * x.length + i] * x[i];
    return sum + start;
  });
}

function sigmoid(sum) { return 1 / (1 + Math.exp(-sum)); }

// Ink 0..1 of `width` columns, cropped, scaled to fit 20 x 20 and put with its centre of mass into the middle of 28 x 28, or as
// much of another side, as network/drawing.py does; null where there is no ink.
function normalized(ink, width, side) {
  const height = ink.length / width;
  const rows = range(height).filter(r => range(width).some(c => ink[r * width + c] > 0));
  const columns = range(width).filter(c => rows.some(r => ink[r * width + c] > 0));
  if (!rows.length) return null;
  const [top, left] = [rows[0], columns[0]], [high, wide] = [rows.at(-1) - top + 1, columns.at(-1) - left + 1];
  const scale = Math.round(side * 20 / 28) / Math.max(high, wide);
  const [h, w] = [high, wide].map(size => Math.max(1, Math.round(size * scale)));
  const down = shares(high, h), across = shares(wide, w), small = new Float64Array(h * w);
  for (let r = 0; r < h; r++) for (const [from, share] of down[r]) {
    for (let c = 0; c < w; c++) for (const [at, part] of across[c]) {
      small[r * w + c] += share * part * ink[(top + from) * width + left + at];
    }
  }
  const most = Math.max(...small), image = new Float32Array(side * side);
  const startRow = start(range(h).map(r => sum(range(w).map(c => small[r * w + c]))), side);
  const startColumn = start(range(w).map(c => sum(range(h).map(r => small[r * w + c]))), side);
  small.forEach((value, k) => {
    image[(startRow + Math.floor(k / w)) * side + startColumn + k % w] = Math.round(255 * value / most) / 255;
  });
  return image;
}

// for each new pixel [[old one that it covers, its share]]
function shares(old, count) {
  const step = old / count;
  return range(count).map(k => range(old).map(i => [i, Math.max(0, Math.min((k + 1) * step, i + 1) - Math.max(k * step, i)) / step])
    .filter(([, share]) => share > 0));
}

function start(mass, side) {
  const centre = sum(mass.map((value, k) => value * k)) / sum(mass);
  return Math.min(Math.max(Math.round(side / 2 - centre), 0), side - mass.length);
}

function range(count) { return [...Array(count).keys()]; }
function sum(values) { return values.reduce((all, value) => all + value, 0); }
