// Comfort for the forms of the desk: what is typed is judged at once and kept as a draft. Every page is complete without it.
'use strict'

// Asks the program to judge a form soon after each change; `update` gets the page as it would be. What was typed stays as it is.
function judged (form, delay, update) {
  let asked = 0
  let waiting
  async function judge() {
    const number = ++asked
    const fields = new URLSearchParams(new FormData(form))
    fields.set('do', 'judge')
    let text
    try {
      const answer = await fetch(form.action, { method: 'POST', body: fields, credentials: 'same-origin' })
      if (!answer.ok) return
      text = await answer.text()
    } catch {
      return
    }
    if (number !== asked) return
    update(new DOMParser().parseFromString(text, 'text/html'))
    form.dataset.judged = String(number)
  }
  function soon() {
    clearTimeout(waiting)
    waiting = setTimeout(judge, delay)
  }
  form.addEventListener('input', soon)
  form.addEventListener('change', soon)
  // What is sent by the person counts; nothing is kept as a draft behind it.
  form.addEventListener('submit', () => {
    asked++
    clearTimeout(waiting)
  })
  return soon
}

// An element gets the content of its twin in another page, if that differs.
function renew(to, from) {
  if (!to || !from || to.innerHTML === from.innerHTML) return
  to.replaceChildren(...document.importNode(from, true).childNodes)
}

function renewSummary(page) {
  const [from, to] = [page.getElementById('summary'), document.getElementById('summary')]
  to.hidden = from.hidden
  renew(to, from)
}

function copyAttributes(field, twin, names) {
  for (const name of names) {
    if (twin.hasAttribute(name)) field.setAttribute(name, twin.getAttribute(name))
    else field.removeAttribute(name)
  }
}

// The table of results: Enter moves down, a block of cells is pasted.
(function () {
  const form = document.getElementById('results')
  if (!form) return

  const soon = judged(form, 150, page => {
    for (const row of form.querySelectorAll('tr[id]')) {
      const judged = page.getElementById(row.id)
      if (!judged) continue
      row.className = judged.className
      row.hidden = judged.hidden
      renew(row.querySelector('.j, td[colspan]'), judged.querySelector('.j, td[colspan]'))
      for (const field of row.querySelectorAll('[name^="value."]')) {
        copyAttributes(field, judged.querySelector('[name^="value."]'), ['aria-invalid', 'aria-describedby'])
      }
    }
    renewSummary(page)
  })

  const column = name => [...form.querySelectorAll(`[name^="${name}."]`)]

  // Enter moves down a column, as in a spreadsheet; in a note it breaks the line.
  form.addEventListener('keydown', event => {
    const field = event.target
    if (event.key !== 'Enter' || event.isComposing || !field.name || field.tagName === 'BUTTON' || field.tagName === 'TEXTAREA') return
    event.preventDefault()
    const fields = column(field.name.split('.')[0])
    const next = fields[fields.indexOf(field) + (event.shiftKey ? -1 : 1)]
    if (next) {
      next.focus()
      if (next.select) next.select()
    }
  })

  // A block copied from a spreadsheet fills the values downwards, and what stands right of them: year, status, note.
  const right = ['value', 'year', 'status', 'note']
  form.addEventListener('paste', event => {
    const field = event.target
    const text = event.clipboardData && event.clipboardData.getData('text/plain')
    if (!text || !/[\t\n]/.test(text.replace(/\r?\n$/, '')) || !field.name || field.tagName === 'TEXTAREA') return
    event.preventDefault()
    const first = right.indexOf(field.name.split('.')[0])
    if (first < 0) return
    const rows = text.replace(/\r?\n$/, '').split(/\r?\n/)
    const start = column(right[first]).indexOf(field)
    rows.forEach((row, down) => {
      row.split('\t').forEach((cell, across) => {
        const target = right[first + across] && column(right[first + across])[start + down]
        if (target && !fill(target, cell.trim())) unknown(start + down, cell.trim())
      })
    })
    soon()
  })

  function fill(field, text) {
    if (field.tagName !== 'SELECT') {
      field.value = text
      return true
    }
    const option = [...field.options].find(option => option.value === text || option.text.trim() === text)
    if (option) field.value = option.value
    return Boolean(option)
  }

  // What no choice has is not dropped: the program says what it makes of it.
  function unknown(row, text) {
    const field = column('value')[row]
    if (field.tagName !== 'SELECT') field.value = `${field.value} ${text}`.trim()
  }
})()

// The report on a measure: it is shown as it will look while it is typed, buttons put in the signs of Markdown, and what is pasted from an
// office keeps its lists, headings and tables.
;(function () {
  'use strict'
  const form = document.getElementById('measure')
  if (!form) return
  const texts = [...form.querySelectorAll('textarea:not([readonly], [disabled])')]

  // The page that the program makes of what is typed.
  let asked = 0
  async function ask(what) {
    const number = ++asked
    const fields = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'))
    fields.set('do', what)
    try {
      const answer = await fetch(form.action, { method: 'POST', body: fields, credentials: 'same-origin' })
      const page = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html')
      return number === asked ? page : undefined
    } catch {
      return undefined
    }
  }

  function take(page, id) {
    const [from, to] = [page.getElementById(id), document.getElementById(id)]
    if (!from || !to || from.innerHTML === to.innerHTML) return
    to.hidden = from.hidden
    to.replaceChildren(...document.importNode(from, true).childNodes)
  }

  async function judge() {
    const page = await ask('judge')
    if (!page) return
    for (const id of ['summary', 'shown']) take(page, id)
    for (const field of form.querySelectorAll('.field[id]')) {
      const key = field.id.slice('field-'.length)
      take(page, `said-${key}`)
      const [twin, input] = [page.getElementById(key), document.getElementById(key)]
      if (twin && twin.hasAttribute('aria-invalid')) input.setAttribute('aria-invalid', 'true')
      else input.removeAttribute('aria-invalid')
    }
    form.dataset.judged = String(asked)
  }

  let waiting
  function soon() {
    clearTimeout(waiting)
    waiting = setTimeout(judge, 400)
  }
  form.addEventListener('input', soon)
  form.addEventListener('change', soon)

  // As if it were typed, so that the browser can take it back.
  function insert(text, words) {
    text.focus()
    if (!document.execCommand('insertText', false, words)) text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end')
    soon()
  }

  function lines(text) {
    const start = text.value.lastIndexOf('\n', text.selectionStart - 1) + 1
    const end = text.value.indexOf('\n', Math.max(start, text.selectionEnd))
    text.setSelectionRange(start, end < 0 ? text.value.length : end)
    return text.value.slice(text.selectionStart, text.selectionEnd).split('\n')
  }

  const put = {
    list: text => insert(text, lines(text).map(line => `- ${line.replace(/^[-・]\s*/, '')}`).join('\n')),
    heading: text => insert(text, `### ${lines(text).join(' ').replace(/^#+\s*/, '')}`),
    link: text => {
      const words = text.value.slice(text.selectionStart, text.selectionEnd)
      insert(text, `[${words}](https://)`)
      text.setSelectionRange(text.selectionEnd - 'https://)'.length, text.selectionEnd - 1)
    },
  }
  for (const tools of form.querySelectorAll('.tool')) {
    tools.hidden = false
    tools.addEventListener('click', event => {
      const kind = event.target.dataset.put
      if (kind) put[kind](document.getElementById(tools.dataset.for))
    })
  }

  // Photos that are chosen or dropped are sent at once: the page asks then what they show.
  const [add, drop, see] = [document.getElementById('add'), form.querySelector('.drop'), form.querySelector('[value="judge"]')]
  if (add) {
    add.addEventListener('change', event => {
      event.stopPropagation()
      if (add.files.length) form.requestSubmit(see)
    })
    for (const name of ['dragover', 'dragleave', 'drop']) {
      drop.addEventListener(name, event => {
        event.preventDefault()
        drop.classList.toggle('over', name === 'dragover')
        if (name !== 'drop' || !event.dataTransfer.files.length) return
        add.files = event.dataTransfer.files
        form.requestSubmit(see)
      })
    }
  }

  // What an office puts on the clipboard, as lines: the program makes the rest of them.
  const blocks = 'p, div, li, tr, h1, h2, h3, h4, h5, h6'
  function words(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data.replace(/\s+/g, ' ')
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches('style, script, [style*="mso-list:Ignore"], [style*="mso-list: Ignore"]')) return ''
    if (node.matches('br')) return '\n'
    const inner = [...node.childNodes].map(words).join('')
    const href = node.matches('a') && node.getAttribute('href')
    return /^https?:/.test(href || '') && inner.trim() ? `[${inner.trim()}](${href})` : inner
  }
  function office(body) {
    const found = []
    for (const block of body.querySelectorAll(blocks)) {
      if (block.matches('tr')) {
        const cells = [...block.cells].map(cell => words(cell).trim().replace(/\s+/g, ' ').replaceAll('|', '\\|'))
        const line = `| ${cells.join(' | ')} |`
        const isHead = found.length === 0 || found[found.length - 1].kind !== 'row'
        found.push({ kind: 'row', text: isHead ? `${line}\n${'| --- '.repeat(cells.length)}|` : line })
      }
      if (block.closest('tr') || block.querySelector(blocks)) continue
      const text = words(block).trim()
      if (!text) continue
      const item = block.closest('li') || block.matches('[class*="MsoListParagraph"], [style*="mso-list"]')
      if (/^H/.test(block.tagName)) found.push({ kind: 'heading', text: `### ${text}` })
      else found.push(item ? { kind: 'item', text: `- ${text.replace(/\n/g, ' ')}` } : { kind: 'paragraph', text })
    }
    return found.map(({ kind, text }, index) => {
      const before = index && found[index - 1].kind
      const gap = !index ? '' : kind === before && kind !== 'paragraph' ? '\n' : '\n\n'
      return gap + text
    }).join('')
  }
  for (const text of texts) {
    text.addEventListener('paste', async event => {
      const html = event.clipboardData && event.clipboardData.getData('text/html')
      const pasted = html && office(new DOMParser().parseFromString(html, 'text/html').body)
      if (!pasted) return
      event.preventDefault()
      insert(text, pasted)
      clearTimeout(waiting)
      const page = await ask('tidy')
      const twin = page && page.getElementById(text.id)
      if (twin) text.value = twin.value
      judge()
    })
  }
})()

// Translations: Ctrl+Enter goes to the next field, and behind the last one to the button that saves.
;(function () {
  const form = document.getElementById('translation')
  if (!form) return

  judged(form, 400, page => {
    for (const pair of form.querySelectorAll('.pair[id]')) {
      const judged = page.getElementById(pair.id)
      if (!judged) continue
      pair.className = judged.className
      for (const part of ['.where', '[id^="said-"]']) renew(pair.querySelector(part), judged.querySelector(part))
      pair.querySelector('[id^="accept-"]').hidden = judged.querySelector('[id^="accept-"]').hidden
      copyAttributes(pair.querySelector('textarea'), judged.querySelector('textarea'), ['aria-invalid'])
    }
    renew(document.getElementById('draft'), page.getElementById('draft'))
    renewSummary(page)
  })

  form.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing || event.target.tagName !== 'TEXTAREA') return
    event.preventDefault()
    const fields = [...form.querySelectorAll('textarea[name]')]
    const next = fields[fields.indexOf(event.target) + 1] || form.querySelector('.foot .main')
    next.focus()
    next.scrollIntoView({ block: 'nearest' })
  })
})()
