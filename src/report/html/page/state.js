/** @typedef {import('../data.ts').PageData} PageData */
/** @typedef {PageData['files'][number]} PageFile */
/** @typedef {PageFile['blocks'][number]} PageBlock */
/** @typedef {PageData['transforms'][number]} Transform */

/**
 * Something a person must do: a finding, or a file that failed.
 * @typedef {object} Task
 * @property {number} id
 * @property {FileView} file
 * @property {BlockView | undefined} block
 * @property {number | undefined} by
 * @property {string} place
 * @property {string} message
 * @property {string | undefined} suggestion
 * @property {boolean} matches what the filters ask for
 */

/**
 * A hunk or an excerpt. It is drawn when it comes near the screen.
 * @typedef {object} BlockView
 * @property {number} number
 * @property {FileView} file
 * @property {PageBlock} data
 * @property {Task[]} tasks
 * @property {HTMLElement | undefined} element
 * @property {boolean} drawn
 * @property {boolean} matches
 */

/**
 * @typedef {object} FileView
 * @property {number} number
 * @property {PageFile} data
 * @property {BlockView[]} blocks
 * @property {Task[]} tasks
 * @property {HTMLElement | undefined} element
 * @property {HTMLElement | undefined} entry in the list of files
 * @property {boolean} matches
 */

/** @type {PageData} */
const DATA = JSON.parse(byId('data').textContent ?? '')

/** @type {FileView[]} */
const FILES = DATA.files.map((data, number) => {
  return { number, data, blocks: [], tasks: [], element: undefined, entry: undefined, matches: true }
})

/** @type {Task[]} */
const TASKS = []

/** @param {Omit<Task, 'id' | 'matches'>} task */
function addTask(task) {
  const whole = { ...task, id: TASKS.length, matches: true }
  TASKS.push(whole)
  task.file.tasks.push(whole)
  task.block?.tasks.push(whole)
}

let blocksSoFar = 0
for (const file of FILES) {
  const { path, status, error = '', blocks } = file.data
  if (status === 'failed') {
    addTask({ file, block: undefined, by: undefined, place: path, message: error, suggestion: undefined })
  }
  for (const data of blocks) {
    /** @type {BlockView} */
    const block = { number: blocksSoFar++, file, data, tasks: [], element: undefined, drawn: false, matches: true }
    file.blocks.push(block)
    for (const { by, line, message, suggestion } of data.findings) {
      addTask({ file, block, by, place: `${path}:${line}`, message, suggestion })
    }
  }
}

/** In the order of the page. */
const BLOCKS = FILES.flatMap((file) => file.blocks)

/** @param {number} by */
function transformOf(by) {
  const transform = DATA.transforms[by]
  if (transform === undefined) throw new Error(`there is no transform ${by}`)
  return transform
}

/** What a reader chose, kept between visits where the browser lets a page keep anything. */
const memory = {
  /** @param {string} name */
  read(name) {
    try {
      return localStorage.getItem(`mesh-migrate:${name}`)
    } catch {
      return null
    }
  },
  /**
   * @param {string} name
   * @param {string} value
   */
  write(name, value) {
    try {
      localStorage.setItem(`mesh-migrate:${name}`, value)
    } catch {
      // Then it lasts as long as the page is open.
    }
  },
}
