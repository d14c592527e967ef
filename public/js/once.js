// A form that leaves says so, and a second press does nothing. The site takes the same form twice without harm anyway.

const words = new Map()

for (const button of document.querySelectorAll('button[data-once]')) {
  if (!(button instanceof HTMLButtonElement)) continue
  words.set(button, button.textContent)
  button.form?.addEventListener('submit', (event) => {
    if (button.ariaDisabled === 'true') return event.preventDefault()
    // a form may have several errands
    if (event.submitter !== button) return
    button.ariaDisabled = 'true'
    button.textContent = button.dataset.once ?? null
  })
}

// Back from the next page, the buttons work again.
addEventListener('pageshow', () => {
  for (const [button, word] of words) {
    button.ariaDisabled = null
    button.textContent = word
  }
})
