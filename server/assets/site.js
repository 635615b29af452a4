// On every page: `/` goes to the search box, unless something is being written.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = /** @type {HTMLElement} */ (event.target);
  if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
  const box = /** @type {HTMLInputElement | null} */ (document.getElementById("q"));
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
