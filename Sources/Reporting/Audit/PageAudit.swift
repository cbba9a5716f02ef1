public import CrawlModel

/// Judges what concerns more than one image: pages, duplicates, redirects.
public enum PageAudit {
  /// The most bytes of images that a page may load: Lighthouse calls 5 MB of everything enormous.
  public static let mostBytes = 5_000_000

  /// The fault of a page that loads very many bytes of images.
  public static func finding(of page: AuditSummary.PageWeight) -> AuditFinding? {
    guard page.bytes > mostBytes else { return nil }
    var finding = AuditFinding(
      .heavyPage, page.url,
      "\(Readable.bytes(page.bytes)) in \(Readable.count(page.images, "image"))")
    finding.bytes = page.bytes
    return finding
  }

  /// Returns a finding with the words for its addresses.
  public static func described(_ finding: AuditFinding) -> AuditFinding {
    var finding = finding
    let number = finding.addressCount
    switch finding.kind {
    case .duplicate:
      let others = Readable.count(number, "other address", "other addresses")
      finding.detail = "The same \(Readable.bytes(finding.bytes ?? 0)) at \(others)"
    case .redirectChain: finding.detail = "\(Readable.count(number, "redirect"))"
    default: break
    }
    return finding
  }
}
