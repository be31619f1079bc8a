import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { translator } from './i18n'

interface ErrorBoundaryState {
  readonly error: Error | null
}

/** The last net: a mistake of ours in a screen shows a sentence and a way on, never an empty window. */
export class ErrorBoundary extends Component<{ children: ReactNode }, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null }

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    const t = translator.t
    const copy = () => void navigator.clipboard.writeText(`${error.message}\n${error.stack ?? ''}`)
    return (
      <Stack role="alert" maw={560} mx="auto" px="lg" pt="20vh">
        <Title order={1}>{t('app.broken')}</Title>
        <Text>{t('app.brokenText')}</Text>
        <Group>
          <Button onClick={() => window.location.reload()}>{t('app.reload')}</Button>
          <Button variant="default" onClick={copy}>
            {t('errorAction.report')}
          </Button>
        </Group>
      </Stack>
    )
  }
}
