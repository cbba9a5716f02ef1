/// A run as it was begun and perhaps ended.
public struct RunRecord: Sendable, Hashable {
  /// What it was for.
  public let kind: String
  /// When it began.
  public let startedAt: String
  /// When it ended; `nil` for one that still runs or was killed.
  public let endedAt: String?
  /// How it ended.
  public let ended: String?

  /// Makes a record from its parts.
  public init(kind: String, startedAt: String, endedAt: String?, ended: String?) {
    self.kind = kind
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.ended = ended
  }
}
