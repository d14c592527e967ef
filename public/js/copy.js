// Everything works without this file: it saves the gestures of a copy.

for (const list of document.querySelectorAll('[data-copy-texts]')) {
  if (!navigator.clipboard) continue
  const told = document.createElement('p')
  told.className = 'visually-hidden'
  told.role = 'status'
  list.after(told)

  for (const fold of list.querySelectorAll('details')) {
    fold.addEventListener('toggle', () => offerCopy(fold, told), { once: true })
  }
}

function offerCopy(/** @type {HTMLElement} */ fold, /** @type {HTMLElement} */ told) {
  for (const text of fold.querySelectorAll('textarea')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'link'
    const say = (/** @type {string} */ word) => {
      button.textContent = word
      button.ariaLabel = `${word} : ${text.ariaLabel}`
    }
    say('Copier')
    text.after(button)
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(text.value)
      say('Copié')
      told.textContent = button.ariaLabel
      button.addEventListener('blur', () => say('Copier'), { once: true })
    })
  }
}
