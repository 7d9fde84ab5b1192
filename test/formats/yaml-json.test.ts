import { expect, it } from 'vitest'
import { yaml } from '../../src/formats/yaml.ts'
import { disproveJson } from '../../src/proof/json.ts'
import { set } from './editing.ts'

it('writes text in the place of a number as JSON has it, and as its neighbours are elsewhere', () => {
  expect(set(yaml, '{"port": 0, "on": true}\n', 'port', 'IPv4')).toBe('{"port": "IPv4", "on": true}\n')
  expect(set(yaml, '{port: 0, on: true}\n', 'port', 'IPv4')).toBe('{port: IPv4, on: true}\n')
  expect(set(yaml, '"port": 0\n', 'port', 'IPv4')).toBe('"port": IPv4\n')
  expect(set(yaml, "{'port': 'a'}\n", 'port', 'IPv4')).toBe("{'port': 'IPv4'}\n")
})

it('takes no text for proven that was JSON and is YAML only', () => {
  expect(disproveJson('{"a": 1}', '{"a": b}')).toBe('it would be JSON no longer')
  expect(disproveJson(' [1]\n', '[a]')).toBe('it would be JSON no longer')
  expect(disproveJson('{"a": 1}', '{"a": "b"}')).toBeUndefined()
  expect(disproveJson('{a: 1}', '{a: b}')).toBeUndefined()
  expect(disproveJson('a: 1\n', 'a: b\n')).toBeUndefined()
})
