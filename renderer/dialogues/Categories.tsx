import { useText } from '../text.ts'

/** The id of the list, for the fields that offer it. */
export const categories = 'categories'

/** 类别 that are offered while one is typed, of topics and of issues alike; any other may be written. */
export function Categories() {
  const { topics } = useText()
  return (
    <datalist id={categories}>
      {topics.categories.map((one) => (
        <option key={one} value={one} />
      ))}
    </datalist>
  )
}
