import { type CastInteractions, castScript } from './cast-page.ts'
import { percentile, type Row } from './measure.ts'
import { runInPage } from './run-in-page.ts'

/** The panel waits for so long before it follows, so that nothing flickers while an arrow is held. */
const followRestMs = 150
/** 50 frames a second; a machine that draws fewer by itself, for want of a graphics card, may lose a sixth. */
const mostFrameMs = 20
const mostOfIdle = 1.2

/** The wall of 3,000 in the real window: the panel follows the arrows, and the slider sizes the cards. */
export async function measureCastWindow(dataFolder: string): Promise<Row[]> {
  const answer = await runInPage<CastInteractions>(dataFolder, castScript())
  const { follow, idleFrame, sliderFrame } = answer
  return [
    {
      name: `the panel follows an arrow, beyond its rest of ${followRestMs} ms, 95th percentile`,
      unit: 'ms',
      ours: percentile(follow, 0.95) - followRestMs,
      baseline: null,
      against: 'from the key to the frame that shows it, in the real window',
      limit: { on: 'ours', most: 100 },
    },
    {
      name: 'a frame while the slider sizes the cards of 3,000',
      unit: 'ms',
      ours: sliderFrame,
      baseline: idleFrame,
      against: 'a frame while nothing happens',
      limit: { on: 'ours', most: Math.max(mostFrameMs, Math.round(mostOfIdle * idleFrame)) },
    },
  ]
}
