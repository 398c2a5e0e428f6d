// While the film explains a line of the program, that line shines.
const explained = [...document.querySelectorAll("#listing [data-until]")];
for (const kind of ["timeupdate", "seeked"]) {
  film.addEventListener(kind, () => {
    for (const line of explained) {
      line.classList.toggle("now", film.currentTime >= Number(line.dataset.seconds) && film.currentTime < Number(line.dataset.until));
    }
  });
}
