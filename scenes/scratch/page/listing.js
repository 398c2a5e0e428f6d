// While the film explains lines of the program, they shine.
const explained = [...document.querySelectorAll("#listing [data-spans]")].map(line =>
  ({ line, spans: line.dataset.spans.split(" ").map(span => span.split("-").map(Number)) }));
let first = null;
onMoment(seconds => {
  const now = explained.filter(({ spans }) => spans.some(([begin, end]) => begin <= seconds && seconds < end));
  explained.forEach(one => one.line.classList.toggle("now", now.includes(one)));
  if (now[0] && now[0] !== first) bring(now[0].line);
  first = now[0];
});
