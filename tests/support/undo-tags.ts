import * as tags from '../../src/renderer/tags/tag-actions'
import type { TagSummary } from '../../src/shared/tag'
import type { KindOfStep, Scene } from './undo-scene'

/** Both characters have one tag, and the first one another and a portrait with it. */
async function tagThem({ library, chosen, subject, ids }: Scene): Promise<void> {
  const add = (names: string[], characters: readonly number[], portraits: readonly number[]) =>
    library.tags.change({
      order: 'add',
      names,
      on: { characters: [...characters], portraits: [...portraits] },
    })
  await add(['Guild'], chosen.ids, [])
  await add(['Harbour'], [subject.id], ids.slice(0, 1))
}

const changingTags = (
  what: string,
  change: (
    scene: Scene & { readonly guild: TagSummary; readonly harbour: TagSummary },
  ) => Promise<boolean>,
): KindOfStep => ({
  what,
  file: 'tags/tag-actions.ts',
  before: tagThem,
  act: (scene) => {
    const all = scene.library.tags.list()
    const named = (name: string) => {
      const found = all.find((tag) => tag.name === name)
      if (found === undefined) throw new Error(`there is no tag ${name}`)
      return found
    }
    return change({ ...scene, guild: named('Guild'), harbour: named('Harbour') })
  },
})

/** Each change of tags that is a step of undo. */
export const tagSteps: readonly KindOfStep[] = [
  changingTags('tags are added, one of them a new one', ({ other, ids }) =>
    tags.addTags(['Harbour', 'New'], { characters: [other.id], portraits: [...ids] }),
  ),
  changingTags('a tag is removed', ({ chosen }) =>
    tags.removeTags(['Guild'], { characters: [...chosen.ids], portraits: [] }),
  ),
  changingTags('a tag is renamed', ({ guild }) => tags.renameTag(guild, 'Watch')),
  changingTags('tags are merged', ({ guild, harbour }) => tags.mergeTags(guild, harbour)),
  changingTags('a tag is split', ({ guild, other }) =>
    tags.splitTag(guild, 'Docks', { characters: [other.id], portraits: [] }),
  ),
  changingTags('a tag gets a kind', ({ guild }) => tags.setTagKind(guild, 'faction')),
  changingTags('a tag gets a color', ({ guild }) => tags.setTagColour(guild, 'teal')),
  changingTags('a tag is deleted', ({ harbour }) => tags.deleteTag(harbour)),
]
