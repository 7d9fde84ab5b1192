import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Contexts, fillIn, holds } from './expression.ts'

/** As a workflow or an action writes it. */
export interface Step {
  readonly id?: string
  readonly if?: string
  readonly uses?: string
  readonly with?: { readonly [name: string]: unknown }
  readonly run?: string
  readonly shell?: string
  readonly env?: { readonly [name: string]: string }
  readonly 'working-directory'?: string
}

export interface Action {
  readonly inputs: { readonly [name: string]: { readonly default?: string; readonly required?: boolean } }
  readonly outputs: { readonly [name: string]: { readonly value: string } }
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

type Texts = { readonly [name: string]: string }

/** Stands in for an action: gets its inputs, gives its outputs, throws to fail the step. */
export type Handler = (inputs: Texts, job: Job) => Texts

/** A job on a runner: its work tree, its folder for temporary files, and what it leaves. */
export interface Job {
  readonly workspace: string
  readonly temporary: string
  readonly contexts: Contexts
  /** What `uses:` calls, by the name before the `@`. */
  readonly actions: { readonly [name: string]: Handler | Action }
  /** Set by steps through GITHUB_ENV too. */
  readonly env: NodeJS.ProcessEnv
}

export interface Outcome {
  readonly outputs: { readonly [step: string]: { readonly outputs: Texts } }
  readonly failed: boolean
  readonly log: string
  readonly summary: string
}

/** Runs steps as a runner of GitHub Actions does: shells, conditions, expressions, and the files for outputs, environment and summary. */
export function runSteps(steps: readonly Step[], job: Job): Outcome {
  const outputs: { [step: string]: { outputs: Texts } } = {}
  let [failed, log, summary] = [false, '', '']
  for (const step of steps) {
    const contexts = { ...job.contexts, steps: outputs, env: job.env }
    const condition = step.if ?? ''
    if (failed && !condition.includes('always()')) continue
    if (condition !== '' && !holds(condition, contexts)) continue
    const ran = step.uses === undefined ? runScript(step, job, contexts) : useAction(step.uses, step, job, contexts)
    log += ran.log
    summary += ran.summary
    failed ||= ran.failed
    if (step.id !== undefined) outputs[step.id] = { outputs: ran.outputs }
  }
  return { outputs, failed, log, summary }
}

interface Ran {
  readonly outputs: Texts
  readonly failed: boolean
  readonly log: string
  readonly summary: string
}

let count = 0

function runScript(step: Step, job: Job, contexts: Contexts): Ran {
  const files = join(job.temporary, `_runner-${count++}`)
  mkdirSync(files, { recursive: true })
  const file = (name: string): string => {
    writeFileSync(join(files, name), '', { flag: 'a' })
    return join(files, name)
  }
  writeFileSync(file('script.sh'), fillIn(step.run ?? '', contexts))
  const own = Object.entries(step.env ?? {}).map(([name, value]) => [name, fillIn(value, contexts)])
  const env = {
    ...job.env,
    CI: 'true',
    RUNNER_TEMP: job.temporary,
    GITHUB_OUTPUT: file('output'),
    GITHUB_ENV: file('env'),
    GITHUB_STEP_SUMMARY: file('summary'),
    ...Object.fromEntries(own),
  }
  const shell = step.shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e']
  const cwd = resolve(job.workspace, fillIn(step['working-directory'] ?? '.', contexts))
  const ran = spawnSync('bash', [...shell, join(files, 'script.sh')], { cwd, env, encoding: 'utf8' })
  Object.assign(job.env, pairs(join(files, 'env')))
  const summary = readFileSync(join(files, 'summary'), 'utf8')
  return { outputs: pairs(join(files, 'output')), failed: ran.status !== 0, log: ran.stdout + ran.stderr, summary }
}

function pairs(file: string): Texts {
  const lines = readFileSync(file, 'utf8').split('\n')
  return Object.fromEntries(
    lines
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

function useAction(uses: string, step: Step, job: Job, contexts: Contexts): Ran {
  const name = uses.slice(0, uses.indexOf('@'))
  const action = job.actions[name]
  if (action === undefined) throw new Error(`${uses} is not known here`)
  const given = Object.entries(step.with ?? {}).map(([input, value]) => [input, fillIn(String(value), contexts)])
  const inputs: Texts = Object.fromEntries(given)
  if (typeof action !== 'function') return runComposite(action, inputs, job)
  try {
    return { outputs: action(inputs, job), failed: false, log: '', summary: '' }
  } catch (error) {
    return { outputs: {}, failed: true, log: String(error), summary: '' }
  }
}

function runComposite({ inputs, outputs, runs }: Action, given: Texts, job: Job): Ran {
  for (const name of Object.keys(given)) if (!(name in inputs)) throw new Error(`the action has no input ${name}`)
  const all = Object.entries(inputs).map(([name, { default: value = '', required }]) => {
    if (required && given[name] === undefined) throw new Error(`the action wants the input ${name}`)
    return [name, given[name] ?? value]
  })
  const contexts = { ...job.contexts, inputs: Object.fromEntries(all) }
  const ran = runSteps(runs.steps, { ...job, contexts })
  const filled = Object.entries(outputs).map(([name, { value }]) => [
    name,
    fillIn(value, { ...contexts, steps: ran.outputs }),
  ])
  return { ...ran, outputs: Object.fromEntries(filled) }
}
