/** @param {number} step 1 for the next hunk, -1 for the one before */
function walk(step) {
  const stops = BLOCKS.filter((block) => block.matches)
  if (stops.length === 0) return
  const at = current === undefined ? -1 : stops.indexOf(current)
  const next = at === -1 && step < 0 ? stops.length - 1 : Math.min(Math.max(at + step, 0), stops.length - 1)
  const block = stops[next]
  if (block !== undefined) goTo(block)
}

/** Ticks the first open task of the hunk a reader is at, or opens the last one again where all are done. */
function tickCurrent() {
  const tasks = current?.tasks ?? []
  const open = tasks.find(({ id }) => !ticked.has(id))
  const task = open ?? tasks.at(-1)
  if (task !== undefined) tick(task, open !== undefined)
}

function showHelp() {
  const help = byId('help')
  if (help instanceof HTMLDialogElement && !help.open) help.showModal()
}

/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => walk(1),
  k: () => walk(-1),
  x: tickCurrent,
  v: () => chooseView(!wantsSplit),
  t: switchTheme,
  '?': showHelp,
  '/': () => {
    showSide(true)
    control('text').focus()
  },
}

function keysAreOn() {
  return memory.read('keys') !== 'off'
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const { target, key } = event
  if (event.ctrlKey || event.metaKey || event.altKey || byId('help').hasAttribute('open')) return
  if (target instanceof HTMLElement && target.matches('input:not([type=checkbox]), select, textarea')) {
    if (key === 'Escape') target.blur()
    return
  }
  const action = KEYS[key]
  if (action === undefined || !keysAreOn()) return
  event.preventDefault()
  action()
}
