import ArgumentParser
import CrawlModel
import Crawling
import Files

/// `magpie audit DIR`: lists what is wrong with the images of a site.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Lists what is wrong with the images of a site.",
    discussion: """
      Reads what a crawl has recorded and requests nothing. The kinds of faults: broken, \
      missing-alt, empty-alt, oversized, heavy-image, wrong-type, mixed-content, redirect-chain, \
      uncached, duplicate, heavy-page. docs/audit.md describes them and their limits.

      EXAMPLES
        magpie audit example.com
        magpie audit example.com --html > audit.html
        magpie audit example.com --fail-on broken,missing-alt
        magpie audit example.com --json | jq '.findings[] | select(.kind == "broken")'
      """)

  @Argument(
    help: ArgumentHelp("The output folder of the crawl.", valueName: "DIR"), completion: .directory)
  var folder: String

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Exit with 1 if there are faults of these kinds, separated by commas; any stands for all. "
        + "Repeatable.", valueName: "KINDS"))
  var failOn: [FaultList] = []

  @Flag(help: "Print one JSON object.")
  var json = false

  @Flag(help: "Print a report as a page of HTML.")
  var html = false

  /// The number of bytes that are written at once.
  private static let pieceSize = 1 << 16

  func validate() throws {
    guard !json || !html else { throw ValidationError("Use --json or --html, not both.") }
  }

  func run() throws {
    let folder = try CrawlFolder(self.folder)
    let summary = json ? try printJSON(folder) : try printReport(folder)
    let kinds = failOn.reduce(Set<AuditFinding.Kind>()) { $0.union($1.kinds) }
    if kinds.contains(where: { summary.findings[$0] ?? 0 > 0 }) {
      throw ExitCode(ExitCodes.failures)
    }
  }

  private func printReport(_ folder: CrawlFolder) throws -> AuditSummary {
    let limit = html ? AuditSummary.htmlListed : AuditText.listed
    var findings: [AuditFinding.Kind: [AuditFinding]] = [:]
    let summary = try folder.audit { finding in
      guard findings[finding.kind]?.count ?? 0 < limit else { return }
      findings[finding.kind, default: []].append(finding)
    }
    if html {
      StandardStream.output.write(summary.html(self.folder, findings).span)
    } else {
      StandardStreams.write(AuditText.text(of: summary, findings))
    }
    return summary
  }

  private func printJSON(_ folder: CrawlFolder) throws -> AuditSummary {
    var bytes = Array(#"{"findings":["#.utf8)
    var isFirst = true
    let summary = try folder.audit { finding in
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      bytes += finding.json
      guard bytes.count > Self.pieceSize else { return }
      StandardStream.output.write(bytes.span)
      bytes = []
    }
    // The counts are the other members of the same object.
    bytes += Array("],".utf8) + summary.json.dropFirst() + [UInt8(ascii: "\n")]
    StandardStream.output.write(bytes.span)
    return summary
  }
}
