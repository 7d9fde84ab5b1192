/** How many edits and how many findings each transform has. */
function tallies() {
  const tallies = DATA.transforms.map(() => ({ edits: 0, findings: 0 }))
  for (const { data } of BLOCKS) {
    for (const [kind, sites] of /** @type {const} */ ([
      ['edits', data.edits],
      ['findings', data.findings],
    ])) {
      for (const { by } of sites) {
        const tally = tallies[by]
        if (tally !== undefined) tally[kind]++
      }
    }
  }
  return tallies.map(({ edits, findings }) => {
    const parts = edits === 0 ? [] : [amount(edits, 'edit')]
    return (findings === 0 ? parts : [...parts, `${findings} left to do`]).join(', ')
  })
}

/** What changed and why: one entry for each transform. */
function drawReasons() {
  const entries = tallies().map((tally, by) => {
    const transform = transformOf(by)
    const { release, title, about, id } = transform
    const only = make(
      'button',
      { type: 'button', class: 'link' },
      'Show only its files',
      make('span', { class: 'hidden' }, `: ${id}`),
    )
    only.addEventListener('click', () => filterBy('transform', `${by}`))
    const summary = make(
      'summary',
      {},
      make('span', { class: 'release' }, release),
      make('span', { class: 'reason' }, sentence(title)),
      make('span', { class: 'tally' }, tally),
    )
    const below = make('div', { class: 'below' }, sourceOf(transform), only)
    return make(
      'li',
      {},
      make(
        'details',
        {},
        summary,
        make('div', { class: 'detail' }, make('p', { class: 'about' }, sentence(about)), below),
      ),
    )
  })
  byId('why-list').append(...entries)
  byId('why').hidden = entries.length === 0
}
