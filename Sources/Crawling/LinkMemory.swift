import Addressing
import Threads

/// The links to pages that a crawl gave to its frontier not long ago, and what led to them.
///
/// Shared by its workers, who ask it of every link. Of fixed size: forgetting costs time and changes
/// nothing. An address is known by a keyed 64-bit hash, as in the frontier.
final class LinkMemory: Sendable {
  /// How many links there is room for; 512 KiB, and as much again for the references to them.
  private static let capacity = 1 << 16

  let links = LossySet(slots: LinkMemory.capacity)
  let references = LossySet(slots: LinkMemory.capacity)
  let key: Fingerprint.Key

  /// Makes an empty memory with a key of its own.
  init() {
    key = Fingerprint.Key(first: .random(in: 0...(.max)), second: .random(in: 0...(.max)))
  }
}
