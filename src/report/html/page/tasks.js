/** The numbers of the tasks that are done. The report's key tells what they are numbers of. */
const ticked = new Set(storedTicks())

function storedTicks() {
  try {
    const stored = JSON.parse(memory.read(DATA.key) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id) => TASKS[id] !== undefined) : []
  } catch {
    return []
  }
}

/**
 * @param {Task} task
 * @param {boolean} done
 */
function tick(task, done) {
  if (done) ticked.add(task.id)
  else ticked.delete(task.id)
  memory.write(DATA.key, JSON.stringify([...ticked].sort((a, b) => a - b)))
  showTicks()
}

function showTicks() {
  for (const box of document.querySelectorAll('input[data-task]')) {
    if (!(box instanceof HTMLInputElement)) continue
    box.checked = ticked.has(Number(box.dataset.task))
    box.closest('.task, .note')?.classList.toggle('done', box.checked)
  }
  byId('progress').textContent = `${ticked.size} of ${TASKS.length} done`
  const bar = byId('progress-bar')
  if (bar instanceof HTMLProgressElement) {
    bar.max = Math.max(1, TASKS.length)
    bar.value = ticked.size
  }
  for (const { entry, tasks } of FILES) {
    const open = tasks.filter(({ id }) => !ticked.has(id)).length
    const count = entry?.querySelector('.todo-count')
    if (count instanceof HTMLElement) {
      count.classList.toggle('none', open === 0)
      const words = open === 0 ? ', all done' : ' left to do'
      count.replaceChildren(open === 0 ? '✓' : `${open}`, make('span', { class: 'hidden' }, words))
    }
  }
}

/** How many tasks are listed before a reader asks for more. */
const TASKS_SHOWN = 100
let tasksShown = TASKS_SHOWN

/** The list of what is left to do, as far as the filters ask for it. */
function drawTasks() {
  const matching = TASKS.filter((task) => task.matches)
  byId('task-list').replaceChildren(...matching.slice(0, tasksShown).map(taskEntry))
  const more = byId('more-tasks')
  more.hidden = matching.length <= tasksShown
  more.textContent = `Show ${matching.length - tasksShown} more`
  byId('tasks').hidden = TASKS.length === 0
}

/** @param {Task} task */
function taskEntry(task) {
  const { block, by, file } = task
  const target = block === undefined ? `#file-${file.number}` : `#block-${block.number}`
  const place = make('a', { href: target, class: 'place' }, task.place)
  place.addEventListener('click', (event) => {
    event.preventDefault()
    if (block === undefined) reveal(file.element)
    else goTo(block)
  })
  const source = by === undefined ? 'failed, left as it was' : sourceOf(transformOf(by))
  const below = make('div', { class: 'below' }, place, source)
  return make('li', { class: ticked.has(task.id) ? 'task done' : 'task' }, tickBox(task), suggestionOf(task), below)
}
