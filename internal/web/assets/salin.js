// Shows the button that copies an address, where the browser can copy.
for (const button of document.querySelectorAll("[data-salin]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.salin);
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.selesai;
  });
}
