import Addressing
import CrawlModel

/// Every address that was ever put, by fingerprint: no job is put twice.
///
/// Eight bytes an address and the slack of a hash table. Images are told apart from pages and
/// stylesheets, because one address may be both: a photo page that an `img` wrongly points at.
struct SeenSet: Sendable {
  private var documents: Set<Fingerprint> = []
  private var images: Set<Fingerprint> = []

  /// Remembers the job's address; `false` when it was there before.
  mutating func insert(_ job: Job) -> Bool {
    let fingerprint = job.address.fingerprint
    return job.kind == .image
      ? images.insert(fingerprint).inserted : documents.insert(fingerprint).inserted
  }

  var count: Int { documents.count + images.count }
}
