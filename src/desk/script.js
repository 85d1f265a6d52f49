// Comfort for the tables of the desk: values are judged as they are typed, Enter moves down, a block of cells is pasted. Every page is
// complete without it.
(function () {
  'use strict'
  const form = document.getElementById('results')
  if (!form) return

  // The page as it would be, judged by the program; what was typed stays as it is.
  let asked = 0
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
    const page = new DOMParser().parseFromString(text, 'text/html')
    for (const row of form.querySelectorAll('tr[id]')) {
      const judged = page.getElementById(row.id)
      if (!judged) continue
      row.className = judged.className
      row.hidden = judged.hidden
      const [from, to] = [judged.querySelector('.j, td[colspan]'), row.querySelector('.j, td[colspan]')]
      if (from.innerHTML !== to.innerHTML) to.replaceChildren(...document.importNode(from, true).childNodes)
      for (const field of row.querySelectorAll('[name^="value."]')) {
        const twin = judged.querySelector('[name^="value."]')
        for (const name of ['aria-invalid', 'aria-describedby']) {
          if (twin.hasAttribute(name)) field.setAttribute(name, twin.getAttribute(name))
          else field.removeAttribute(name)
        }
      }
    }
    const [from, to] = [page.getElementById('summary'), document.getElementById('summary')]
    to.hidden = from.hidden
    to.replaceChildren(...document.importNode(from, true).childNodes)
    form.dataset.judged = String(number)
  }

  let waiting
  function soon() {
    clearTimeout(waiting)
    waiting = setTimeout(judge, 150)
  }
  form.addEventListener('input', soon)
  form.addEventListener('change', soon)

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
