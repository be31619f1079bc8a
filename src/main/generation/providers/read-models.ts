import { z } from 'zod'
import type { OfferedModel } from '../../../shared/generation'
import type { HttpAnswer } from '../../core/network/request'
import type { AskedFor } from './classify-failure'
import { parseJson, readComplaint } from './read-failure'
import { sanitiseReason } from './sanitise'
import { notAnImageService, saying } from './service-error'

/** Where servers put the list, if it is not the whole answer (OpenAI: data · Ollama: models). */
const lists = ['data', 'models', 'result', 'results', 'items'] as const
/** What servers call the name by which a model is asked for, the most exact first. */
const names = ['id', 'model', 'model_id', 'name', 'model_name', 'title'] as const
const nameSchema = z.string().trim().min(1).max(200)
const recordSchema = z.record(z.string(), z.unknown())
const maximumModels = 1_000
const drawsPictures = /image|dall-e|diffusion|flux|\bsd/i

/** The models in an answer, those that draw first. Throws ServiceError `not-an-image-service`. */
export function readModels(answer: HttpAnswer, { host, hide }: AskedFor): readonly OfferedModel[] {
  const list = listIn(parseJson(answer.bytes))
  if (list === null) {
    const { mediaType, message } = readComplaint(answer, new Date(0), hide)
    const said = saying({ host, status: answer.status }, sanitiseReason(message))
    throw notAnImageService(said, mediaType, null)
  }
  const models = modelsIn(list.slice(0, maximumModels)).map(({ id, shutdownDate }) => ({
    id: hide(id),
    shutdownDate,
  }))
  const [drawing, others] = [true, false].map((draws) =>
    models.filter(({ id }) => drawsPictures.test(id) === draws),
  )
  return [...(drawing ?? []), ...(others ?? [])]
}

/** A list, or an object whose keys are the models' names, by itself or under one of the known names. */
function listIn(body: unknown): readonly unknown[] | null {
  if (Array.isArray(body)) return body
  const fields = recordSchema.safeParse(body).data ?? {}
  for (const name of lists) {
    const inside = fields[name]
    if (Array.isArray(inside)) return inside
    const byName = recordSchema.safeParse(inside).data
    if (byName !== undefined) {
      return Object.entries(byName).map(([id, facts]) => ({
        id,
        ...recordSchema.safeParse(facts).data,
      }))
    }
  }
  return null
}

/** What cannot be read is left out: one odd entry says nothing about the others. */
function modelsIn(list: readonly unknown[]): readonly OfferedModel[] {
  const entries = list.map((one) =>
    typeof one === 'string' ? { id: one } : (recordSchema.safeParse(one).data ?? {}),
  )
  // One name for all of them: where some have an `id`, an entry with nothing but a title is no model.
  const name = names.find((known) =>
    entries.some((one) => nameSchema.safeParse(one[known]).success),
  )
  if (name === undefined) return []
  const known = new Set<string>()
  return entries.flatMap((one): OfferedModel[] => {
    const id = nameSchema.safeParse(one[name]).data
    if (id === undefined || known.has(id)) return []
    known.add(id)
    const shutdown = typeof one.shutdown_date === 'string' ? one.shutdown_date : ''
    return [{ id, shutdownDate: /^\d{4}-\d\d-\d\d/.exec(shutdown)?.[0] ?? null }]
  })
}
