/** Whether a reader wants both sides; a narrow page has no room for them. */
let wantsSplit = memory.read('view') === 'split'
const wide = matchMedia('(min-width: 60rem)')

/** @type {WeakMap<Element, BlockView>} */
const blockOfElement = new WeakMap()

/** Draws what comes near the screen, so that a report of any size opens at once. */
const nearby = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const block = blockOfElement.get(target)
      if (isIntersecting && block !== undefined) drawBlock(block)
    }
  },
  { rootMargin: '800px 0px' },
)

/**
 * The place of a hunk, as tall as it will be.
 * @param {BlockView} block
 */
function blockPlace(block) {
  const { old, lines } = block.data
  const label = `${block.file.data.path}, from line ${old}`
  const place = make('div', {
    class: 'block',
    id: `block-${block.number}`,
    tabindex: -1,
    role: 'group',
    'aria-label': label,
  })
  place.style.setProperty('--lines', `${lines.length}`)
  block.element = place
  blockOfElement.set(place, block)
  nearby.observe(place)
  return place
}

/** @param {BlockView} block */
function drawBlock(block) {
  if (block.drawn || block.element === undefined) return
  block.drawn = true
  nearby.unobserve(block.element)
  const split = wantsSplit && wide.matches
  block.element.replaceChildren(make('div', { class: 'code-side' }, drawDiff(block, split)), drawNotes(block))
  for (const { id } of block.tasks) {
    if (ticked.has(id)) block.element.querySelector(`[data-task="${id}"]`)?.closest('.note')?.classList.add('done')
  }
}

/** Draws again what is drawn, after the view was changed. */
function redrawBlocks() {
  byId('unified').setAttribute('aria-pressed', `${!wantsSplit}`)
  byId('split').setAttribute('aria-pressed', `${wantsSplit}`)
  for (const block of BLOCKS) {
    if (!block.drawn || block.element === undefined) continue
    block.drawn = false
    nearby.observe(block.element)
    if (isOnScreen(block.element)) drawBlock(block)
    else block.element.replaceChildren()
  }
}

/** @param {Element} element */
function isOnScreen(element) {
  const { top, bottom, height } = element.getBoundingClientRect()
  return height > 0 && bottom > 0 && top < innerHeight
}

/** @param {boolean} split */
function chooseView(split) {
  wantsSplit = split
  memory.write('view', split ? 'split' : 'unified')
  redrawBlocks()
}

/** The hunk a reader is at. @type {BlockView | undefined} */
let current

/**
 * Shows a hunk and makes it the one that keys work on.
 * @param {BlockView} block
 */
function goTo(block) {
  openFile(block.file, true)
  drawBlock(block)
  setCurrent(block)
  reveal(block.element)
}

/** @param {BlockView} block */
function setCurrent(block) {
  current?.element?.classList.remove('current')
  current = block
  block.element?.classList.add('current')
}

/** @param {HTMLElement | undefined} element */
function reveal(element) {
  element?.scrollIntoView({ block: 'start' })
  element?.focus({ preventScroll: true })
}
