/** What pages show, without what differs from run to run: moments, durations, what the scrub happens to find. */
export function steady(text: string): string {
  return (
    text
      .replace(/\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?/g, '2026-11-24$1')
      .replace(/\d{2}:\d{2}:\d{2}/g, '02:00:01')
      .replace(/of store [0-9a-f]{32}/g, `of store ${'a'.repeat(32)}`)
      .replace(/(Ledger .*\n +sha256 +)[0-9a-f]{64}/g, `$1${'a'.repeat(64)}`)
      .replace(/last [0-9a-f]{4}…[0-9a-f]{4}/g, 'last aaaa…aaaa')
      // By a byte more where the folder's name, which the ledger keeps, is longer.
      .replace(/[\d,]+ bytes in [\d,]+ pages; [\d,]+ held/g, 'some bytes in some pages; some held')
      .replace(/[\d,]+ bytes (of old values set to zero) in [\d,]+ pages/g, '$1')
      .replace(/ +(\d+\.\d s)$/gm, ' 0.1 s')
      .replace(/\d+\.\d s/g, '0.1 s')
  );
}
