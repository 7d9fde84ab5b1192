/** What an expression of GitHub Actions can name: contexts by name, such as `inputs`, and what is in them. */
export interface Contexts {
  readonly [name: string]: unknown
}

/** A text with its `${{ … }}` filled in. @throws Error for what this does not know of the language */
export function fillIn(text: string, contexts: Contexts): string {
  return text.replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) => show(evaluate(expression, contexts)))
}

/** Whether a step's `if:` holds; `always()` is up to the caller. */
export function holds(condition: string, contexts: Contexts): boolean {
  const inner = /^\s*\$\{\{(.*)\}\}\s*$/s.exec(condition)?.[1] ?? condition
  return truth(evaluate(inner, contexts))
}

type Value = string | boolean | undefined

function show(value: Value): string {
  return value === undefined ? '' : String(value)
}

function truth(value: Value): boolean {
  return value !== undefined && value !== false && value !== ''
}

const TOKEN = /\s*(?:('(?:[^']|'')*')|(always\(\))|(==|!=|&&|\|\||!|\(|\))|([A-Za-z_][\w.-]*))\s*/y

function evaluate(expression: string, contexts: Contexts): Value {
  const tokens: string[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < expression.length) {
    const match = TOKEN.exec(expression)
    if (match === null) throw new Error(`cannot read ${expression}`)
    tokens.push(match[0].trim())
  }
  let at = 0
  const take = (token: string): boolean => tokens[at] === token && ++at > 0
  const or = (): Value => {
    let left = and()
    while (take('||')) {
      const right = and()
      left = truth(left) ? left : right
    }
    return left
  }
  const and = (): Value => {
    let left = comparison()
    while (take('&&')) {
      const right = comparison()
      left = truth(left) ? right : left
    }
    return left
  }
  const comparison = (): Value => {
    const left = operand()
    // GitHub compares texts without regard to case.
    if (take('==')) return show(left).toLowerCase() === show(operand()).toLowerCase()
    if (take('!=')) return show(left).toLowerCase() !== show(operand()).toLowerCase()
    return left
  }
  const operand = (): Value => {
    if (take('!')) return !truth(operand())
    if (take('(')) {
      const inner = or()
      if (!take(')')) throw new Error(`${expression}: a parenthesis is open`)
      return inner
    }
    const token = tokens[at++] ?? ''
    if (token === 'always()') return true
    return token.startsWith("'") ? token.slice(1, -1).replaceAll("''", "'") : lookUp(token, contexts)
  }
  const value = or()
  if (at < tokens.length) throw new Error(`${expression}: ${tokens[at]} is too much`)
  return value
}

/** What is missing in a context that is there is empty, as GitHub has it; an unknown context is a mistake. */
function lookUp(path: string, contexts: Contexts): Value {
  const [first = '', ...rest] = path.split('.')
  if (!(first in contexts)) throw new Error(`there is no context ${first}`)
  let value: unknown = contexts[first]
  for (const name of rest) {
    value =
      typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : undefined
}
