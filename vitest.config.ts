import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/setup.ts'],
    // Some tests run the command line over many files, on machines of any speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
