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
  /// The addresses whose files this crawl had and lost.
  private var lost: Set<UInt64> = []

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

  /// Returns these without the images whose files the crawl of a journal had and lost, which it fetches
  /// again.
  ///
  /// - Throws: `CrawlError` if the journal cannot be read.
  func leavingOut(lostIn journal: Journal) throws(CrawlError) -> KnownImages {
    var result = self
    do throws(FrontierError) {
      try journal.forEachRestoredAddress { result.lost.insert(Fingerprint($0, key: key).value) }
    } catch {
      throw CrawlError(error)
    }
    return result
  }

  /// Whether the content of an image is known, and the image is not one of this crawl.
  func contains(_ digest: SHA256Digest, of job: Job, _ earlier: EarlierVisit?) -> Bool {
    digests.contains(digest) && !isOwn(job, earlier)
  }

  /// Whether an earlier run of this crawl has the image, so that it is refreshed as usual.
  private func isOwn(_ job: Job, _ earlier: EarlierVisit?) -> Bool {
    earlier?.wasTaken == true
      || !lost.isEmpty && lost.contains(Fingerprint(job.address.text, key: key).value)
  }

  /// Returns the refusal of an image with a known address; `nil` for every other job.
  func refusal(of job: Job, _ request: Request) -> Refusal? {
    guard job.kind == .image,
      addresses.contains(Fingerprint(job.address.text, key: key).value),
      !isOwn(job, request.earlier)
    else { return nil }
    return Refusal(.skipped(.known))
  }
}
