/** Everything that lies in the trash on its own, as `kind`, `id` and `trashed_at`. */
export const inTrash = `
  SELECT 'campaign' AS kind, id, trashed_at FROM campaign WHERE trashed_at IS NOT NULL
  UNION ALL
  SELECT 'character' AS kind, id, trashed_at FROM character WHERE trashed_at IS NOT NULL
  UNION ALL
  SELECT 'portrait' AS kind, id, trashed_at FROM portrait WHERE trashed_at IS NOT NULL
  UNION ALL
  SELECT 'session' AS kind, id, trashed_at FROM session WHERE trashed_at IS NOT NULL`
