// node download-many.ts <origin> <how many>
// Downloads that many pictures at once and says how many arrived.
import { createRequest } from '../../../src/main/core/network/request'
import { createDownload } from '../../../src/main/portraits/download'

const [origin = '', count = '1'] = process.argv.slice(2)
const download = createDownload({ request: createRequest() })
const pictures = await Promise.all(
  Array.from({ length: Number(count) }, (_, index) =>
    download({ url: `${origin}/pictures/${index}.png`, privateOrigin: origin }),
  ),
)
console.log(`${pictures.filter((bytes) => bytes.length > 0).length} arrived`)
