// Everything works without this file: it only saves a gesture.

for (const button of document.querySelectorAll('[data-copy]')) {
  if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy ?? '')
    button.setAttribute('role', 'status')
    button.textContent = button.dataset.copied ?? 'Adresse copiée'
  })
}
