// A passkey is the browser's to make and to use: without this file, or in a browser that has none, the page says what to do instead.

const supported =
  'PublicKeyCredential' in globalThis &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential

/** @type {Record<string, string>} */
const words = {
  InvalidStateError: 'Cet appareil a déjà une clé pour votre accès.',
  NotAllowedError: 'Rien n’a été confirmé sur votre appareil. Vous pouvez recommencer.',
  SecurityError: 'Les clés d’accès ne servent pas à cette adresse du site.',
}

/** @param {HTMLFormElement} form */
async function answerOf(form) {
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)])
  const asked = await fetch(form.dataset.passkey ?? '', { method: 'POST', body: new URLSearchParams(fields) })
  const question = await asked.json()
  // to register, it says for whom
  const credential = question.user
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) })
  return JSON.stringify(await credential)
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const status = form.querySelector('[role=status]')
  if (!supported || !(form instanceof HTMLFormElement) || !status) continue
  form.hidden = false
  document.getElementById(form.dataset.instead ?? '')?.remove()

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    status.textContent = 'Confirmez sur votre appareil…'
    try {
      const field = form.elements.namedItem('reponse')
      if (field instanceof HTMLInputElement) field.value = await answerOf(form)
      form.submit()
    } catch (error) {
      const name = error instanceof DOMException ? error.name : ''
      status.textContent = words[name] ?? 'Cela n’a pas abouti. Rechargez la page, puis recommencez.'
    }
  })
}
