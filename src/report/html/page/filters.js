/** @typedef {'text' | 'file' | 'transform' | 'release' | 'show'} FilterName */

/**
 * @param {FilterName} name
 * @returns {HTMLInputElement | HTMLSelectElement}
 */
function control(name) {
  const element = byId(`filter-${name}`)
  if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) return element
  throw new Error(`#filter-${name} is no control`)
}

function drawFilters() {
  const releases = new Set(DATA.transforms.map(({ release }) => release))
  for (const release of releases) control('release').append(make('option', { value: release }, release))
  for (const [by, { id }] of DATA.transforms.entries()) control('transform').append(make('option', { value: by }, id))
}

/**
 * @param {FilterName} name
 * @param {string} value
 */
function filterBy(name, value) {
  clearFilters()
  control(name).value = value
  applyFilters()
  reveal(byId('files'))
}

function clearFilters() {
  for (const name of /** @type {FilterName[]} */ (['text', 'file', 'transform', 'release', 'show']))
    control(name).value = ''
}

/** What a block says, in small letters: made when it is first searched. @type {WeakMap<object, string>} */
const texts = new WeakMap()

/** @param {BlockView} block */
function textOf(block) {
  const known = texts.get(block)
  if (known !== undefined) return known
  const { data, file } = block
  const transforms = [...data.edits, ...data.findings].map(({ by }) => `${transformOf(by).id} ${transformOf(by).title}`)
  const messages = data.findings.map(({ message, suggestion = '' }) => `${message} ${suggestion}`)
  const text = [file.data.path, ...data.lines.map((line) => line.slice(1)), ...transforms, ...messages]
    .join('\n')
    .toLowerCase()
  texts.set(block, text)
  return text
}

/**
 * Whether something of a block is asked for: by transform, by release, and by what it is.
 * @param {PageBlock} data
 */
function holdsAsked({ edits, findings }) {
  const [transform, release, show] = [control('transform').value, control('release').value, control('show').value]
  /** @param {{ by: number }} site */
  const named = ({ by }) =>
    (transform === '' || transform === `${by}`) && (release === '' || release === transformOf(by).release)
  if (show === 'failed') return false
  const shownEdits =
    show === 'findings' ? [] : edits.filter(({ unsafe }) => show === '' || unsafe === (show === 'unsafe'))
  return shownEdits.some(named) || ((show === '' || show === 'findings') && findings.some(named))
}

/** Shows the files, hunks and tasks that every filter lets through. */
function applyFilters() {
  const text = control('text').value.trim().toLowerCase()
  const path = control('file').value.trim().toLowerCase()
  for (const file of FILES) {
    const { data } = file
    const asked = data.path.toLowerCase().includes(path)
    for (const block of file.blocks) {
      block.matches = asked && holdsAsked(block.data) && (text === '' || textOf(block).includes(text))
      if (block.element !== undefined) block.element.hidden = !block.matches
    }
    file.matches = file.blocks.some(({ matches }) => matches) || (asked && failedMatches(data, text))
    if (file.element !== undefined) file.element.hidden = !file.matches
    if (file.entry !== undefined) file.entry.hidden = !file.matches
  }
  for (const task of TASKS) task.matches = taskMatches(task)
  drawTasks()
  const shown = FILES.filter(({ matches }) => matches).length
  byId('shown').textContent =
    shown === FILES.length ? amount(shown, 'file') : `${shown} of ${amount(FILES.length, 'file')}`
  byId('nothing').hidden = shown > 0 || FILES.length === 0
}

/**
 * A file without hunks, that failed or was skipped.
 * @param {PageFile} file
 * @param {string} text
 */
function failedMatches({ error, path }, text) {
  if (error === undefined || control('transform').value !== '' || control('release').value !== '') return false
  const show = control('show').value
  return (show === '' || show === 'failed') && `${path}\n${error}`.toLowerCase().includes(text)
}

/** @param {Task} task */
function taskMatches({ block, file, by }) {
  if (block === undefined || by === undefined) return file.matches
  if (!block.matches || control('show').value === 'safe' || control('show').value === 'unsafe') return false
  const [transform, release] = [control('transform').value, control('release').value]
  return (transform === '' || transform === `${by}`) && (release === '' || release === transformOf(by).release)
}
