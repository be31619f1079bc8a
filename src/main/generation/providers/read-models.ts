import { z } from 'zod'
import type { OfferedModel } from '../../../shared/generation'
import type { HttpAnswer } from '../../network/request'
import type { AskedFor } from './judge-failure'
import { parseJson, readComplaint } from './read-failure'
import { sanitiseReason } from './sanitise'
import { notAnImageService, saying } from './service-error'

const listSchema = z.object({
  data: z.array(
    z.object({ id: z.string().max(200), shutdown_date: z.string().nullish().catch(null) }),
  ),
})
const maximumModels = 1_000
const drawsPictures = /image|dall-e|diffusion|flux|\bsd/i

/** The models in an answer, those that draw first. Throws ServiceError `not-an-image-service`. */
export function readModels(answer: HttpAnswer, { host, hide }: AskedFor): readonly OfferedModel[] {
  const list = listSchema.safeParse(parseJson(answer.bytes))
  if (!list.success) {
    const { mediaType, message } = readComplaint(answer, new Date(0), hide)
    const said = saying({ host, status: answer.status }, sanitiseReason(message))
    throw notAnImageService(said, mediaType, null)
  }
  const models = list.data.data.slice(0, maximumModels).map(({ id, shutdown_date }) => ({
    id: hide(id),
    shutdownDate: /^\d{4}-\d\d-\d\d/.exec(shutdown_date ?? '')?.[0] ?? null,
  }))
  const [drawing, others] = [true, false].map((draws) =>
    models.filter(({ id }) => drawsPictures.test(id) === draws),
  )
  return [...(drawing ?? []), ...(others ?? [])]
}
