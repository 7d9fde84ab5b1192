import type { Random } from './random.ts'

const NOUNS = [
  'account',
  'billing',
  'cart',
  'catalog',
  'checkout',
  'customer',
  'delivery',
  'discount',
  'event',
  'gateway',
  'inventory',
  'invoice',
  'ledger',
  'mailer',
  'notification',
  'order',
  'payment',
  'profile',
  'report',
  'review',
  'search',
  'session',
  'stock',
  'tariff',
  'ticket',
  'user',
  'warehouse',
  'worker',
] as const

const PLAIN = [
  'a',
  'and',
  'as soon as',
  'before',
  'by default',
  'can be',
  'changes',
  'every',
  'for',
  'from',
  'in',
  'is',
  'kept',
  'must not',
  'never',
  'of',
  'only',
  'reads',
  'retries',
  'returns',
  'runs',
  'the',
  'then',
  'to',
  'unless',
  'value',
  'waits',
  'when',
  'with',
  'writes',
] as const

export function noun(random: Random): string {
  return random.pick(NOUNS)
}

/** Two nouns: `order-worker`. */
export function name(random: Random): string {
  return `${noun(random)}-${noun(random)}`
}

export function sentence(random: Random): string {
  const words = Array.from({ length: 6 + random.below(12) }, () =>
    random.chance(25) ? noun(random) : random.pick(PLAIN),
  )
  return `${words.join(' ')}.`
}

export function paragraph(random: Random): string {
  return Array.from({ length: 2 + random.below(4) }, () => sentence(random)).join('\n')
}

/** An identifier: `orderWorker`. */
export function identifier(random: Random): string {
  const second = noun(random)
  return `${noun(random)}${second.charAt(0).toUpperCase()}${second.slice(1)}`
}

export function variable(random: Random): string {
  return `${noun(random)}_${noun(random)}_${random.pick(['URL', 'TIMEOUT', 'MODE', 'LIMIT', 'REGION'])}`.toUpperCase()
}
