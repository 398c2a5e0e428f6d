// One of several at a time: which one is in the page's address; arrows, page keys and space go on and back, a click on the page on.
"use strict";
const get = id => document.getElementById(id);

class Steps {
  constructor(count, show) {      // show(k) puts the k-th of them on the page
    Object.assign(this, { count, show });
    addEventListener("keydown", event => this.key(event));
    document.querySelector("main").addEventListener("click", () => this.by(1));
  }
  begin() { this.to(Number(location.hash.slice(1)) - 1 || 0); }
  by(step) { this.to(this.at + step); }
  to(place) {
    this.at = Math.min(Math.max(place, 0), this.count - 1);
    history.replaceState(null, "", `#${this.at + 1}`);
    this.show(this.at);
  }
  get place() { return `${this.at + 1} / ${this.count}`; }
  key(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }[event.key];
    if (event.target.tagName === "BUTTON" && event.key === " ") return;
    if (step) { event.preventDefault(); this.by(step); }
    if (event.key === "Home") this.to(0);
    if (event.key === "End") this.to(this.count - 1);
  }
}
