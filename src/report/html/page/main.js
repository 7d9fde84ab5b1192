const dark = matchMedia('(prefers-color-scheme: dark)')

function isDark() {
  const chosen = document.documentElement.dataset.theme
  return chosen === undefined ? dark.matches : chosen === 'dark'
}

function showTheme() {
  byId('theme').textContent = isDark() ? 'Light' : 'Dark'
  byId('theme').setAttribute('aria-label', `Use the ${isDark() ? 'light' : 'dark'} theme`)
}

function switchTheme() {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark'
  memory.write('theme', isDark() ? 'dark' : 'light')
  showTheme()
}

/** @param {boolean} open the filters and files, where a narrow page folds them */
function showSide(open) {
  byId('side').classList.toggle('open', open)
  byId('side-toggle').setAttribute('aria-expanded', `${open}`)
}

/**
 * @param {string} id
 * @param {() => void} action
 */
function onClick(id, action) {
  byId(id).addEventListener('click', action)
}

function listen() {
  onClick('unified', () => chooseView(false))
  onClick('split', () => chooseView(true))
  onClick('theme', switchTheme)
  onClick('show-help', showHelp)
  onClick('side-toggle', () => showSide(!byId('side').classList.contains('open')))
  onClick('clear', () => {
    clearFilters()
    applyFilters()
  })
  onClick('more-tasks', () => {
    tasksShown *= 10
    drawTasks()
  })
  byId('filters').addEventListener('input', applyFilters)
  byId('filters').addEventListener('submit', (event) => event.preventDefault())
  const keys = byId('keys')
  if (keys instanceof HTMLInputElement) {
    keys.checked = keysAreOn()
    keys.addEventListener('change', () => memory.write('keys', keys.checked ? 'on' : 'off'))
  }
  document.addEventListener('keydown', onKey)
  document.addEventListener('focusin', ({ target }) => {
    const place = target instanceof Element ? target.closest('.block') : null
    const block = place === null ? undefined : blockOfElement.get(place)
    if (block !== undefined) setCurrent(block)
  })
  dark.addEventListener('change', showTheme)
  wide.addEventListener('change', redrawBlocks)
  addEventListener('beforeprint', () => BLOCKS.forEach(drawBlock))
}

const theme = memory.read('theme')
if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme
document.documentElement.classList.add('alive')
drawFilters()
drawReasons()
byId('file-list').append(...FILES.map(drawEntry))
byId('file-sections').append(...FILES.map(drawFile))
applyFilters()
redrawBlocks()
showTicks()
showTheme()
listen()
