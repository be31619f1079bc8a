/** Writes facts without secrets: hosts, numbers and codes. */
export type GenerationLog = (what: string, facts?: Readonly<Record<string, unknown>>) => void
