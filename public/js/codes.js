// Codes that are shown once: two gestures to keep them. The page says them all without this file.

for (const list of document.querySelectorAll('[data-codes]')) {
  const buttons = document.createElement('p')
  buttons.className = 'actions'
  buttons.append(button('Imprimer', () => print()))
  if (navigator.clipboard) buttons.append(button('Copier', (one) => copy(one, list)))
  list.after(buttons)
}

function button(/** @type {string} */ word, /** @type {(one: HTMLButtonElement) => void} */ act) {
  const one = document.createElement('button')
  one.type = 'button'
  one.className = 'button button--quiet'
  one.textContent = word
  one.addEventListener('click', () => act(one))
  return one
}

async function copy(/** @type {HTMLButtonElement} */ one, /** @type {Element} */ list) {
  const codes = [...list.querySelectorAll('code')].map(({ textContent }) => textContent)
  await navigator.clipboard.writeText(codes.join('\n'))
  one.textContent = 'Copié'
}
