import { z } from 'zod'
import { id, instant } from './register.ts'

/** 数据包: the texts of a workspace in one signed file, to be carried by hand where two networks must not be joined. */

/** What merging a text of the bundle would do here. */
const bundleFate = z.enum([
  /** There is none here yet: text and record are added. */
  'new',
  'changes',
  /** All of it is here already. */
  'same',
  /** It stands still here, and what the bundle has of it is left out. */
  'frozen',
  /** Minutes that were opened here and there, each for itself: merged, one text would displace the other. Left out, whole. */
  'apart',
  /** Written by a newer version: left out, whole. */
  'newer',
])
export type BundleFate = z.infer<typeof bundleFate>

const bundleText = z.object({
  document: z.string(),
  title: z.string(),
  fate: bundleFate,
  /** Paragraphs, or items of an agenda, that merging would put in and take out; the longest lists and lines are cut. */
  adds: z.array(z.string()),
  drops: z.array(z.string()),
  changes: z.int(),
})
export type BundleText = z.infer<typeof bundleText>

/** A record of the other register that is not merged: it says something else here, or only this hub may make it. */
const bundleRecord = z.object({
  root: z.enum(['dialogues', 'memos', 'briefings', 'recommendations']),
  id,
  title: z.string(),
  differs: z.boolean(),
})
export type BundleRecord = z.infer<typeof bundleRecord>

export const bundlePreview = z.object({
  /** What `mergeBundle` asks for. */
  id,
  workspace: z.string(),
  madeAt: instant,
  /** Who exported it, as the bundle says. */
  by: z.string(),
  /** Whose key has signed it: this workspace's own, one a bundle was merged from before, or one never seen. */
  key: z.object({ fingerprint: z.string(), known: z.enum(['own', 'before', 'unknown']) }),
  texts: z.array(bundleText),
  records: z.array(bundleRecord),
})
export type BundlePreview = z.infer<typeof bundlePreview>
