/** @type {Record<PageFile['status'], string>} */
const STATUS_NAMES = { changed: 'changed', flagged: 'findings only', failed: 'failed', skipped: 'skipped' }

/** @param {FileView} file */
function drawFile(file) {
  const { path, status, error } = file.data
  const id = `file-${file.number}`
  const toggle = make('button', { type: 'button', class: 'fold', 'aria-expanded': true, 'aria-controls': `${id}-body` })
  toggle.append(make('span', { class: 'chevron', 'aria-hidden': true }), make('span', { class: 'path' }, path))
  toggle.addEventListener('click', () => openFile(file, toggle.getAttribute('aria-expanded') !== 'true'))
  const badge = status === 'changed' ? undefined : make('span', { class: `badge ${status}` }, STATUS_NAMES[status])
  const head = make('div', { class: 'file-head' }, make('h3', {}, toggle), badge, sizeOf(file))
  const message = error === undefined ? undefined : make('p', { class: 'error' }, error)
  const body = make('div', { class: 'file-body', id: `${id}-body` }, message, ...file.blocks.map(blockPlace))
  file.element = make('article', { class: 'file', id, tabindex: -1, 'aria-label': path }, head, body)
  const lines = file.blocks.reduce((sum, { data }) => sum + data.lines.length + 1, 0)
  file.element.style.setProperty('--lines', `${lines}`)
  return file.element
}

/**
 * How many lines a file wins and loses.
 * @param {FileView} file
 */
function sizeOf({ data }) {
  let [added, removed] = [0, 0]
  for (const { lines } of data.blocks) {
    for (const line of lines) {
      if (line.startsWith('+')) added++
      else if (line.startsWith('-')) removed++
    }
  }
  if (added + removed === 0) return undefined
  return make(
    'span',
    { class: 'size' },
    make('span', { class: 'plus' }, `+${added}`),
    ' ',
    make('span', { class: 'minus' }, `−${removed}`),
    make('span', { class: 'hidden' }, ' lines'),
  )
}

/**
 * @param {FileView} file
 * @param {boolean} open
 */
function openFile({ element }, open) {
  element?.classList.toggle('folded', !open)
  element?.querySelector('.fold')?.setAttribute('aria-expanded', `${open}`)
}

/** @param {FileView} file */
function drawEntry(file) {
  const { path, status } = file.data
  const slash = path.lastIndexOf('/') + 1
  const folder = slash === 0 ? undefined : make('span', { class: 'folder' }, path.slice(0, slash))
  const open = file.tasks.length === 0 ? undefined : make('span', { class: 'todo-count' })
  const name = make('span', { class: 'name' }, folder, path.slice(slash))
  const link = make('a', { href: `#file-${file.number}`, class: `file-link ${status}`, title: path }, name, open)
  link.addEventListener('click', (event) => {
    event.preventDefault()
    openFile(file, true)
    showSide(false)
    reveal(file.element)
  })
  file.entry = make('li', {}, link)
  return file.entry
}
