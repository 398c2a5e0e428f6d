// While the film explains lines of the program, they shine.
const explained = [...document.querySelectorAll("#listing [data-until]")];
for (const kind of ["timeupdate", "seeked"]) {
  film.addEventListener(kind, () => {
    const before = explained.filter(line => line.classList.contains("now"));
    const now = explained.filter(line => film.currentTime >= Number(line.dataset.seconds) && film.currentTime < Number(line.dataset.until));
    explained.forEach(line => line.classList.toggle("now", now.includes(line)));
    if (now.length && now[0] !== before[0]) bring(now[0]);
  });
}
