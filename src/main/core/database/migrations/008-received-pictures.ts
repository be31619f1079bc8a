/** Of each portrait, the SHA-256 of the bytes as they came, by which a picture that is added again is recognized. */
export const receivedPictures = `
ALTER TABLE portrait ADD COLUMN received_sha256 TEXT CHECK (length(received_sha256) = 64);

-- What imports and fetched addresses have noted. Others are recognized as long as they are stored as they came.
UPDATE portrait SET received_sha256 = known.sha256 FROM (
  SELECT portrait_id, max(sha256) AS sha256 FROM (
    SELECT portrait_id, origin_sha256 AS sha256 FROM import_row WHERE portrait_id IS NOT NULL
    UNION ALL SELECT portrait_id, received_sha256 FROM portrait_link
  ) WHERE length(sha256) = 64 GROUP BY portrait_id
) AS known WHERE known.portrait_id = portrait.id;

CREATE INDEX portrait_by_received_hash ON portrait (received_sha256)
  WHERE received_sha256 IS NOT NULL;
`
