// The form works without this file: it says earlier what the site would say after sending.
import './once.js'

if (document.querySelector('input[data-communes]')) import('./communes.js')

// Enter presses the first button of a form: where that one does nothing, nothing happens
for (const nothing of document.querySelectorAll('button[data-nothing]'))
  nothing.addEventListener('click', (event) => event.preventDefault())

const number = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 })
const size = (/** @type {number} */ bytes) =>
  bytes < 1e6 ? `${number.format(Math.max(1, Math.round(bytes / 1e3)))} Ko` : `${number.format(bytes / 1e6)} Mo`

for (const input of document.querySelectorAll('input[type=file][data-most]')) {
  const status = input.parentElement?.querySelector('[role=status]')
  if (!(input instanceof HTMLInputElement) || !status) continue
  input.addEventListener('change', () => {
    const most = Number(input.dataset.most)
    const files = [...(input.files ?? [])]
    const tooHeavy = files.some((file) => file.size > most * 1024 * 1024)
    const names = files.map((file) => `${file.name} (${size(file.size)})`).join(', ')
    const [only, ...others] = files
    status.toggleAttribute('data-fault', tooHeavy)
    status.textContent = tooHeavy
      ? `${names} : choisissez un fichier de ${most} Mo au plus`
      : only && others.length === 0
        ? size(only.size)
        : names
  })
}

for (const text of document.querySelectorAll('textarea[data-limit]')) {
  if (!(text instanceof HTMLTextAreaElement)) continue
  const limit = Number(text.dataset.limit)
  const status = document.createElement('p')
  status.className = 'field__status'
  status.setAttribute('role', 'status')
  text.after(status)
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause
  // said near the end only, once the writing pauses
  text.addEventListener('input', () => {
    clearTimeout(pause)
    pause = setTimeout(() => {
      const left = limit - [...text.value.trim()].length
      const words = `${Math.abs(left)} caractère${Math.abs(left) > 1 ? 's' : ''}`
      status.toggleAttribute('data-fault', left < 0)
      status.textContent = left > limit / 4 ? '' : left < 0 ? `${words} de trop` : `Il reste ${words}`
    }, 400)
  })
}
