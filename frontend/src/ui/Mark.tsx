/** The mark: a boundary, and what is sent out through it. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8.5" fill="#0f5f50" />
      <g fill="none" stroke="#fff" strokeWidth="2.7" strokeLinecap="round" strokeLinejoin="round">
        <path d="M24.3 17.4a8.3 8.3 0 1 1-9.7-9.7" />
        <path d="M15.5 16.5 24.3 7.7M18.3 7.5h6.2v6.2" />
      </g>
    </svg>
  )
}
