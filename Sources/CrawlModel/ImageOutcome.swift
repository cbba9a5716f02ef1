/// The outcome of one image address, without its other data.
///
/// For code that counts many images before it reads the first one.
public struct ImageOutcome: Sendable, Hashable {
  /// The status of the image.
  public var status: ImageStatus
  /// The stored file, relative to the output folder.
  public var file: String?
  /// When the last response was received.
  public var fetchedAt: Timestamp?

  /// Makes an outcome from its parts.
  public init(status: ImageStatus, file: String? = nil, fetchedAt: Timestamp? = nil) {
    self.status = status
    self.file = file
    self.fetchedAt = fetchedAt
  }
}

extension ManifestEntry {
  /// The status of the address.
  public var outcome: ImageOutcome {
    ImageOutcome(status: status, file: file, fetchedAt: fetchedAt)
  }
}
