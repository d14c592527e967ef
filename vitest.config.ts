import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// The longest first, or the last one would run alone at the end.
const longest = ['gates', 'journeys', 'scanner', 'texts', 'rgaa', 'access', 'security', 'toolbox', 'routes', 'erase']

/** It changes the program before anything has read it. */
const alone = ['tests/one-schema.test.ts']

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.indexOf(path.basename(moduleId, '.test.ts'))
      return place === -1 ? longest.length : place
    }
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'suite', include: ['tests/**/*.test.ts'], exclude: alone } },
      { extends: true, test: { name: 'alone', include: alone, isolate: true } },
    ],
    environment: 'node',
    globalSetup: ['tests/support/chromium.ts', 'tests/support/temporary.ts'],
    // Processes, for the native modules; each keeps the program that it loaded for the next file.
    pool: 'forks',
    isolate: false,
    // One more than the cores of a small machine: browsers and mail servers make a file wait.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 180_000,
    hookTimeout: 180_000,
    retry: 0,
  },
})
