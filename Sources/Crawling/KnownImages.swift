import Addressing
import Bytes
import CrawlModel
import Scheduling

/// The images that other crawls' folders have, by address and by content.
///
/// An address takes eight bytes and a content 32; the folders are read at the start and not changed.
struct KnownImages: Sendable {
  private let key = Fingerprint.Key(first: .random(in: 0...(.max)), second: .random(in: 0...(.max)))
  private var addresses: Set<UInt64> = []
  private var digests: Set<SHA256Digest> = []

  /// Reads folders; `nil` if there are none.
  ///
  /// - Throws: `CrawlError` if a folder has no crawl or cannot be read.
  init?(_ folders: [String]) throws(CrawlError) {
    guard !folders.isEmpty else { return nil }
    for path in folders {
      do throws(CrawlError) {
        try add(CrawlFolder(path))
      } catch {
        throw CrawlError(.badSetting, "--known cannot be used: \(error.message)")
      }
    }
  }

  private mutating func add(_ folder: CrawlFolder) throws(CrawlError) {
    var (addresses, digests) = (addresses, digests)
    let key = key
    try folder.attempt {
      try folder.journal.forEachStoredAddress { text in
        addresses.insert(Fingerprint(text, key: key).value)
      }
      var last: Int?
      while true {
        let contents = try folder.journal.contents(after: last, limit: Recovery.chunk)
        guard let end = contents.last else { break }
        last = end.number
        digests.formUnion(contents.compactMap { SHA256Digest(hex: $0.sha256) })
      }
    }
    (self.addresses, self.digests) = (addresses, digests)
  }

  /// Whether a content is known.
  func contains(_ digest: SHA256Digest) -> Bool { digests.contains(digest) }

  /// Returns rules that also refuse the images with a known address; what an earlier run of this crawl
  /// has is refreshed as usual.
  func added(to rules: QueueRules) -> QueueRules {
    var all = rules
    all.objection = { job, request in
      if let refusal = rules.objection?(job, request) { return refusal }
      guard job.kind == .image, request.earlier?.wasTaken != true,
        addresses.contains(Fingerprint(job.address.text, key: key).value)
      else { return nil }
      return Refusal(.skipped(.known))
    }
    return all
  }
}
