import { useLocalStorage } from '@mantine/hooks'
import { useEffect, useRef } from 'react'

/** Two soft notes, made here: no file to fetch. */
function chime() {
  const audio = new AudioContext()
  for (const [pitch, at] of [
    [659, 0],
    [880, 0.12],
  ] as const) {
    const note = audio.createOscillator()
    const volume = audio.createGain()
    note.frequency.value = pitch
    volume.gain.setValueAtTime(0.08, audio.currentTime + at)
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + at + 0.35)
    note.connect(volume).connect(audio.destination)
    note.start(audio.currentTime + at)
    note.stop(audio.currentTime + at + 0.4)
  }
  setTimeout(() => void audio.close(), 1000)
}

/** A sound when something new waits, if wanted. Off until somebody switches it on. */
export function useChime(ids: string[] | undefined) {
  const [wanted, setWanted] = useLocalStorage({
    key: 'remit.chime',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const before = useRef<string[] | undefined>(undefined)
  const now = ids?.join()
  useEffect(() => {
    const known = before.current
    before.current = now?.split(',')
    if (wanted && known && before.current?.some((id) => id && !known.includes(id))) chime()
  }, [now, wanted])
  return [wanted, setWanted] as const
}
