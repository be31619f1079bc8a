import { useQuery } from '@tanstack/react-query'
import { queries } from '../app/api'
import { PortraitImage } from '../ui/portrait-image'
import classes from './restore-preview.module.css'

/** More would be a wall. */
const mostShown = 10

/** The game masters of the library as it is now: faces show sooner than words that everything is back. */
export function RestoredCampaigns() {
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  return (
    <ul className={classes.back}>
      {campaigns.slice(0, mostShown).map((campaign) => (
        <li key={campaign.id}>
          <PortraitImage
            kind="campaign"
            portrayed={campaign}
            size={256}
            decorative
            marked={false}
            className={classes.backFace}
          />
          <bdi className={classes.backName}>{campaign.name}</bdi>
        </li>
      ))}
    </ul>
  )
}
