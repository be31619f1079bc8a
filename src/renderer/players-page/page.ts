import {
  type PlayersAnswer,
  type PlayersScene,
  playersPortChannel,
} from '../../shared/players-messages'
import { gridTemplate } from './arrange'

type Faces = Extract<PlayersScene, { kind: 'faces' }>

/** A window that is covered or minimized draws nothing, and its scene counts as painted after this time. */
const unseenPaintMs = 1_000

let answerTo: (answer: PlayersAnswer) => void = () => undefined
/** The newest scene that was asked for; one that was overtaken is not shown. */
let newest = 0
let shown: { readonly element: HTMLElement; readonly pictures: string } | null = null

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const [port] = event.ports
  if (event.source !== window || event.data !== playersPortChannel || port === undefined) return
  answerTo = (answer) => port.postMessage(answer)
  tellSize()
  port.onmessage = ({ data }: MessageEvent<PlayersScene>) => void paint(data)
})

window.addEventListener('dblclick', () => answerTo({ kind: 'double-click' }))
window.addEventListener('resize', () => {
  if (shown) arrange(shown.element)
  tellSize()
})

/** The game master's mirror has the shape of this page. */
function tellSize(): void {
  const { innerWidth: widthPx, innerHeight: heightPx } = window
  answerTo({ kind: 'resized', widthPx, heightPx })
}

async function paint(scene: PlayersScene): Promise<void> {
  const { id } = scene
  newest = id
  if (scene.kind === 'number') {
    paintNumber(scene.number)
    return
  }
  const outcome = await paintFaces(scene)
  if (outcome !== 'overtaken') answerTo({ kind: outcome, id })
}

async function paintFaces(scene: Faces): Promise<'painted' | 'failed' | 'overtaken'> {
  const { pictures } = scene
  if (pictures.length === 0) {
    clear()
    return 'painted'
  }
  const key = pictures.join(' ')
  if (shown?.pictures === key) {
    // The same pictures: only names or their fitting are others, which needs no fade.
    dress(shown.element, scene)
    arrange(shown.element)
    return drawn(scene.id)
  }
  const element = document.createElement('main')
  element.className = 'scene'
  const images = pictures.map((address) => addFace(element, address))
  try {
    await Promise.all(images.map((image) => image.decode()))
  } catch {
    if (scene.id !== newest) return 'overtaken'
    clear()
    return 'failed'
  }
  if (scene.id !== newest) return 'overtaken'
  if (images.length > 1) element.dataset.several = ''
  dress(element, scene)
  arrange(element)
  return fadeTo(element, key, scene.id)
}

function addFace(element: HTMLElement, address: string): HTMLImageElement {
  const face = document.createElement('figure')
  face.className = 'face'
  const image = document.createElement('img')
  // Without a text of its own, a picture tells a screen reader nothing either.
  image.alt = ''
  image.draggable = false
  image.src = address
  face.append(image)
  element.append(face)
  return image
}

/** Puts the names on the pictures once they are revealed, and takes them off again. */
function dress(element: HTMLElement, { names, fit }: Faces): void {
  element.dataset.fit = fit
  for (const [at, face] of [...element.children].entries()) {
    face.querySelector('figcaption')?.remove()
    const name = names?.[at] ?? ''
    if (name === '') continue
    const caption = document.createElement('figcaption')
    caption.className = 'name'
    caption.dir = 'auto'
    caption.textContent = name
    face.append(caption)
  }
}

function arrange(element: HTMLElement): void {
  const shapes = [...element.querySelectorAll('img')].map(
    ({ naturalWidth, naturalHeight }) => naturalWidth / naturalHeight || 1,
  )
  element.style.gridTemplate = gridTemplate(shapes, {
    screenShape: window.innerWidth / Math.max(1, window.innerHeight),
    fit: element.dataset.fit === 'cover' ? 'cover' : 'contain',
  })
}

/** Fades the new scene in over the one before, which leaves the page at the end. */
async function fadeTo(
  element: HTMLElement,
  pictures: string,
  id: number,
): Promise<'painted' | 'overtaken'> {
  const before = [...document.querySelectorAll('.scene')]
  document.body.append(element)
  shown = { element, pictures }
  // The browser fades only from a state that it has computed.
  void getComputedStyle(element).opacity
  element.dataset.shown = ''
  for (const scene of before) scene.removeAttribute('data-shown')
  await Promise.allSettled(element.getAnimations().map(({ finished }) => finished))
  for (const scene of before) scene.remove()
  return drawn(id)
}

/** Waits until what was changed is on the screen. */
async function drawn(id: number): Promise<'painted' | 'overtaken'> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const isUnseen = new Promise((resolve) => setTimeout(resolve, unseenPaintMs))
  await Promise.race([frame().then(frame), isUnseen])
  return id === newest ? 'painted' : 'overtaken'
}

/** Turns the screen black at once: what the game master wants gone must not fade slowly. */
function clear(): void {
  document.body.replaceChildren()
  shown = null
}

function paintNumber(number: number): void {
  const element = document.createElement('div')
  element.className = 'number'
  element.textContent = String(number)
  document.body.replaceChildren(element)
}
