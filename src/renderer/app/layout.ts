/** As in the style sheets: below this width the rail shows faces only. */
export const narrowRail = '(max-width: 1180px)'

/** As in the style sheets: below this width the open character takes the room of the wall. */
export const coveringPanel = '(max-width: 1000px)'
