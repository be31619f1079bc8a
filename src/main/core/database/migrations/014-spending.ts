/**
 * What image services cost: a line for each order that was sent, written before it, and a second line once its cost is
 * known. Neither is ever changed or removed, and neither refers to the order, the character or the campaign, which may
 * go. The costs that orders have in their own rows become such lines; their ids are made of the order, so that a backup
 * from before this step yields the same ones. Beside them, the limits.
 */
export const spending = `
CREATE TABLE spending (
  -- Random, so that the lines of a backup can be added to those that are here.
  id TEXT PRIMARY KEY CHECK (id <> ''),
  at TEXT NOT NULL,
  -- The day it counts for, where the game master was.
  day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  kind TEXT NOT NULL,
  service TEXT NOT NULL,
  host TEXT NOT NULL,
  model TEXT NOT NULL,
  -- As they were then.
  campaign_id INTEGER,
  campaign_name TEXT NOT NULL,
  subject_name TEXT NOT NULL,
  pictures INTEGER NOT NULL CHECK (pictures >= 0),
  -- The most it can cost; null where that is not known.
  reserved_usd REAL CHECK (reserved_usd BETWEEN 0 AND 1000000),
  reserved_by TEXT NOT NULL CHECK (
    reserved_by IN ('list-price', 'own-price', 'max-cost', 'unknown', 'earlier')
  )
) STRICT, WITHOUT ROWID;

CREATE INDEX spending_by_day ON spending (day);

CREATE TABLE spending_settlement (
  spending_id TEXT PRIMARY KEY REFERENCES spending (id),
  at TEXT NOT NULL,
  -- Null where it is not known.
  usd REAL CHECK (usd BETWEEN 0 AND 1000000),
  basis TEXT NOT NULL CHECK (
    basis IN ('usage', 'at-most', 'reported', 'own-price', 'list-price', 'not-billed', 'unknown')
  )
) STRICT, WITHOUT ROWID;

CREATE TABLE spending_limit (
  which TEXT NOT NULL CHECK (which IN ('day', 'month', 'campaign')),
  campaign_id INTEGER REFERENCES campaign (id),
  usd REAL NOT NULL CHECK (usd BETWEEN 0 AND 1000000),
  updated_at TEXT NOT NULL,
  CHECK ((which = 'campaign') = (campaign_id IS NOT NULL))
) STRICT;

CREATE UNIQUE INDEX spending_limit_of ON spending_limit (which, coalesce(campaign_id, 0));

CREATE TEMP TABLE earlier_cost AS
SELECT generation_job.id AS job_id, coalesce(campaign.id, home.id) AS campaign_id,
  coalesce(campaign.name, home.name, '') AS campaign_name,
  coalesce(character.name, campaign.name, '') AS subject_name,
  'order-' || generation_job.id || '-' || generation_job.created_at || '-' || cost_usd
    AS spending_id
FROM generation_job
LEFT JOIN campaign ON campaign.id = generation_job.campaign_id
LEFT JOIN character ON character.id = generation_job.character_id
LEFT JOIN campaign AS home ON home.id = character.campaign_id
WHERE cost_usd BETWEEN 0 AND 1000000;

INSERT INTO spending (id, at, day, kind, service, host, model, campaign_id, campaign_name,
  subject_name, pictures, reserved_usd, reserved_by)
SELECT spending_id, created_at, coalesce(date(created_at, 'localtime'), '1970-01-01'), 'portrait',
  provider, base_url, model, earlier_cost.campaign_id, campaign_name, subject_name, count,
  cost_usd, 'earlier'
FROM earlier_cost JOIN generation_job ON generation_job.id = job_id;

INSERT INTO spending_settlement (spending_id, at, usd, basis)
SELECT spending_id, updated_at, cost_usd,
  iif(coalesce(parameters ->> '$.isCostAtMost', 0), 'at-most', 'usage')
FROM earlier_cost JOIN generation_job ON generation_job.id = job_id;

-- An order that is sent again still costs what its earlier tries did.
UPDATE generation_job SET parameters = json_set(parameters, '$.spendingIds',
  json_array((SELECT spending_id FROM earlier_cost WHERE job_id = generation_job.id)))
WHERE id IN (SELECT job_id FROM earlier_cost);

DROP TABLE earlier_cost;

CREATE TRIGGER spending_stays BEFORE UPDATE ON spending
BEGIN SELECT RAISE(ABORT, 'spending is never changed'); END;
CREATE TRIGGER spending_is_kept BEFORE DELETE ON spending
BEGIN SELECT RAISE(ABORT, 'spending is never removed'); END;
-- A line that is here already wins, also over INSERT OR REPLACE.
CREATE TRIGGER spending_once BEFORE INSERT ON spending
WHEN EXISTS (SELECT 1 FROM spending WHERE id = new.id)
BEGIN SELECT RAISE(IGNORE); END;

CREATE TRIGGER spending_settlement_stays BEFORE UPDATE ON spending_settlement
BEGIN SELECT RAISE(ABORT, 'spending is never changed'); END;
CREATE TRIGGER spending_settlement_is_kept BEFORE DELETE ON spending_settlement
BEGIN SELECT RAISE(ABORT, 'spending is never removed'); END;
CREATE TRIGGER spending_settlement_once BEFORE INSERT ON spending_settlement
WHEN EXISTS (SELECT 1 FROM spending_settlement WHERE spending_id = new.spending_id)
BEGIN SELECT RAISE(IGNORE); END;
`
