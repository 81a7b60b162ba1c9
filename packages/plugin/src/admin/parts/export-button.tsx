import { Button, toast } from "@medusajs/ui"
import { type AttemptsWanted, useExport } from "../server/payments"
import { saveFile, today } from "./save-file"
import { useWords } from "./use-words"

/** What the list shows now, all pages of it, for a spreadsheet. */
export function ExportButton({ wishes }: { wishes: AttemptsWanted }) {
  const { t, language } = useWords()
  const { mutateAsync, isPending } = useExport()
  const save = async () => {
    try {
      saveFile(await mutateAsync({ ...wishes, language }), `${t("export.file")}-${today()}.csv`)
    } catch (error) {
      toast.error(t("export.failed"), { description: error instanceof Error ? error.message : undefined })
    }
  }
  return (
    <Button size="small" variant="secondary" className="shrink-0" isLoading={isPending} onClick={() => void save()}>
      {t("export.button")}
    </Button>
  )
}
