public import CrawlModel
import Reporting
import Scheduling

extension CrawlFolder {
  /// Finds the faults of the site's images, as the crawl has recorded them; nothing is requested.
  ///
  /// Images that no page shows any more are left out. `docs/audit.md` describes the kinds of faults.
  ///
  /// - Parameter body: receives each fault: those of single images in the order of discovery, then
  ///   redirects, duplicates and pages.
  /// - Returns: what was counted.
  /// - Throws: `CrawlError` if the journal cannot be read.
  /// - Complexity: the memory does not depend on the number of images, and needs 24 bytes for each
  ///   page.
  public func audit(_ body: (AuditFinding) -> Void) throws(CrawlError) -> AuditSummary {
    try attempt {
      let read = try journal.documentsRead
      let needsPage = read.all > 0
      var counted = AuditSummary()
      counted.pages = read.pages
      counted.waiting = try journal.waiting
      counted.placesOfOldRuns = try journal.placesWithoutShowing
      var audit = ImageAudit(counted, needsPage: needsPage)
      let next = try journal.records().images
      while let entry = try next() {
        for finding in audit.findings(of: entry) { body(finding) }
      }
      var summary = audit.summary
      func add(_ finding: AuditFinding) {
        summary.findings[finding.kind, default: 0] += 1
        body(finding)
      }
      try journal.redirectChains(needsPage: needsPage) { add(PageAudit.described($0)) }
      try journal.duplicates(needsPage: needsPage) { add(PageAudit.described($0)) }
      let heaviest = AuditSummary.heaviestListed
      let pages = try journal.pageWeights(over: PageAudit.mostBytes, atLeast: heaviest)
      for page in pages { if let finding = PageAudit.finding(of: page) { add(finding) } }
      summary.heaviest = Array(pages.prefix(heaviest))
      return summary
    }
  }
}
