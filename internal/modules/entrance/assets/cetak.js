// Prints the page at the press of a button marked data-cetak, which only shows
// where this runs.
for (const button of document.querySelectorAll('[data-cetak]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
