// Everything works without this file: it only saves a gesture.

for (const button of document.querySelectorAll('[data-copy]')) {
  if (!(button instanceof HTMLButtonElement) || !navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset['copy'] ?? '')
    button.setAttribute('role', 'status')
    button.textContent = 'Adresse copiée'
  })
}

// A second press while the form leaves does nothing. The key in the form makes a double sending harmless anyway.
for (const button of document.querySelectorAll('[data-once]')) {
  const form = button.closest('form')
  form?.addEventListener('submit', (event) => {
    if (!(event.submitter instanceof HTMLElement) || !event.submitter.dataset['once']) return
    if (event.submitter.ariaDisabled === 'true') return event.preventDefault()
    event.submitter.ariaDisabled = 'true'
    event.submitter.textContent = event.submitter.dataset['once']
  })
}

// Back from the next page, the button works again.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload()
})
