/**
 * What stands beside a hunk: the transforms that changed it, and what is left to do there.
 * @param {BlockView} block
 */
function drawNotes({ data, tasks }) {
  const numbers = [...new Set(data.edits.map(({ by }) => by))]
  const notes = numbers.map((by) => {
    const edits = data.edits.filter((edit) => edit.by === by)
    return editNote(transformOf(by), edits)
  })
  return make('div', { class: 'notes' }, ...notes, ...tasks.map(taskNote))
}

/**
 * @param {Transform} transform
 * @param {PageBlock['edits']} edits
 */
function editNote(transform, edits) {
  const unsafe = edits.some((edit) => edit.unsafe)
  const title = make('p', {}, sentence(transform.title))
  if (unsafe) title.append(' ', make('span', { class: 'badge' }, 'unsafe'))
  const label = `Changed by ${transform.id}`
  return make(
    'div',
    { class: 'note', role: 'group', 'aria-label': label },
    title,
    sourceOf(transform, amount(edits.length, 'edit')),
  )
}

/**
 * Which transform, how much of it, and where its note stands.
 * @param {Transform} transform
 * @param {string} [tally]
 */
function sourceOf(transform, tally) {
  const parts = [make('code', {}, transform.id), tally, noteLink(transform)].filter((part) => part !== undefined)
  return make('p', { class: 'source' }, ...parts.flatMap((part, index) => (index === 0 ? [part] : [' · ', part])))
}

/** @param {Task} task */
function taskNote(task) {
  const attributes = { class: 'note todo', role: 'group', 'aria-label': 'Left to do' }
  const source = task.by === undefined ? undefined : sourceOf(transformOf(task.by))
  return make('div', attributes, tickBox(task), suggestionOf(task), source)
}

/** @param {Task} task */
function suggestionOf({ suggestion }) {
  if (suggestion === undefined) return undefined
  return make('div', { class: 'suggestion' }, make('span', { class: 'label' }, 'Write'), make('pre', {}, suggestion))
}

/**
 * A box to tick, with the message as its label. All boxes of one task are ticked together.
 * @param {Task} task
 */
function tickBox(task) {
  const box = make('input', { type: 'checkbox', 'data-task': task.id })
  box.checked = ticked.has(task.id)
  box.addEventListener('change', () => tick(task, box.checked))
  return make('label', { class: 'tick' }, box, make('span', { class: 'message' }, sentence(task.message)))
}
