import Addressing
import Threads

/// The links that a crawl recently put into its frontier or rejected, and the references to them.
///
/// It is shared by the workers, which look up every link in it. Its size is fixed: a forgotten link
/// costs time but does not change the result. An address is identified by a keyed 64-bit hash, as
/// in the frontier.
final class LinkMemory: Sendable {
  /// The maximum number of links; they take 512 KiB, and the references to them another 512 KiB.
  private static let capacity = 1 << 16

  let links = LossySet(slots: LinkMemory.capacity)
  let references = LossySet(slots: LinkMemory.capacity)
  let key: Fingerprint.Key

  /// Creates an empty memory with a random key.
  init() {
    key = Fingerprint.Key(first: .random(in: 0...(.max)), second: .random(in: 0...(.max)))
  }
}
