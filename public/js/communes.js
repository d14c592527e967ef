// A commune field understands any spelling without this file: it only proposes while one types.

for (const input of document.querySelectorAll('input[data-communes]')) {
  if (!(input instanceof HTMLInputElement)) continue
  const list = document.createElement('datalist')
  list.id = `${input.id}-communes`
  const status = document.createElement('p')
  status.className = 'visually-hidden'
  status.setAttribute('role', 'status')
  input.after(list, status)
  input.setAttribute('list', list.id)
  // What was typed on other days would cover the list; but Back gives back only what may be completed.
  input.addEventListener('focus', () => input.setAttribute('autocomplete', 'off'))
  input.addEventListener('blur', () => input.removeAttribute('autocomplete'))

  let request = new AbortController()
  input.addEventListener('input', () => {
    // Also stops what has not left yet: a pause that ends on an aborted request asks nothing.
    request.abort()
    request = new AbortController()
    const { signal } = request
    const typed = input.value.trim()
    if (typed.length < 3) list.replaceChildren()
    else if (isNew(typed)) setTimeout(() => propose(typed, signal).catch(() => undefined), 500)
  })

  const isNew = (/** @type {string} */ typed) => [...list.options].every(({ value }) => value !== typed)

  const propose = async (/** @type {string} */ typed, /** @type {AbortSignal} */ signal) => {
    const answer = await fetch(`/communes?q=${encodeURIComponent(typed)}`, { signal })
    /** @type {{ communes: { texte: string }[] }} */
    const { communes } = await answer.json()
    const options = communes.map(({ texte }) => {
      // Browsers hide an option that does not hold what is typed, letter for letter: « st lo » must be in the label.
      // Some show the label alone, so it says everything; those that show both leave out one that says the same.
      const held = texte.toLowerCase().includes(typed.toLowerCase())
      return new Option(held ? texte : `${texte}, pour « ${typed} »`, texte)
    })
    list.replaceChildren(...options)
    const many = communes.length > 1 ? 's' : ''
    status.textContent = `${communes.length || 'Aucune'} commune${many} proposée${many}`
  }
}
