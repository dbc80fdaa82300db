import { useLocalStorage } from '@mantine/hooks'

const TWO_NOTES = [
  [659, 0],
  [880, 0.12],
] as const

/** Two soft notes, made here: no file to fetch. */
export function chime(): void {
  const audio = new AudioContext()
  for (const [pitch, at] of TWO_NOTES) {
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

/** Whether sounds are wanted. Off until somebody switches them on. */
export const useSound = () => {
  const [wanted, set] = useLocalStorage({ key: 'remit.chime', defaultValue: false, getInitialValueInEffect: false })
  return [wanted, set] as const
}
