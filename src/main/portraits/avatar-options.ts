import type { StyleSchema } from '@dicebear/core'

type AvatarOption = boolean | number | string | readonly (number | string)[]
type OptionRule = Exclude<NonNullable<StyleSchema['properties']>[string], boolean>

// `size` would fix a width, and random ids would make equal avatars differ.
const ignored = new Set(['seed', 'size', 'randomizeIds'])

/**
 * The options of a DiceBear address that change its picture, each checked against the schemas of the
 * library and of the style; what these do not allow is left out, as the web service does.
 */
export function readAvatarOptions(
  query: Readonly<Record<string, string>>,
  schemas: readonly (StyleSchema | undefined)[],
): Record<string, AvatarOption> {
  const options: Record<string, AvatarOption> = {}
  for (const schema of schemas) {
    for (const [name, rule] of Object.entries(schema?.properties ?? {})) {
      const text = Object.hasOwn(query, name) ? query[name] : undefined
      if (text === undefined || typeof rule === 'boolean' || ignored.has(name)) continue
      const option = rule.type === 'array' ? readList(text, rule) : readOne(text, rule)
      if (option !== undefined) options[name] = option
    }
  }
  return options
}

function readList(text: string, rule: OptionRule): readonly (number | string)[] | undefined {
  const itemRule = rule.items
  if (typeof itemRule !== 'object' || Array.isArray(itemRule)) return undefined
  const items = text.split(',').map((part) => readOne(part, itemRule))
  const sound = items.filter((item) => typeof item === 'number' || typeof item === 'string')
  return sound.length > 0 && sound.length === items.length ? sound : undefined
}

function readOne(text: string, rule: OptionRule): boolean | number | string | undefined {
  if (rule.type === 'boolean') return text === 'true' || text === '1'
  if (rule.type === 'integer' || rule.type === 'number') {
    const number = Number(text)
    const isWithin =
      text.trim() !== '' &&
      Number.isInteger(number) &&
      number >= (rule.minimum ?? Number.NEGATIVE_INFINITY) &&
      number <= (rule.maximum ?? Number.POSITIVE_INFINITY)
    return isWithin ? number : undefined
  }
  if (rule.type !== 'string') return undefined
  if (rule.enum !== undefined) return rule.enum.includes(text) ? text : undefined
  // Text that no rule bounds could carry anything into the SVG.
  return rule.pattern !== undefined && new RegExp(rule.pattern).test(text) ? text : undefined
}
