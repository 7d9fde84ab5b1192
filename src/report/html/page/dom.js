/**
 * @param {string} id
 * @returns {HTMLElement}
 */
function byId(id) {
  const element = document.getElementById(id)
  if (element === null) throw new Error(`the page has no #${id}`)
  return element
}

/**
 * An element; children that are undefined are left out. Text never becomes markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | undefined>} attributes
 * @param {(Node | string | undefined)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, `${value}`)
  }
  for (const child of children) if (child !== undefined) element.append(child)
  return element
}

/**
 * A sentence whose names in backticks are code.
 * @param {string} text
 */
function sentence(text) {
  const parts = text.split('`')
  const result = document.createDocumentFragment()
  for (const [index, part] of parts.entries()) {
    const odd = index % 2 === 1
    if (odd && index === parts.length - 1) result.append(`\`${part}`)
    else result.append(odd ? make('code', {}, part) : part)
  }
  return result
}

/**
 * @param {number} count
 * @param {string} noun
 */
function amount(count, noun) {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/**
 * A link to an upgrade note, to be opened beside the report.
 * @param {{ link?: string, id: string }} transform
 */
function noteLink({ link, id }) {
  if (link === undefined) return undefined
  const attributes = { href: link, target: '_blank', rel: 'noopener noreferrer', class: 'note-link' }
  return make('a', attributes, 'Upgrade note', make('span', { class: 'hidden' }, ` of ${id}, opens in a new tab`))
}
