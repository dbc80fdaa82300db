/** Hands something to the browser as a file to keep. */
export function save(what: Blob, name: string): void {
  const url = URL.createObjectURL(what)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
