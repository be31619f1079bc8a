import { faceKey, mostOnStage, mostQueued, type PlayersFace } from '../../shared/players'

/** What the game master wants the players to see, and what waits. Nothing of it says what they do see. */
export interface Stage {
  /** At most four, side by side. */
  readonly faces: readonly PlayersFace[]
  /** True while the screen is black; the stage stays as it is. */
  readonly isBlack: boolean
  readonly areNamesShown: boolean
  readonly queue: readonly PlayersFace[]
  /** The place in the queue of the face on stage, or of the last one that was. */
  readonly at: number | null
}

export const emptyStage: Stage = {
  faces: [],
  isBlack: false,
  areNamesShown: false,
  queue: [],
  at: null,
}

/** What the players are to see now. */
export function facesToShow({ faces, isBlack }: Stage): readonly PlayersFace[] {
  return isBlack ? [] : faces
}

/** Shows exactly these, at most four, and ends black. Names are hidden: each showing reveals its own. */
export function replaceFaces(stage: Stage, faces: readonly PlayersFace[]): Stage {
  const shown = distinct(faces).slice(0, mostOnStage)
  const [only] = shown
  const place = only && shown.length === 1 ? placeInQueue(stage, only) : -1
  return {
    ...stage,
    faces: shown,
    isBlack: false,
    areNamesShown: false,
    at: place < 0 ? stage.at : place,
  }
}

/** Takes the face away if the players see it alone or among others; else shows it. */
export function toggleFace(stage: Stage, face: PlayersFace): Stage {
  const isSeen = facesToShow(stage).some((other) => faceKey(other) === faceKey(face))
  if (!isSeen) return replaceFaces(stage, [face])
  return keepFaces(stage, (other) => faceKey(other) !== faceKey(face))
}

/** Adds faces beside those on stage; null when there is no room for all of them. Names are hidden again. */
export function addFaces(stage: Stage, faces: readonly PlayersFace[]): Stage | null {
  // What black hides was taken away from the players: a face that is added does not bring it back.
  const together = distinct([...facesToShow(stage), ...faces])
  if (together.length > mostOnStage) return null
  return { ...replaceFaces(stage, together), at: stage.at }
}

/** Takes one face off the stage; the others and their names stay. */
export function removeFace(stage: Stage, index: number): Stage {
  return keepFaces(stage, (_, at) => at !== index)
}

export function toggleBlack(stage: Stage): Stage {
  return { ...stage, isBlack: !stage.isBlack }
}

/** Shows or hides the names of everyone on stage; with no one on stage there is no name to show. */
export function toggleNames(stage: Stage): Stage {
  return { ...stage, areNamesShown: facesToShow(stage).length > 0 && !stage.areNamesShown }
}

/** Adds to the end of the queue what is not in it; null when it would be too long. */
export function addToQueue(stage: Stage, faces: readonly PlayersFace[]): Stage | null {
  const queue = distinct([...stage.queue, ...faces])
  return queue.length > mostQueued ? null : { ...stage, queue }
}

/** Shows the face at this place of the queue. A place that is not there changes nothing. */
export function showQueued(stage: Stage, index: number): Stage {
  const face = stage.queue[index]
  return face === undefined ? stage : { ...replaceFaces(stage, [face]), at: index }
}

/** Shows the next face of the queue, or the one before. At its ends the stage stays as it is. */
export function stepInQueue(stage: Stage, by: 1 | -1): Stage {
  const { queue, at } = stage
  if (at === null) return showQueued(stage, by === 1 ? 0 : queue.length - 1)
  return showQueued(stage, at + by)
}

/** Takes one face out of the queue; on stage it stays. */
export function unqueue(stage: Stage, index: number): Stage {
  return keepQueued(stage, (_, at) => at !== index)
}

export function clearQueue(stage: Stage): Stage {
  return { ...stage, queue: [], at: null }
}

/** Looks at every face again: each is replaced by what is answered, or removed for null. */
export function updateFaces(
  stage: Stage,
  revise: (face: PlayersFace) => PlayersFace | null,
): Stage {
  const kept = (face: PlayersFace) => revise(face) !== null
  const left = keepQueued(keepFaces(stage, kept), kept)
  const revised = (faces: readonly PlayersFace[]) => faces.map((face) => revise(face) ?? face)
  return { ...left, faces: revised(left.faces), queue: revised(left.queue) }
}

/** The faces that may be shown next: those beside the present one in the queue. */
export function facesNext({ queue, at }: Stage): readonly PlayersFace[] {
  const places = at === null ? [0] : [at + 1, at - 1]
  return places.flatMap((place) => queue[place] ?? [])
}

function keepFaces(stage: Stage, isKept: (face: PlayersFace, index: number) => boolean): Stage {
  const faces = stage.faces.filter(isKept)
  return { ...stage, faces, areNamesShown: faces.length > 0 && stage.areNamesShown }
}

function keepQueued(stage: Stage, isKept: (face: PlayersFace, index: number) => boolean): Stage {
  const { queue, at } = stage
  const kept = queue.filter(isKept)
  if (at === null) return { ...stage, queue: kept }
  const before = queue.slice(0, at).filter(isKept).length
  const current = queue[at]
  const isCurrentKept = current !== undefined && isKept(current, at)
  // Where the present one is gone, a step forward leads to what came after it.
  const place = isCurrentKept ? before : before - 1
  return { ...stage, queue: kept, at: place < 0 ? null : place }
}

function placeInQueue({ queue }: Stage, face: PlayersFace): number {
  return queue.findIndex((other) => faceKey(other) === faceKey(face))
}

function distinct(faces: readonly PlayersFace[]): PlayersFace[] {
  return [...new Map(faces.map((face) => [faceKey(face), face])).values()]
}
