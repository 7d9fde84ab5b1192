import { transforms } from '../transforms/index.ts'
import type { Placed } from './files/gate-groups.ts'
import { gateWordsOf, soughtBy } from './prefilter.ts'

/** What the files are searched for with all transforms. The build puts the list here that this works out. */
export const GATE_WORDS: readonly (readonly Placed[])[] = gateWordsOf(transforms.map(soughtBy))
