import { useState } from 'react'
import { useText } from '../text.ts'
import { Button } from '../ui/Button.tsx'
import { show } from './asked.ts'
import { isToured, markToured } from './toured.ts'
import './guide.css'

/** In the sample, until the tour was taken or declined. */
export function TourOffer() {
  const { tour: t } = useText()
  const [toured, setToured] = useState(isToured)
  if (toured) return null
  const answered = (): void => {
    markToured()
    setToured(true)
  }
  return (
    <section className="tour-offer" aria-label={t.title}>
      <p>{t.offer}</p>
      <Button look="quiet" onClick={answered}>
        {t.decline}
      </Button>
      <Button
        onClick={() => {
          answered()
          show({ guide: 'tour' })
        }}
      >
        {t.start}
      </Button>
    </section>
  )
}
