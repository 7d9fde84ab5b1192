import { loadFormats } from '../src/formats/index.ts'

await loadFormats()
