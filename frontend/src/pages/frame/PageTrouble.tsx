import { Trouble } from '../../ui/Trouble'

/** A page that could not be shown, most often because a new version of the app was put in place meanwhile. */
export function PageTrouble({ error }: { error: unknown }) {
  return (
    <div style={{ padding: 28, maxWidth: 720, marginInline: 'auto' }}>
      <Trouble error={error} retry={() => window.location.reload()} />
    </div>
  )
}
