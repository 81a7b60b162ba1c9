import { mkdir, writeFile } from "node:fs/promises"
import path from "node:path"
import { pathToFileURL } from "node:url"
import type { Logger, ProviderSendNotificationDTO } from "@medusajs/framework/types"
import { AbstractNotificationProviderService } from "@medusajs/framework/utils"

interface Options {
  /** Where messages are put, each as a page that a browser opens. */
  readonly folder: string
}

/** Sends nothing to anybody: each message becomes a file, and its address is in the log. For trying the shop out. */
export class OutboxService extends AbstractNotificationProviderService {
  static override identifier = "outbox"

  constructor(
    private readonly container: { readonly logger: Logger },
    private readonly options: Options,
  ) {
    super()
  }

  override async send({ to, template, content }: ProviderSendNotificationDTO): Promise<{ id: string }> {
    const id = `${new Date().toISOString().replace(/\W/g, "")}-${String(template).replace(/\W/g, "-")}`
    const place = path.join(this.options.folder, id)
    await mkdir(this.options.folder, { recursive: true })
    await writeFile(`${place}.html`, content?.html ?? "")
    await writeFile(`${place}.json`, JSON.stringify({ to, template, ...content, html: undefined }, null, 2))
    this.container.logger.info(`Outbox: "${content?.subject}" ${pathToFileURL(`${place}.html`)}`)
    return { id }
  }
}
