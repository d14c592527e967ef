// The text is written and saved without this file: it saves the marks.
import { markdownOf } from './paste.js'

for (const place of document.querySelectorAll('[data-write]')) {
  const text = place.querySelector('textarea')
  if (text && place instanceof HTMLElement) equip(place, text)
}

/** @param {HTMLElement} place @param {HTMLTextAreaElement} text */
function equip(place, text) {
  const bar = document.createElement('div')
  bar.className = 'write__bar'
  bar.role = 'group'
  const about = text.closest('fieldset')?.querySelector('legend')?.textContent
  bar.ariaLabel = about ? `Mise en forme : ${about}` : 'Mise en forme'
  /** @type {[string, () => void][]} */
  const tools = [
    ['Titre', () => markLines(text, '## ')],
    ['Gras', () => embolden(text)],
    ['Liste', () => markLines(text, '- ')],
    ['Lien', () => link(text)],
    ...(document.querySelector('.write__files') ? [/** @type {[string, () => void]} */ (['Fichier', openFiles])] : []),
  ]
  for (const [label, act] of tools) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = label
    button.addEventListener('click', act)
    bar.append(button)
  }
  text.before(bar)

  text.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html')
    const marked = html ? markdownOf(html) : ''
    if (!marked) return
    event.preventDefault()
    insert(text, marked)
  })
  offerFiles(text, place.dataset.write ?? '')
}

/** @param {HTMLTextAreaElement} text @param {string} words */
function insert(text, words) {
  text.focus()
  // the one way to write that « Annuler » can take back
  if (!document.execCommand('insertText', false, words))
    text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end')
}

/** Around what is chosen, or off again. @param {HTMLTextAreaElement} text */
function embolden(text) {
  const [start, end] = [text.selectionStart, text.selectionEnd]
  const chosen = text.value.slice(start, end)
  if (/^\*\*[^*]+\*\*$/.test(chosen)) return replace(text, start, end, chosen.slice(2, -2))
  const around = text.value.slice(Math.max(0, start - 2), start) === '**' && text.value.slice(end, end + 2) === '**'
  if (around && chosen) return replace(text, start - 2, end + 2, chosen)
  const words = chosen || 'mots'
  replace(text, start, end, `**${words}**`, 2, 2)
}

/** The words first, then the address to be written. @param {HTMLTextAreaElement} text */
function link(text) {
  const [start, end] = [text.selectionStart, text.selectionEnd]
  const chosen = text.value.slice(start, end) || 'mots du lien'
  const address = /^[^\s@]+@[^\s@]+$/.test(chosen) ? `mailto:${chosen}` : 'https://'
  replace(text, start, end, `[${chosen}](${address})`, chosen.length + 3, 1)
}

/**
 * Then all of the words are chosen but some at each end.
 * @param {HTMLTextAreaElement} text @param {number} start @param {number} end @param {string} words @param {number} before @param {number} after
 */
function replace(text, start, end, words, before = 0, after = 0) {
  text.setSelectionRange(start, end)
  insert(text, words)
  text.setSelectionRange(start + before, start + words.length - after)
}

/** @param {HTMLTextAreaElement} text @param {string} mark */
function markLines(text, mark) {
  const start = text.value.lastIndexOf('\n', text.selectionStart - 1) + 1
  const next = text.value.indexOf('\n', text.selectionEnd)
  text.setSelectionRange(start, next < 0 ? text.value.length : next)
  const lines = text.value.slice(start, text.selectionEnd).split('\n')
  const marked = lines.every((line) => line.startsWith(mark))
  const after = lines.map((line) => (marked ? line.slice(mark.length) : mark + line.replace(/^(?:#+|-)\s+/, '')))
  insert(text, after.join('\n'))
  text.setSelectionRange(start, start + after.join('\n').length)
}

function openFiles() {
  const files = document.querySelector('.write__files')
  if (!(files instanceof HTMLDetailsElement)) return
  files.open = true
  files.querySelector('summary')?.focus()
}

/** @param {HTMLTextAreaElement} text @param {string} address */
function offerFiles(text, address) {
  const files = document.querySelector('.write__files')
  const list = files?.querySelector('.write__links')
  if (!files || !list) return
  for (const item of list.querySelectorAll('li')) offerInsert(text, item)

  const input = Object.assign(document.createElement('input'), { type: 'file', id: 'fichier-nouveau' })
  input.accept = '.zip,.pptx,.docx,.xlsx,.odt,.odp,.ods,.pdf,.png,.jpg,.jpeg'
  const label = Object.assign(document.createElement('label'), {
    htmlFor: input.id,
    textContent: 'Envoyer un nouveau fichier (100 Mo au plus)',
  })
  const status = Object.assign(document.createElement('p'), { className: 'write__status', role: 'status' })
  const field = Object.assign(document.createElement('div'), { className: 'field' })
  field.append(label, input, status)
  list.before(field)
  // it is sent from here
  files.querySelector('.write__elsewhere')?.remove()

  input.addEventListener('change', async () => {
    const [file] = input.files ?? []
    if (!file) return
    status.textContent = `${file.name} : envoi en cours…`
    status.removeAttribute('data-fault')
    const form = new FormData()
    form.append('fichier', file)
    const answer = await fetch(address, { method: 'POST', body: form }).catch(() => undefined)
    const said = await answer?.json().catch(() => undefined)
    if (answer?.ok && said?.href) {
      insert(text, `[${said.title} (${said.format})](${said.href})`)
      status.textContent = `${file.name} est envoyé, et son lien est dans le texte.`
    } else {
      status.setAttribute('data-fault', '')
      status.textContent =
        said?.message ?? `${file.name} n’a pas pu être envoyé : réessayez, ou ajoutez-le à la boîte à outils.`
    }
    input.value = ''
  })
}

/** @param {HTMLTextAreaElement} text @param {HTMLLIElement} item */
function offerInsert(text, item) {
  const code = item.querySelector('code')?.textContent ?? ''
  const button = Object.assign(document.createElement('button'), {
    type: 'button',
    className: 'link',
    textContent: 'Insérer',
  })
  button.ariaLabel = `Insérer : ${/^\[(.*)\]/.exec(code)?.[1] ?? code}`
  button.addEventListener('click', () => insert(text, code))
  item.append(button)
}
