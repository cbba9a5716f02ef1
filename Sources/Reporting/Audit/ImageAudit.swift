public import CrawlModel

/// Judges images one after the other.
///
/// It keeps nothing of an image but counts, so an audit needs the same memory for any number.
public struct ImageAudit {
  /// What was counted.
  public private(set) var summary: AuditSummary
  /// Whether only images that a page shows are judged; not for a list of images, which has no pages.
  private let needsPage: Bool

  /// Makes an audit that adds to a summary.
  ///
  /// - Parameters:
  ///   - summary: the counts so far.
  ///   - needsPage: whether only images that a page shows are judged.
  public init(_ summary: AuditSummary, needsPage: Bool) {
    self.summary = summary
    self.needsPage = needsPage
  }

  /// Judges an image.
  ///
  /// - Parameter entry: its record, with its places.
  /// - Returns: its faults, at most one of each kind.
  public mutating func findings(of entry: ManifestEntry) -> [AuditFinding] {
    // An earlier content of an address is no longer on the site.
    guard !needsPage || !entry.found.isEmpty, entry.replacedBy == nil else { return [] }
    guard let isWhole = isWhole(entry) else { return [] }
    summary.images += 1
    var findings: [AuditFinding] = []
    if !isWhole { findings.append(broken(entry)) }
    findings += PlaceAudit.findings(of: entry, isWhole: isWhole, decorative: &summary.decorative)
    if isWhole {
      findings += [ContentAudit.heaviness(of: entry), ContentAudit.wrongType(of: entry)]
        .compactMap(\.self)
      if entry.caching == nil, entry.key.address != nil { summary.imagesOfOldRuns += 1 }
      if entry.caching == "" {
        findings.append(
          AuditFinding(.uncached, everywhere: entry, "Neither Cache-Control nor Expires"))
      }
    }
    for finding in findings { summary.findings[finding.kind, default: 0] += 1 }
    return findings
  }

  /// Whether there is a whole image; `nil` if it was not checked.
  private mutating func isWhole(_ entry: ManifestEntry) -> Bool? {
    switch entry.status {
    case .stored, .duplicate, .unchanged: return entry.isTruncated != true
    case .gone: return false
    case .skipped, .pending: return nil
    case .failed:
      switch entry.reason {
      case .failed(.rateLimited), .failed(.overloaded), .failed(.disk), .failed(.internal):
        summary.unchecked += 1
        return nil
      default: return false
      }
    }
  }

  private func broken(_ entry: ManifestEntry) -> AuditFinding {
    var finding = AuditFinding(.broken, everywhere: entry)
    if case .failed(let reason)? = entry.reason { finding.reason = reason }
    finding.httpStatus = entry.httpStatus
    if let reason = finding.reason, reason != .httpError {
      finding.detail = reason.sentence
    } else if entry.isTruncated == true, entry.status != .gone {
      finding.detail = "The file lacks its end."
    } else {
      finding.detail = entry.httpStatus.map { "HTTP status \($0)" } ?? "It is gone."
    }
    return finding
  }
}
