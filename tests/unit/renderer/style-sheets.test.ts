import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../../src/renderer')
const files = globSync('**/*.{ts,tsx}', { cwd: root }).map((path) => join(root, path))

/** The classes that each style sheet is asked for: `file.tsx asks for .name of sheet.module.css`. */
function missingClasses(): string[] {
  return files.flatMap((file) => {
    const code = readFileSync(file, 'utf8')
    const imports = [...code.matchAll(/import (\w+) from '(\.[^']+\.module\.css)'/g)]
    return imports.flatMap(([, name, path = '']) => {
      const sheet = readFileSync(join(dirname(file), path), 'utf8')
      const defined = new Set([...sheet.matchAll(/\.([a-zA-Z]\w*)/g)].map((match) => match[1]))
      const used = [...code.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map(
        (match) => match[1],
      )
      return used
        .filter((one) => !defined.has(one))
        .map((one) => `${file.slice(root.length + 1)} asks for .${one} of ${path}`)
    })
  })
}

it('reads the style sheets of the screens', () => {
  expect(files.length).toBeGreaterThan(100)
})

// The types of a style sheet allow every name, so a class that was renamed on one side only loses its style unseen.
it('defines every class that a component uses', () => {
  expect(missingClasses()).toEqual([])
})
