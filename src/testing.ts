export { type Case, casesOf } from './cases.ts'
export { type Check, checkCases, checksOf } from './checks.ts'
