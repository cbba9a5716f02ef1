import Addressing
import Bytes
import CrawlModel

/// The block of a `metadata` record: why the address was requested, and what a document shows.
///
/// - `via`: the document in which the address was found.
/// - `discovered-by`: the place in that document, such as `img[src]`; `seed` for an address of the
///   user, and `probe` for robots.txt and the like.
/// - `redirected-from`: the address in the document, if redirects led from there.
/// - `outlink`: an image of the document, with the place where it has it.
/// - `alt`: the alternative text of an image of the document, behind its address.
struct MetadataText {
  /// The bytes.
  private(set) var bytes: [UInt8] = []

  /// Makes the block of an exchange.
  init(_ fetched: Fetched, _ findings: Findings?) {
    let job = fetched.job
    if let parent = job.parent { add("via", parent.text) }
    add("discovered-by", job.kind.isForCrawlers ? "probe" : (job.via ?? .seed).text)
    if job.address != fetched.request.target { add("redirected-from", job.address.text) }
    for discovery in findings?.discoveries ?? [] {
      let link = discovery.link
      guard link.kind == .image, link.inline == nil else { continue }
      add("outlink", "\(link.address.text) E \(link.via.text)")
      guard let alt = link.caption.alt else { continue }
      let words = alt.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      add("alt", "\(link.address.text) \(VisibleText.line(words))")
    }
  }

  private mutating func add(_ name: StaticString, _ value: String) {
    bytes.append(name)
    bytes.append(": ")
    bytes.append(contentsOf: value.utf8)
    bytes.append("\r\n")
  }
}
