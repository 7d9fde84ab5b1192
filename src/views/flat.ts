import { taking, writing } from '../effects.ts'
import { type Edits, insertAfter, isRefusal, type Refusal } from '../layout.ts'
import { remove, removeUp } from '../removal.ts'
import type { Edit } from '../text.ts'
import { type Change, COPY } from '../transform.ts'
import { type Data, type ScalarNode, sameData } from '../tree.ts'
import { clone, type FlatHome, type Located, type Variable } from './home.ts'
import { isEnvValue } from './setting.ts'

/** How a view's names are written in this home: a setting's path as its environment variable. */
export type Spell = (name: string) => string

/** Every place of a name in a home where names and values stand side by side. */
export function locateFlat(home: FlatHome, name: string, spell: Spell): Located[] {
  const spelled = spell(name)
  return home.variables
    .filter((variable) => variable.name === spelled)
    .map((variable) => locatedVariable(home, variable, name, spell))
}

/**
 * Every `--set` pair of a value and of what is below it: `ingress.annotations.team` is a part of `ingress.annotations`.
 * For a part, the other names of a rule are meant with the rest of the path, unless they are set as a whole.
 */
export function locatePairs(home: FlatHome, path: string): Located[] {
  const own = home.variables.map((variable) => variable.name).filter((name) => isBelow(name, path))
  if (own.length === 0) return []
  const names = new Set(allVariables(home).map((variable) => variable.name))
  return [...new Set(own)].flatMap((found) => {
    const rest = found.slice(path.length)
    return locateFlat(home, path, (name) => (name !== path && names.has(name) ? name : name + rest))
  })
}

function isBelow(name: string, path: string): boolean {
  return name.startsWith(path) && /^(?:$|[.[])/.test(name.slice(path.length))
}

function locateEverywhere(home: FlatHome, name: string, spell: Spell): Located[] {
  return [home, ...siblingsOf(home)].flatMap((each) => locateFlat(each, name, spell))
}

function siblingsOf(home: FlatHome): readonly FlatHome[] {
  return home.siblings?.filter((sibling) => sibling !== home) ?? []
}

function allVariables(home: FlatHome): readonly Variable[] {
  return [home, ...siblingsOf(home)].flatMap((each) => each.variables)
}

function locatedVariable(home: FlatHome, variable: Variable, name: string, spell: Spell): Located {
  const isValue = home.home === 'set' && !isEnvValue(variable.name)
  return {
    source: home.source,
    doubt: home.doubt,
    span: variable.nameSpan,
    claims: [variable.nameSpan],
    path: isValue ? variable.name : name,
    form: isValue ? 'values' : 'environment',
    platform: home.platform,
    value: literalOf(variable.value),
    get: (other) => locateEverywhere(home, other, spell)[0],
    all: (other) => locateEverywhere(home, other, spell),
    edit: (changes) => editFlat(home, variable, changes, spell),
  }
}

/** An environment's value is an expression where a shell, compose or Kubernetes would put another in its place. */
function literalOf(node: ScalarNode | undefined): Data | undefined {
  const value = node?.value
  return typeof value === 'string' && /\$[A-Za-z_{(]|\{\{/.test(value) ? undefined : value
}

/** Removals are gathered, so that neighbours that go together leave right separators. */
function editFlat(home: FlatHome, own: Variable, changes: readonly Change[], spell: Spell): Edits {
  const edits: Edit[] = []
  const gone = new Set<number>()
  const added: { readonly beside: Variable; readonly member: string; readonly name: string | undefined }[] = []
  for (const change of changes) {
    if (change.do === 'flag' || change.do === 'copy') continue
    if (change.do === 'lead') return { because: 'names have no order here' }
    const at = change.at === undefined ? undefined : spell(change.at)
    const variable = at === undefined ? own : allVariables(home).find(({ name }) => name === at)
    if (variable === undefined) return { because: 'it is not there' }
    const target = nameOfTarget(change, spell)
    const present = target === undefined ? undefined : allVariables(home).find((candidate) => candidate.name === target)
    // In another flag of the command a name or a value may be written; nothing comes or goes there.
    const inPlace = change.do === 'set' || (change.do === 'rename' && present === undefined)
    if (!inPlace && !home.variables.includes(variable)) return { because: 'it stands in another argument' }
    const met = present === undefined ? [] : meet(variable, present, change)
    if (isRefusal(met)) return met
    if (change.do === 'remove' || (present !== undefined && change.do === 'rename')) gone.add(variable.index)
    else if (present === undefined && (change.do === 'add' || change.do === 'put')) {
      const member = copyMember(home, variable, target ?? '', change.value)
      if (typeof member !== 'string') return member
      added.push({ beside: variable, member, name: target })
    } else if (present === undefined) {
      const result =
        change.do === 'set'
          ? writeValue(variable, change.value)
          : writing(writeName(variable, target ?? ''), spaceOf(home), target)
      if (isRefusal(result)) return result
      edits.push(...result)
    }
  }
  for (const { beside, member, name } of added) {
    const result = writing(addBeside(home, beside, member, gone), spaceOf(home), name)
    if (isRefusal(result)) return result
    edits.push(...result)
  }
  const removal = removeVariables(home, [...gone])
  return isRefusal(removal) ? removal : [...edits, ...removal]
}

/** After its neighbour, or in the place of one that goes. */
function addBeside(home: FlatHome, beside: Variable, member: string, gone: Set<number>): Edits {
  const { container, source } = home
  const span = container.members[beside.index]?.span
  if (span === undefined || !gone.has(beside.index)) return insertAfter(source.text, container, beside.index, member)
  gone.delete(beside.index)
  return [{ start: span.start, end: span.end, text: member }]
}

function nameOfTarget(change: Change, spell: Spell): string | undefined {
  if (change.do === 'rename' || change.do === 'move') return spell(change.to)
  if (change.do === 'add' || (change.do === 'put' && change.name !== undefined)) return spell(change.name ?? '')
  return undefined
}

/** Old and new are both there: the new one stays, and the old one may go only when they say the same. */
function meet(variable: Variable, present: Variable, change: Change): Edits {
  const wanted = change.do === 'add' || change.do === 'put' ? change.value : COPY
  const value = wanted === COPY ? variable.value?.value : wanted
  if (sameText(present.value?.value, value)) return []
  return { because: `\`${present.name}\` is set beside it, to another value` }
}

/** Environment variables are text: `true` and `"true"` are the same. */
function sameText(a: Data | undefined, b: Data | undefined): boolean {
  return sameData(a, b) || (a !== undefined && b !== undefined && String(a) === String(b))
}

function removeVariables(home: FlatHome, indexes: readonly number[]): Edits {
  const first = indexes[0]
  if (first === undefined) return []
  if (new Set(indexes).size < home.container.members.length || home.chain.length === 0) {
    return taking(remove(home.source.text, home.container, indexes), home.container, new Set(indexes).size)
  }
  return removeUp(home.source.text, home.container, home.chain)
}

/** Where its names may stand once: the variables of all `--set` flags of a command are one set. */
function spaceOf(home: FlatHome): FlatHome['container'] {
  return (home.siblings?.[0] ?? home).container
}

function writeName(variable: Variable, name: string): Edits {
  const text = variable.writeName(name)
  return text === undefined ? { because: 'the new name cannot be written here' } : [{ ...variable.nameSpan, text }]
}

/** Text stays text: \`"false"\` becomes \`"true"\`. */
function writeValue(variable: Variable, value: Data): Edits {
  const node = variable.value
  const written = typeof node?.value === 'string' ? String(value) : value
  const text = written !== null && typeof written === 'object' ? undefined : node?.write(written)
  if (node !== undefined && text !== undefined) return [{ ...node.span, text }]
  return {
    because: node?.value === undefined ? 'its value is an expression' : 'the new value cannot be written here',
  }
}

/** A copy of the member with another name and value, so that it is written in the same style. */
function copyMember(home: FlatHome, variable: Variable, name: string, value: Data | typeof COPY): string | Refusal {
  if (variable.alone) return { because: 'another needs a key of its own' }
  const member = home.container.members[variable.index]
  const named = writeName(variable, name)
  const valued = value === COPY || value === variable.value?.value ? [] : writeValue(variable, value)
  if (isRefusal(named)) return named
  if (isRefusal(valued)) return valued
  if (member === undefined) return { because: 'it cannot be reached' }
  const anchors = (variable.anchors ?? []).map((anchor) => ({ ...anchor, text: '' }))
  return clone(home.source.text, member.span, [...named, ...valued, ...anchors])
}
