/// What became of one image address, without all else that is known of it.
///
/// For code that counts many images before it reads the first one.
public struct ImageOutcome: Sendable, Hashable {
  /// What became of it.
  public var status: ImageStatus
  /// The stored file, relative to the output folder.
  public var file: String?
  /// When the last answer came.
  public var fetchedAt: Timestamp?

  /// Makes an outcome from its parts.
  public init(status: ImageStatus, file: String? = nil, fetchedAt: Timestamp? = nil) {
    self.status = status
    self.file = file
    self.fetchedAt = fetchedAt
  }
}

extension ManifestEntry {
  /// What became of the address.
  public var outcome: ImageOutcome {
    ImageOutcome(status: status, file: file, fetchedAt: fetchedAt)
  }
}
