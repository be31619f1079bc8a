import { Table } from '@mantine/core'
import type { SpendingRow } from '../../shared/spending'
import { translator, useWords } from '../app/i18n'
import { formatCost, formatMoment } from '../portrait/facts'
import { countedUsd } from './shares'
import classes from './spending-screen.module.css'

/** More of them are in the table that can be saved. */
const shown = 100

/** Every request of a month, the newest first, and how its cost is known. */
export function SpendingTable({ rows }: { readonly rows: readonly SpendingRow[] }) {
  const t = useWords()
  const rest = rows.length - shown
  return (
    <section className={classes.section}>
      <h2 className={classes.sectionTitle}>{t('spending.requests')}</h2>
      <Table
        verticalSpacing={6}
        horizontalSpacing={0}
        className={classes.table}
        aria-label={t('spending.requests')}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.when}>{t('spending.when')}</Table.Th>
            <Table.Th>{t('spending.for')}</Table.Th>
            <Table.Th className={classes.model}>{t('spending.model')}</Table.Th>
            <Table.Th className={classes.amount}>{t('spending.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, shown).map((row) => (
            <Table.Tr key={row.id}>
              <Table.Td className={classes.when}>
                {formatMoment(row.at, translator.language, true)}
              </Table.Td>
              <Table.Td className={classes.whose}>
                <span dir="auto">{row.subjectName}</span>
                {row.campaignName !== row.subjectName && (
                  <span className={classes.facts} dir="auto">
                    {row.campaignName}
                  </span>
                )}
              </Table.Td>
              <Table.Td className={classes.whose}>
                {row.model}
                <span className={classes.facts}>{row.host}</span>
              </Table.Td>
              <Table.Td className={classes.amount}>
                {isUnknown(row) ? '?' : formatCost(countedUsd(row), translator.language)}
                <span className={classes.facts}>{t(`spending.basis.${row.basis}`)}</span>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rest > 0 && <p className={classes.note}>{t('spending.more', { count: rest })}</p>}
    </section>
  )
}

function isUnknown({ basis, reservedUsd, settledUsd }: SpendingRow): boolean {
  return (basis === 'up-to' ? reservedUsd : settledUsd) === null
}
